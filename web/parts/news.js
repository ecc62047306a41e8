// What came of what a person did: read aloud, and shown until it is put away.
import { h } from "./h.js";

export function tell(...says) {
  show("done", ...says);
}

/** Goes to another view, and says it there. */
export function tellAt(address, ...says) {
  addEventListener("hashchange", () => tell(...says), { once: true });
  location.hash = address;
}

export function warn(...says) {
  show("trouble", ...says);
}

export function hush() {
  document.getElementById("news").replaceChildren();
}

function show(tone, ...says) {
  const before = document.activeElement;
  const putAway = () => {
    hush();
    (before.isConnected && before !== document.body ? before : document.getElementById("main")).focus();
  };
  const close = h("button", { type: "button", class: "quiet", onclick: putAway, "aria-label": "OK, put this away" }, "OK");
  const card = h("div", { class: `news ${tone}` }, h("p", {}, ...says), close);
  document.getElementById("news").replaceChildren(card);
}
