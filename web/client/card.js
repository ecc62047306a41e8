// The +1 Program with one coach: how it stands, in words, and the switch.
import { get } from "../api.js";
import { h, put } from "../parts/h.js";
import { link } from "../parts/link.js";
import { tell, warn } from "../parts/news.js";
import { own, whom } from "../parts/own.js";
import { isPending, settled } from "../parts/pending.js";
import { badge, sessions, standing, to } from "../parts/pieces.js";
import { region } from "../parts/region.js";
import { receipt } from "./receipt.js";
import { turnOff, turnOn } from "./switch.js";

/** `known`: the pairing as it was just read; `more`: with a link to all about this coach; `changed` is called when the
 * card has changed something, `renewed` when a renewal was settled by itself. */
export function card(known, { leaving, more = false, changed = () => {}, renewed = () => {} }) {
  const path = `/v1/coaches/${encodeURIComponent(known.coach_id)}`;
  const after = h("div", { class: "after" });
  let given = known;
  let shown = known;
  let waiting = false;
  const state = region(load, show, { live: true });
  const place = h("article", { class: "card program" }, state, more ? detail(known) : null);

  async function load() {
    const pairing = given ?? { ...(await get(path)), nth: known.nth };
    given = null;
    return [pairing, isOn(pairing) ? (await get(`${path}/preview`)).says : ""];
  }

  function show([pairing, says]) {
    if (isPending(pairing)) wait(pairing);
    else if (renewalOf(pairing) !== renewalOf(shown)) renewed();
    shown = pairing;
    return [
      h("div", { class: "title" }, h("h2", {}, pairing.name), badge(pairing.enrollment)),
      h("p", { class: "says" }, inWords(pairing, says)),
      standing(pairing),
      after,
      pairing.enrollment.state === "enrolled"
        ? turnOff(path, pairing, off)
        : turnOn(path, pairing, on, { open: !more && !after.hasChildNodes() }),
    ];
  }

  async function wait(pairing) {
    if (waiting) return;
    waiting = true;
    const now = await settled(path, pairing, leaving);
    waiting = false;
    if (!now) return;
    await state.refresh();
    if (now.renewal.state === "booked")
      tell("1 more session with ", own(now.name), ` is booked. On deck now: ${sessions(now.on_deck)}.`);
    else tell("No +1 with ", own(now.name), " was booked. The timeline says why.");
  }

  /** What took the click makes room for the receipt. */
  async function off(pairing, done) {
    put(after, receipt(path, pairing, done, refresh));
    await refresh();
    after.firstChild.focus({ preventScroll: true });
    tell("The +1 Program with ", own(pairing.name), " is off.");
  }

  /** `newer`: the version of the terms that counts, if it is not the one that was shown. */
  async function on(newer) {
    put(after);
    await refresh();
    state.querySelector("[role=switch]")?.scrollIntoView({ block: "nearest" });
    if (newer) warn(`The +1 Program is on, but its terms have changed: version ${newer} counts. Your mail has them.`);
    else tell("The +1 Program with ", own(known.name), " is on. You get a mail with the terms.");
  }

  function refresh() {
    return Promise.all([state.refresh(), changed()]);
  }

  place.refresh = state.refresh;
  return place;
}

function detail(pairing) {
  const all = ["Settings, sessions and timeline with ", whom(pairing)];
  return h("p", { class: "actions" }, to(link("preferences", pairing.coach_id), all));
}

const renewalOf = ({ renewal }) => JSON.stringify(renewal);

const isOn = (pairing) => pairing.enrollment.effective !== "off" && !isPending(pairing);

/** `says`: the API's own, of what a last completion would do. */
function inWords({ enrollment: { effective }, renewal, name }, says) {
  if (effective === "off") return ["Off: nothing is booked automatically with ", own(name), "."];
  if (isPending({ renewal })) return "On: your last session was marked complete, and your +1 is under way.";
  return effective === "suspended" ? `On, but suspended. ${says}` : `On. ${says}`;
}
