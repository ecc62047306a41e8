// Offers as a client sees them.
import { money } from "../money.js";
import { h } from "../parts/h.js";
import { link } from "../parts/link.js";
import { numbering } from "../parts/list.js";
import { own } from "../parts/own.js";
import { sessions, to } from "../parts/pieces.js";
import { moment } from "../when.js";
import { foldedContact } from "./contact.js";

const ENDED = { booked: "You have booked it", withdrawn: "Withdrawn by the coach", expired: "No longer open" };

/** What makes a row of each offer of a list. `contacts`: the first of each coach can stop the coach's offers. */
export function offerRows({ contacts = false } = {}) {
  const [numbered, coaches, seen] = [numbering(), numbering(), new Set()];
  return (offer) => {
    const isFirst = contacts && !seen.has(offer.coach_id);
    seen.add(offer.coach_id);
    return row(offer, numbered(offer.title), isFirst ? foldedContact(coachOf(offer, coaches)) : null);
  };
}

const coachOf = ({ coach_id, coach_name: name }, numbered) => ({ coach_id, name, nth: numbered(name) });

function row(offer, nth, contact) {
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
    contact,
  );
}

export const inWords = ({ sessions: count, price, rate }) =>
  `${sessions(count)} for ${money(price)}, which is ${money(rate)} per session`;

export function notes(offer) {
  const said = [
    offer.client_id ? "For you alone." : null,
    offer.client_id && offer.worked_together === false
      ? ["You have not worked with ", own(offer.coach_name), " before."]
      : null,
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
