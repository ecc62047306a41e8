// One coach: what is on deck, what is on offer, what was booked.
import { all } from "../api.js";
import { money } from "../money.js";
import { h } from "../parts/h.js";
import { link } from "../parts/link.js";
import { list, pages } from "../parts/list.js";
import { badge, entitle, page, section, sessions, standing, to } from "../parts/pieces.js";
import { empty, region } from "../parts/region.js";
import { moment } from "../when.js";
import { deck } from "./deck.js";
import { offerRows } from "./offers.js";
import { pairingWith } from "./pairing.js";

export function coach({ coach: id }) {
  const path = `/v1/coaches/${encodeURIComponent(id)}`;
  const view = page(
    "Your coach",
    region(() => Promise.all([pairingWith(id), all(`${path}/offers`)]), show),
  );

  function show([pairing, offers]) {
    const name = pairing?.name ?? offers[0]?.coach_name;
    if (name) entitle(view, name);
    return [...(pairing ? withPairing(pairing) : []), onOffer(offers)];
  }

  function withPairing(pairing) {
    return [
      h(
        "div",
        { class: "card" },
        standing(pairing, { "+1 Program": badge(pairing.enrollment) }),
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
