// What somebody has typed and not saved, by the address of its view. It is there again when its person comes back,
// also from a sign-in, and never for anybody else. A person who closes the page is asked.
import { me } from "../me.js";
import { action } from "./action.js";
import { h } from "./h.js";

let drafts = new Map();
let isHandedOver = false;

/** Keeps what is typed into the form, and puts in what was kept. `version`: of what is typed over; returns a draft's. */
export function keeping(form, discard, version = null) {
  const address = location.hash;
  const stored = typedIn(form);
  const kept = drafts.get(address);
  const over = kept?.who === me.id ? kept.version : version;
  form.addEventListener("input", () => {
    const values = typedIn(form);
    if (JSON.stringify(values) === JSON.stringify(stored)) drafts.delete(address);
    else drafts.set(address, { who: me.id, version: over, values });
  });
  if (kept?.who === me.id) restore(form, kept.values, discarded);
  return over;

  function discarded() {
    drafts.delete(address);
    return discard();
  }
}

export const hasDraft = () => drafts.has(location.hash);

export function forgetDraft() {
  drafts.delete(location.hash);
}

/** For the page that comes after a sign-in. */
export function handOver() {
  isHandedOver = true;
  return [...drafts];
}

export function takeOver(others = []) {
  drafts = new Map(others);
}

export function askBeforeClosing() {
  addEventListener("beforeunload", (event) => {
    if (drafts.size && !isHandedOver) event.preventDefault();
  });
  addEventListener("pageshow", () => {
    isHandedOver = false;
  });
}

function restore(form, values, discard) {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field?.type === "checkbox") field.checked = value;
    else if (field) field.value = value;
    field?.dispatchEvent(new Event("change"));
  }
  const away = action("Discard what I typed", discard, { look: "quiet" });
  form.prepend(h("p", { class: "notice" }, "What you typed before is still here, and is not saved yet. ", away));
  form.dispatchEvent(new Event("input"));
}

function typedIn({ elements }) {
  const fields = [...elements].filter(({ name }) => name);
  return Object.fromEntries(fields.map((field) => [field.name, field[field.type === "checkbox" ? "checked" : "value"]]));
}
