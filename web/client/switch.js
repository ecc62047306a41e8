// Turning the +1 Program off takes one click. Turning it on takes the terms, read and agreed to.
import { remove, replace } from "../api.js";
import { action } from "../parts/action.js";
import { tick } from "../parts/fields.js";
import { form } from "../parts/form.js";
import { h } from "../parts/h.js";
import { own, whom } from "../parts/own.js";
import { foreseen } from "./foresee.js";
import { isHeld } from "./next.js";
import { inWords, settingsOf } from "./settings_words.js";
import { pointsOf, termsWith, underTerms } from "./terms.js";

export function turnOff(path, pairing, done) {
  const off = async () => done(pairing, await remove(`${path}/enrollment`));
  return h(
    "div",
    { class: "switching" },
    action(toggle(pairing), off, {
      id: `switch-${pairing.coach_id}`,
      look: "switch",
      role: "switch",
      "aria-checked": "true",
    }),
    h("p", { class: "hint" }, "One click turns it off, at once. ", left(pairing)),
  );
}

const left = (pairing) =>
  isHeld(pairing) ? "The session on hold is then not booked." : "What is on deck stays booked.";

/** `open`: with the terms unfolded. */
export function turnOn(path, pairing, done, { open }) {
  if (!pairing.can_enroll) return foreseen(path, { settings: settingsOf(pairing.enrollment) });
  return h(
    "details",
    { class: "consent", open },
    h("summary", {}, "Turn +1 on for ", whom(pairing)),
    termsWith(pairing.name, (terms, refresh) => consent(path, pairing, done, terms, refresh)),
  );
}

function consent(path, pairing, done, terms, refresh) {
  const kept = settingsOf(pairing.enrollment);
  const on = () =>
    underTerms(async () => {
      await replace(`${path}/enrollment`, { ...kept, terms_version: terms.version });
      await done();
    }, refresh);
  const switching = h(
    "button",
    {
      type: "submit",
      id: `switch-${pairing.coach_id}`,
      class: "switch",
      role: "switch",
      "aria-checked": "false",
    },
    toggle(pairing),
  );
  return h(
    "div",
    { class: "terms" },
    h(
      "div",
      {},
      h("h3", {}, `The terms, version ${terms.version}`),
      pointsOf(terms),
    ),
    form(
      { class: "agree" },
      on,
      tick(
        [
          "I agree to these terms and want one more session with ",
          own(pairing.name),
          " booked each time my last one is marked complete.",
        ],
        "agreed",
        { required: true },
      ),
      inWords(kept) ? h("p", { class: "hint" }, `Your settings from before hold again: ${inWords(kept)}.`) : null,
      foreseen(path, { settings: kept }, "Once turned on: "),
      switching,
    ),
  );
}

const toggle = (pairing) => [
  h("span", { class: "track", "aria-hidden": "true" }),
  h("span", {}, "+1 Program with ", whom(pairing)),
];
