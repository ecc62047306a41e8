// Small pieces that several views are made of.
import { money } from "../money.js";
import { day } from "../when.js";
import { h } from "./h.js";
import { ownText } from "./own.js";
import { reason } from "./reasons.js";

export const sessions = (count) => ({ 0: "nothing", 1: "1 session" })[count] ?? `${count} sessions`;

/** A view: its heading, which gets the focus, and what is below it. */
export function page(title, ...content) {
  return [h("h1", { tabindex: "-1" }, title), ...content];
}

/** The heading of a view, and the title of the page with it. */
export function entitle([heading], title) {
  heading.textContent = title;
  if (heading.isConnected) document.title = `${ownText(title)} · The +1 Program`;
}

export function section(title, ...content) {
  return h("section", {}, h("h2", {}, title), ...content);
}

/** Facts by name: a few words each. */
export function figures(facts) {
  const shown = Object.entries(facts).filter(([, fact]) => fact !== null);
  return h(
    "dl",
    { class: "figures" },
    shown.map(([name, fact]) => h("div", {}, h("dt", {}, name), h("dd", {}, fact))),
  );
}

/** `more`: facts to put first. */
export function standing({ rate, on_deck: onDeck, last_package: last }, more = {}) {
  return figures({
    ...more,
    "On deck": sessions(onDeck),
    Rate: `${money(rate)} per session`,
    "Last package": [`${sessions(last.sessions)} for ${money(last.price)}, `, day(last.booked_at)],
  });
}

/** Whether +1 is on, off or on hold, and why: a word or two, never by colour alone. */
export function badge({ effective, reason: code }) {
  const said = { active: "+1 on", off: "+1 off", suspended: `+1 on hold: ${reason(code)}` }[effective];
  return h("span", { class: `badge ${effective}` }, said);
}

export const byName = (one, other) => one.name.localeCompare(other.name);

export const to = (address, label, look) => h("a", { href: address, class: look }, label);
