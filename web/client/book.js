// Booking an offer: what it does to the rate and to the +1 Program is said before the click.
import { all, post } from "../api.js";
import { money } from "../money.js";
import { action } from "../parts/action.js";
import { h, put } from "../parts/h.js";
import { link } from "../parts/link.js";
import { own } from "../parts/own.js";
import { tell } from "../parts/news.js";
import { badge, entitle, figures, page, sessions, standing, to } from "../parts/pieces.js";
import { empty, region } from "../parts/region.js";
import { effect } from "./effect.js";
import { inWords, notes } from "./offers.js";
import { pairingWith } from "./pairing.js";

export function book({ coach, offer: id }) {
  const path = `/v1/coaches/${encodeURIComponent(coach)}`;
  const place = region(() => Promise.all([pairingWith(coach), all(`${path}/offers`)]), show);
  const view = page("Book a package", place);

  function show([pairing, offers]) {
    const offer = offers.find((each) => each.offer_id === id);
    if (!offer) return gone(coach);
    entitle(view, offer.title);
    if (pairing && pairing.rate.currency !== offer.price.currency) return otherCurrency(offer, pairing);
    return [
      h("p", { class: "lead" }, own(offer.coach_name), `: ${inWords(offer)}. `),
      notes(offer),
      h(
        "div",
        { class: "card" },
        h("h2", {}, "What booking it does"),
        rates(pairing, offer),
        h("p", { class: "says" }, effect(pairing, offer)),
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

function rates(pairing, offer) {
  const now = pairing ? money(pairing.rate) : null;
  return figures({
    "Rate now": now ?? "None yet",
    "Rate after": money(offer.rate),
    "On deck after": sessions((pairing?.on_deck ?? 0) + offer.sessions),
  });
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

function otherCurrency(offer, pairing) {
  return h(
    "p",
    { class: "notice" },
    `This offer is in ${offer.price.currency}, and all your packages with `,
    own(pairing.name),
    ` are in ${pairing.rate.currency}. Ask for an offer in that currency.`,
  );
}

function gone(coach) {
  return [
    empty("This offer is no longer open: it was booked, withdrawn or has expired."),
    h("p", {}, to(link("coaches", coach), "See what is on offer")),
  ];
}
