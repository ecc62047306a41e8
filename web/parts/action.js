// Buttons and forms that do one thing at a time and say what went wrong.
import { h, put } from "./h.js";
import { hush, warn } from "./news.js";
import { words } from "./problems.js";
import { waiting } from "./waiting.js";

export const SIGNED_OUT = "signed-out";

/** `look`: primary, quiet or danger. `sure`: a question that is asked first; then it takes two clicks. */
export function action(label, does, { id, look = "", sure, ...others } = {}) {
  if (sure) return asking(label, does, { id, look, sure });
  const button = h("button", { type: "button", id, class: look, ...others }, label);
  button.addEventListener("click", () => busy(button, does));
  return button;
}

/** A form whose button is the last thing in it. What a browser can check is checked before `does`. */
export function form(attributes, does, ...children) {
  const element = h("form", attributes, ...children);
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    busy(event.submitter ?? element.querySelector("[type=submit]"), async () => {
      for (const field of element.elements) field.removeAttribute("aria-invalid");
      await does(element).catch((problem) => refused(element, problem));
    });
  });
  return element;
}

/** The first field that the API names gets the focus. */
function refused({ elements }, problem) {
  const names = problem.errors?.flatMap(({ field }) => field.split(".").reverse()) ?? [];
  const [field] = names.map((name) => elements.namedItem(name)).filter(Boolean);
  field?.setAttribute("aria-invalid", "true");
  field?.focus();
  throw problem;
}

export function report(problem) {
  if (problem.status === 401) document.dispatchEvent(new Event(SIGNED_OUT));
  else warn(words(problem));
}

/** Not `disabled`: that would take the focus away from who uses the keyboard. */
async function busy(button, does) {
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

function asking(label, does, { id, look, sure }) {
  const place = h("span", { class: "asking", tabindex: "-1" });
  const ask = () => put(place, action(label, confirm, { id, look }));
  const confirm = () => {
    const yes = action(`Yes, ${label.charAt(0).toLowerCase()}${label.slice(1)}`, does, { id, look: "danger" });
    put(place, h("span", {}, sure), yes, action("No, keep it", ask, { look: "quiet" }));
  };
  ask();
  return place;
}
