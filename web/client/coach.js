// One coach: what is on deck, what is on offer, what was booked.
import { all, get, remove } from "../api.js";
import { money } from "../money.js";
import { action } from "../parts/action.js";
import { h, put } from "../parts/h.js";
import { link } from "../parts/link.js";
import { list, pages } from "../parts/list.js";
import { tell } from "../parts/news.js";
import { own } from "../parts/own.js";
import { badge, entitle, page, section, sessions, standing, to } from "../parts/pieces.js";
import { empty, region } from "../parts/region.js";
import { moment } from "../when.js";
import { deck } from "./deck.js";
import { booking, mayHaveNext, nextInFull } from "./next.js";
import { offerRows } from "./offers.js";
import { pairingWith } from "./pairing.js";
import { receipt } from "./receipt.js";

const ENDED = "No package and no +1 can be booked. Sessions that are booked stay.";

export function coach({ coach: id }) {
  const path = `/v1/coaches/${encodeURIComponent(id)}`;
  const after = h("div", { class: "after" });
  const place = region(load, show);
  const view = page("Your coach", place);

  async function load() {
    const [pairing, offers] = await Promise.all([pairingWith(id), all(`${path}/offers`)]);
    return [pairing, offers, mayHaveNext(pairing) ? await get(`${path}/preview`) : {}];
  }

  function show([pairing, offers, preview]) {
    const name = pairing?.name ?? offers[0]?.coach_name;
    if (name) entitle(view, name);
    return [...(pairing ? withPairing(pairing, preview) : []), pairing?.ended ? null : onOffer(offers)];
  }

  function withPairing(pairing, preview) {
    const left = async (receipt) => {
      put(after, receipt);
      await place.refresh();
      after.firstChild?.focus({ preventScroll: true });
    };
    const off = async () => {
      const done = await remove(`${path}/enrollment`);
      await left(receipt(path, pairing, done, place.refresh));
      tell("The +1 Program with ", own(pairing.name), " is off.");
    };
    const tapped = (session) => left(session ? booking(pairing, session) : null);
    return [
      h(
        "div",
        { class: "card" },
        h("h2", { class: "hidden" }, "The +1 Program with ", own(pairing.name)),
        standing(pairing, { "+1 Program": badge(pairing.enrollment) }),
        pairing.ended ? h("p", {}, own(pairing.name), " has ended the work with you. ", ENDED) : null,
        nextInFull(pairing, preview, path, {
          changed: tapped,
          others: action("Turn +1 off", off, { look: "quiet" }),
        }),
        after,
        h("p", { class: "actions" }, to(link("preferences", id), "Manage +1")),
      ),
      section("On deck", deck(path)),
      section(
        "Packages booked",
        region(
          () => pages(`${path}/packages`),
          (first) => list(`${path}/packages`, first, booked),
        ),
      ),
    ];
  }

  return view;
}

function onOffer(offers) {
  const none = empty("Nothing is on offer at the moment.");
  return section("On offer", offers.length ? h("ul", { class: "rows" }, offers.map(offerRows())) : none);
}

function booked({ sessions: count, price, rate, auto_renewal: renews, booked_at: at }) {
  return h(
    "li",
    { class: "row" },
    h(
      "div",
      {},
      h("strong", {}, `${sessions(count)} for ${money(price)}`),
      h("p", {}, `${money(rate)} per session${renews ? "" : ", without auto-renewal"}`),
    ),
    h("span", { class: "hint" }, "Booked ", moment(at)),
  );
}
