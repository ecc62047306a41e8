// Offers as a client sees them.
import { money } from "../money.js";
import { h } from "../parts/h.js";
import { link } from "../parts/link.js";
import { numbering } from "../parts/list.js";
import { own } from "../parts/own.js";
import { sessions, to } from "../parts/pieces.js";
import { moment } from "../when.js";

const ENDED = { booked: "You have booked it", withdrawn: "Withdrawn by the coach", expired: "No longer open" };

/** What makes a row of each offer of a list. */
export function offerRows() {
  const numbered = numbering();
  return (offer) => row(offer, numbered(offer.title));
}

function row(offer, nth) {
  const address = link("coaches", offer.coach_id, "offers", offer.offer_id);
  return h(
    "li",
    { class: "row" },
    h(
      "div",
      {},
      h("strong", {}, own(offer.title)),
      h("p", {}, own(offer.coach_name), `: ${inWords(offer)}`),
      notes(offer),
    ),
    offer.state === "open"
      ? to(address, ["See and book", h("span", { class: "hidden" }, " ", own(offer.title), nth)], "button")
      : h("span", { class: "badge off" }, ENDED[offer.state]),
  );
}

export const inWords = ({ sessions: count, price, rate }) =>
  `${sessions(count)} for ${money(price)}, which is ${money(rate)} per session`;

export function notes(offer) {
  const said = [
    offer.client_id ? "For you alone." : null,
    offer.auto_renewal ? null : "Without auto-renewal.",
    offer.state === "open" && offer.expires_at ? ["Open until ", moment(offer.expires_at), "."] : null,
  ].filter(Boolean);
  return said.length
    ? h(
        "p",
        { class: "hint" },
        said.flatMap((part) => [part, " "]),
      )
    : null;
}
