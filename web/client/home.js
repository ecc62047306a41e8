import { all } from "../api.js";
import { h } from "../parts/h.js";
import { link } from "../parts/link.js";
import { numbering } from "../parts/list.js";
import { own, whom } from "../parts/own.js";
import { badge, byName, page, section, standing, to } from "../parts/pieces.js";
import { mailHint, zoneHint } from "../parts/profile.js";
import { empty, region } from "../parts/region.js";
import { nextInShort } from "./next.js";
import { offerRows } from "./offers.js";

export function home() {
  const place = region(() => Promise.all([all("/v1/coaches"), all("/v1/inbox")]), show, { live: true });

  function show(read) {
    return content(read, () => place.refresh());
  }

  return page("Your coaches", mailHint(), zoneHint(), place);
}

function content([coaches, offers], changed) {
  const open = offers.filter((offer) => offer.state === "open");
  return [
    coaches.length ? h("div", { class: "cards" }, coaches.sort(byName).map(cards(changed))) : nobody(open.length),
    open.length ? section("Offered to you", h("ul", { class: "rows" }, open.map(offerRows()))) : null,
  ].filter(Boolean);
}

function cards(changed) {
  const numbered = numbering();
  return (pairing) => {
    const known = { ...pairing, nth: numbered(pairing.name) };
    return card(known, h("span", { class: "hidden" }, " with ", whom(known)), changed);
  };
}

function card(pairing, whom, changed) {
  return h(
    "article",
    { class: "card" },
    h("div", { class: "title" }, h("h2", {}, pairing.name), badge(pairing.enrollment)),
    standing(pairing),
    pairing.ended ? h("p", {}, own(pairing.name), " has ended the work with you.") : null,
    nextInShort(pairing, `/v1/coaches/${encodeURIComponent(pairing.coach_id)}`, changed),
    h(
      "p",
      { class: "actions" },
      to(link("coaches", pairing.coach_id), ["Sessions and packages", whom]),
      to(link("preferences", pairing.coach_id), ["Manage +1", whom.cloneNode(true)]),
    ),
  );
}

function nobody(hasOffers) {
  if (hasOffers) return empty("You have not booked a package yet. Book an offer to start.");
  return empty(
    "You have not booked a package yet. When a coach makes you an offer, it appears here and in your inbox.",
  );
}
