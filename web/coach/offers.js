import { remove } from "../api.js";
import { me } from "../me.js";
import { money } from "../money.js";
import { action } from "../parts/action.js";
import { h } from "../parts/h.js";
import { link } from "../parts/link.js";
import { list, numbering, pages } from "../parts/list.js";
import { tell } from "../parts/news.js";
import { own } from "../parts/own.js";
import { page, sessions, to } from "../parts/pieces.js";
import { region } from "../parts/region.js";
import { moment } from "../when.js";
import { knownClients, nameOf } from "./known.js";

const STATES = { open: "Open", booked: "Booked", withdrawn: "Withdrawn", expired: "Expired" };

export function offers() {
  const place = region(() => Promise.all([pages("/v1/offers"), knownClients()]), show);

  function show([first, clients]) {
    const numbered = numbering();
    const shown = (offer) => row(offer, numbered(offer.title), clients, place.refresh);
    return list("/v1/offers", first, shown, { none: "You have not offered anything yet." });
  }

  return page(
    "Offers",
    h(
      "p",
      { class: "actions" },
      to(link("offers", "custom"), "Custom package", "button"),
      to(link("offers", "new"), "Offer a package", "button second"),
    ),
    h(
      "p",
      { class: "hint" },
      "Whoever has this address can book your open packages: ",
      h("code", {}, `${location.origin}/${link("coaches", me.id)}`),
    ),
    place,
  );
}

function row(offer, nth, clients, refresh) {
  const withdraw = async () => {
    await remove(`/v1/offers/${encodeURIComponent(offer.offer_id)}`);
    await refresh();
    tell("“", own(offer.title), "” is withdrawn.");
  };
  const how = { look: "quiet", sure: "Nobody can book it then.", of: () => [own(offer.title), nth] };
  return h(
    "li",
    { class: "row" },
    h(
      "div",
      {},
      h("strong", {}, own(offer.title)),
      h("p", {}, `${sessions(offer.sessions)} for ${money(offer.price)}, which is ${money(offer.rate)} per session`),
      h(
        "p",
        { class: "hint" },
        offer.client_id ? ["Custom package for ", own(nameOf(offer.client_id, clients)), ". "] : "For everybody. ",
        offer.auto_renewal ? null : "Without auto-renewal. ",
        "Offered ",
        moment(offer.created_at),
        offer.expires_at ? [", open until ", moment(offer.expires_at)] : null,
        ".",
      ),
    ),
    h(
      "div",
      { class: "actions" },
      h("span", { class: `badge ${offer.state === "open" ? "active" : "off"}` }, STATES[offer.state]),
      offer.state === "open" ? action("Withdraw", withdraw, how) : null,
    ),
  );
}
