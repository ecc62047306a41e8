// Buttons that do one thing at a time and say what went wrong.
import { h, put } from "./h.js";
import { hush, warn } from "./news.js";
import { words } from "./problems.js";
import { waiting } from "./waiting.js";

export const SIGNED_OUT = "signed-out";

/** `look`: primary, quiet or danger. `sure`: what is asked first, or how to find out; then it takes two clicks, and `no`
 * takes the question back.
 * `of`: makes what tells the button from others of the same name, for who cannot see where it stands. */
export function action(label, does, { id, look = "", sure, no, of = () => "", ...others } = {}) {
  if (sure) return asking(label, does, { id, look, sure, no, of });
  const which = of();
  const about = which ? h("span", { class: "hidden" }, " ", which) : null;
  const button = h("button", { type: "button", id, class: look, ...others }, label, about);
  button.addEventListener("click", () => busy(button, does));
  return button;
}

export function report(problem) {
  if (problem.status === 401) document.dispatchEvent(new Event(SIGNED_OUT));
  else warn(words(problem));
}

/** Not `disabled`: that would take the focus away from who uses the keyboard. */
export async function busy(button, does) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  hush();
  try {
    await waiting(button, does);
  } catch (problem) {
    report(problem);
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

/** The question gets the focus and not its answer: a key that is pressed twice answers nothing. */
function asking(label, does, { id, look, sure, no = "No, keep it", of }) {
  const place = h("span", { class: "asking" });
  const begin = async () => {
    const question = typeof sure === "string" ? sure : await sure();
    if (!question) return does();
    const yes = action(`Yes, ${label.charAt(0).toLowerCase()}${label.slice(1)}`, does, { look: "danger", of });
    const asked = h("span", { class: "asking", role: "group", tabindex: "-1", "aria-label": question }, question);
    asked.append(yes, action(no, back, { look: "quiet", of }));
    put(place, asked);
    asked.focus({ preventScroll: true });
  };
  const first = () => action(label, begin, { id, look, of });
  const back = () => {
    put(place, first());
    place.firstChild.focus({ preventScroll: true });
  };
  place.append(first());
  return place;
}
