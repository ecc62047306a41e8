// One client: sessions to mark complete, said before the click what that does; undo; timeline.
import { all, get } from "../api.js";
import { money } from "../money.js";
import { h } from "../parts/h.js";
import { link } from "../parts/link.js";
import { tell } from "../parts/news.js";
import { own } from "../parts/own.js";
import { isPending, settled } from "../parts/pending.js";
import { badge, entitle, page, section, sessions, standing, to } from "../parts/pieces.js";
import { words } from "../parts/problems.js";
import { empty, region } from "../parts/region.js";
import { timeline } from "../parts/timeline.js";
import { endOrReturn } from "./end.js";
import { bookedRows, doneRows } from "./sessions.js";

const UNDO = "You can undo it for 24 hours. A +1 that the completion booked is then cancelled.";

export function client({ client: id, leaving }) {
  const path = `/v1/clients/${encodeURIComponent(id)}`;
  const parts = [
    region(load, show, { live: true }),
    region(
      () => get(`${path}/sessions?status=completed&limit=100`),
      ({ items }) => doneRows(path, items, changed),
    ),
    timeline(path),
  ];
  const view = page(
    "Your client",
    parts[0],
    section("Marked complete", h("p", { class: "hint" }, UNDO), parts[1]),
    section("Timeline", parts[2]),
  );
  let waiting = false;
  let latest = 0;

  /** The pairing first: what is read after it has at least the sessions that it counts, or it says that one is due. */
  async function load() {
    const pairing = await get(path);
    return [pairing, ...(await Promise.all([get(`${path}/preview`), all(`${path}/sessions?status=booked`)]))];
  }

  function show([pairing, { says }, booked]) {
    entitle(view, pairing.name);
    if (isPending(pairing) && !waiting) wait(pairing);
    return [
      h(
        "div",
        { class: "card" },
        standing(pairing, { "+1 Program": badge(pairing.enrollment) }),
        pairing.ended
          ? null
          : h("p", { class: "actions" }, to(link("offers", "custom", id), ["Custom package for ", own(pairing.name)])),
        endOrReturn(path, pairing, changed),
      ),
      section(
        "On deck",
        h("p", { class: "foretell" }, isPending(pairing) ? "A +1 is under way." : says),
        booked.length ? bookedRows(path, booked, changed) : empty("Nothing is on deck."),
      ),
    ];
  }

  async function wait(pairing) {
    waiting = true;
    const now = await settled(path, pairing, leaving);
    waiting = false;
    if (!now) return;
    await changed(await became(now).catch(words));
  }

  /** A skip is explained by the timeline; its sentences are the API's. */
  async function became({ name, renewal, rate, on_deck: onDeck }) {
    if (renewal.state === "booked")
      return ["1 more session with ", own(name), ` is booked at ${money(rate)}. On deck now: ${sessions(onDeck)}.`];
    return (await get(`${path}/timeline?limit=1`)).items[0].says;
  }

  /** What there is to say is said when it is seen, unless there is something newer to say by then: a renewal may be
   * settled before anybody sees it, so its end is waited for from the answer on. */
  async function changed(says, renewal) {
    if (isPending({ renewal }) && !waiting) wait({ renewal });
    latest += 1;
    const mine = latest;
    await Promise.all(parts.map((part) => part.refresh()));
    if (mine === latest) tell(says);
  }

  return view;
}
