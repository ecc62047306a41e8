// Offering a package: to everybody, or as a custom package to one client.
import { ask, get, post } from "../api.js";
import { money, parsed, typed } from "../money.js";
import { form } from "../parts/action.js";
import { choice, field, tick } from "../parts/fields.js";
import { following } from "../parts/following.js";
import { h } from "../parts/h.js";
import { link } from "../parts/link.js";
import { tellAt } from "../parts/news.js";
import { page, to } from "../parts/pieces.js";
import { region } from "../parts/region.js";
import { endOf, today } from "../when.js";
import { knownClients, nameOf } from "./known.js";

const NOBODY_YET = "";
const SOMEBODY_ELSE = "somebody else";

export function standard() {
  return page(
    "Offer a package",
    h("p", { class: "lead" }, "Every client can book it, any number of times."),
    region(
      () => latestCurrency(),
      (currency) => offerForm({ currency }),
    ),
  );
}

export function custom({ client }) {
  return page(
    "Custom package",
    h("p", { class: "lead" }, "For one client, who can book it once and gets a mail about it."),
    region(
      () => Promise.all([latestCurrency(), knownClients()]),
      ([currency, clients]) => offerForm({ currency, clients, client }),
    ),
  );
}

/** `clients`: to choose one from; without, it is for everybody. */
function offerForm({ currency, clients, client }) {
  const rate = following(rates);
  const element = form(
    { class: "card offer" },
    offer,
    h(
      "div",
      { class: "grid" },
      clients ? forWhom(clients, client) : null,
      field("Title", "title", { required: true, maxlength: 100 }),
      field("Sessions", "sessions", { type: "number", min: 1, max: 50, step: 1, required: true, value: 3 }),
      field("Price of all sessions", "price", { required: true, inputmode: "decimal" }),
      field("Currency", "currency", {
        required: true,
        maxlength: 3,
        pattern: "[A-Z]{3}",
        value: currency,
        title: "Like USD",
      }),
      field(
        "Open until the end of",
        "expires",
        { type: "date", min: today() },
        "Empty: until it is booked or you withdraw it.",
      ),
    ),
    tick(
      "Do not offer auto-renewal on this package",
      "without",
      {},
      "While it is a client's last package, no +1 is booked. An enrollment is suspended, not ended.",
    ),
    rate,
    h(
      "p",
      { class: "actions" },
      h("button", { type: "submit", class: "primary" }, "Offer it"),
      to(link("offers"), "Not now"),
    ),
  );
  element.addEventListener("input", () => {
    rate.follow(figuresOf(element.elements));
  });

  async function offer({ elements }) {
    const made = await post("/v1/offers", entered(elements));
    tellAt(
      link("offers"),
      `Offered: “${made.title}”${made.client_id ? `, to ${nameOf(made.client_id, clients)} alone` : ""}.`,
    );
  }

  return element;
}

function forWhom(clients, client = NOBODY_YET) {
  const known = clients.map(({ id, name }) => [id, name]);
  const given =
    known.some(([id]) => id === client) || client === NOBODY_YET ? known : [[client, `client ${client}`], ...known];
  const other = field("Client id", "other", { pattern: "[A-Za-z0-9\\-]{1,64}" }, "It is in that person's profile.");
  const show = (chosen) => {
    other.hidden = chosen !== SOMEBODY_ELSE;
    other.querySelector("input").required = !other.hidden;
  };
  show(client);
  const changed = ({ target }) => show(target.value);
  return [
    choice(
      "For",
      "client",
      [[NOBODY_YET, "Choose a client"], ...given, [SOMEBODY_ELSE, "Somebody else, by client id"]],
      client,
      "",
      { required: true, onchange: changed },
    ),
    other,
  ];
}

/** Figures only. A coach does not see whether a +1 would be booked, because that depends on the client's settings. */
async function rates(figures) {
  const { rate_before: before, rate_after: after } = await ask("/v1/offers/preview", figures);
  return before
    ? `+1 rate from ${money(before)} to ${money(after)} once booked.`
    : `The rate is ${money(after)} per session.`;
}

/** What a rate follows from, once it is there; a price that is no amount of the currency does not pass. */
function figuresOf({ sessions, price: field, currency: { value: currency, validity }, client, other }) {
  const price = parsed(field.value, currency);
  field.setCustomValidity(price || !field.value ? "" : `An amount like ${typed({ amount: 6667, currency })}`);
  if (!price || !sessions.value || !sessions.validity.valid || !validity.valid) return null;
  const id = client && chosen(client, other);
  return { sessions: Number(sessions.value), price, ...(id ? { client_id: id } : {}) };
}

const chosen = (client, other) => (client.value === SOMEBODY_ELSE ? other.value : client.value);

function entered({ title, sessions, price, currency, expires, without, client, other }) {
  return {
    title: title.value,
    sessions: Number(sessions.value),
    price: parsed(price.value, currency.value),
    auto_renewal: !without.checked,
    ...(client ? { client_id: chosen(client, other) } : {}),
    ...(expires.value ? { expires_at: endOf(expires.value) } : {}),
  };
}

async function latestCurrency() {
  const {
    items: [latest],
  } = await get("/v1/offers?limit=1");
  return latest?.price.currency ?? "USD";
}
