// What takes longer than a moment is said, and read aloud, and so is its end.
import { h } from "./h.js";

const MOMENT = 1_000;
const waits = new Set();

/** Does it, while `element` is busy. */
export async function waiting(element, does) {
  const wait = { element, long: false };
  const later = setTimeout(() => say(wait), MOMENT);
  waits.add(wait);
  element.setAttribute("aria-busy", "true");
  try {
    return await does();
  } finally {
    clearTimeout(later);
    waits.delete(wait);
    if (![...waits].some((other) => other.element === element)) element.removeAttribute("aria-busy");
    if (wait.long) sayWaits();
  }
}

function say(wait) {
  wait.long = true;
  sayWaits();
}

/** What is no longer on the page is waited for no more. */
export function sayWaits() {
  const place = document.getElementById("waiting");
  const isLong = [...waits].some(({ long, element }) => long && element.isConnected);
  if (isLong === place.classList.contains("long")) return;
  place.classList.toggle("long", isLong);
  place.replaceChildren(
    isLong ? h("p", {}, "Still waiting for an answer …") : h("p", { class: "hidden" }, "The wait is over."),
  );
}
