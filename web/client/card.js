// The +1 Program with one coach: how it stands, in words, and the switch.
import { get } from "../api.js";
import { h, put } from "../parts/h.js";
import { link } from "../parts/link.js";
import { tell } from "../parts/news.js";
import { own, whom } from "../parts/own.js";
import { isPending, settled } from "../parts/pending.js";
import { badge, sessions, standing, to } from "../parts/pieces.js";
import { region } from "../parts/region.js";
import { booking, isHeld, nextInFull, STOPPED } from "./next.js";
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
    return [pairing, isOn(pairing) ? await get(`${path}/preview`) : {}];
  }

  function show([pairing, preview]) {
    if (isPending(pairing)) wait(pairing);
    else if (renewalOf(pairing) !== renewalOf(shown)) renewed();
    shown = { ...pairing, cannot: preview.cannot_because };
    const next = nextInFull(pairing, preview, path, { changed: (session) => tapped(pairing, session) });
    return [
      h("div", { class: "title" }, h("h2", {}, pairing.name), badge(pairing.enrollment)),
      next ? null : h("p", { class: "says" }, inWords(pairing, preview)),
      standing(pairing),
      next,
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
    else if (isHeld(now)) tell("Your next session with ", own(now.name), " is on hold.");
    else tell("No +1 with ", own(now.name), " was booked. The timeline says why.");
  }

  async function tapped(pairing, session) {
    put(after, session ? booking(pairing, session) : null);
    await refresh();
    after.firstChild?.focus({ preventScroll: true });
  }

  /** What took the click makes room for the receipt. */
  async function off(pairing, done) {
    put(after, receipt(path, pairing, done, refresh));
    await refresh();
    after.firstChild.focus({ preventScroll: true });
    tell("The +1 Program with ", own(pairing.name), " is off.");
  }

  async function on() {
    put(after);
    await refresh();
    state.querySelector("[role=switch]")?.scrollIntoView({ block: "nearest" });
    tell("The +1 Program with ", own(known.name), " is on. You get a mail with the terms.");
  }

  function refresh() {
    return Promise.all([state.refresh(), changed()]);
  }

  place.refresh = state.refresh;
  place.known = () => shown;
  return place;
}

function detail(pairing) {
  const all = ["Settings, sessions and timeline with ", whom(pairing)];
  return h("p", { class: "actions" }, to(link("preferences", pairing.coach_id), all));
}

const renewalOf = ({ renewal }) => JSON.stringify(renewal);

const isOn = (pairing) => pairing.enrollment.effective !== "off";

/** `says`: the API's own, of what a last completion would do. */
function inWords({ enrollment: { effective }, renewal, name }, { says, cannot_because: cannot }) {
  if (effective === "off") return ["Off: nothing is booked automatically with ", own(name), "."];
  if (isPending({ renewal }) && cannot === STOPPED)
    return "On: your last session is complete. We have stopped booking for the moment, and book your +1 afterwards.";
  if (isPending({ renewal })) return "On: your last session was marked complete, and your +1 is under way.";
  return `On. ${says}`;
}
