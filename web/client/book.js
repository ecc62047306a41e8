// Booking an offer: what it does to the rate and to the +1 Program is said before the click.
import { all, post } from "../api.js";
import { money } from "../money.js";
import { action } from "../parts/action.js";
import { h, put } from "../parts/h.js";
import { link } from "../parts/link.js";
import { tell } from "../parts/news.js";
import { own } from "../parts/own.js";
import { badge, entitle, figures, page, sessions, standing, to } from "../parts/pieces.js";
import { empty, region } from "../parts/region.js";
import { foresee } from "./foresee.js";
import { inWords, notes } from "./offers.js";
import { pairingWith } from "./pairing.js";

const REFUSED = [404, 409, 422];
const GONE = "This offer is no longer open: it was booked, withdrawn or has expired.";

export function book({ coach, offer: id }) {
  const path = `/v1/coaches/${encodeURIComponent(coach)}`;
  const load = () =>
    Promise.all([pairingWith(coach), all(`${path}/offers`), foresee(path, { offer_id: id }).catch(refusal)]);
  const place = region(load, show);
  const view = page("Book a package", place);

  function show([pairing, offers, { then, refused }]) {
    const offer = offers.find((each) => each.offer_id === id);
    if (!offer || refused) return instead(coach, refused ?? GONE);
    entitle(view, offer.title);
    return [
      h("p", { class: "lead" }, own(offer.coach_name), `: ${inWords(offer)}. `),
      notes(offer),
      h(
        "div",
        { class: "card" },
        h("h2", {}, "What booking it does"),
        figures({
          "Rate now": pairing ? money(pairing.rate) : "None yet",
          "Rate after": money(offer.rate),
          "On deck after": sessions(then.on_deck),
        }),
        h("p", { class: "says" }, then.says),
        h(
          "p",
          { class: "actions" },
          action(`Book ${sessions(offer.sessions)} for ${money(offer.price)}`, booked, { look: "primary", id: "book" }),
          to(link("coaches", coach), "Not now"),
        ),
        h("p", { class: "hint" }, "Booking writes down what is due. No payment is taken here."),
      ),
    ];
  }

  async function booked() {
    const done = await post(`${path}/packages`, { offer_id: id });
    const { package: bought, pairing } = done;
    tell(`Booked: ${sessions(bought.sessions)} with `, own(pairing.name), ` for ${money(bought.price)}.`);
    entitle(view, "Package booked");
    put(place, after(coach, done));
    view[0].focus();
  }

  return view;
}

function after(coach, { pairing, rate_before: before, rate_after: rate }) {
  const change = before ? `was ${money(before)} and is now ${money(rate)}` : `is ${money(rate)}`;
  return [
    h(
      "div",
      { class: "card" },
      h("div", { class: "title" }, h("h2", {}, pairing.name), badge(pairing.enrollment)),
      h("p", {}, "Your rate with ", own(pairing.name), ` ${change}.`),
      standing(pairing),
    ),
    h(
      "p",
      { class: "actions" },
      to(link("preferences", coach), "Manage +1"),
      to(link("coaches", coach), "Sessions and packages"),
    ),
  ];
}

/** What booking would be refused for is said in the API's words. */
function refusal(problem) {
  if (!REFUSED.includes(problem.status) || !problem.code) throw problem;
  return { refused: problem.detail };
}

function instead(coach, why) {
  return [empty(why), h("p", {}, to(link("coaches", coach), "See what is on offer"))];
}
