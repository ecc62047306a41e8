// Offering a package: to everybody, or as a custom package to one client.
import { ask, get, post } from "../api.js";
import { money, parsed, unreadable } from "../money.js";
import { whole } from "../numbers.js";
import { forgetDraft, keeping } from "../parts/drafts.js";
import { choice, date, field, line, number, refusal, tick } from "../parts/fields.js";
import { following } from "../parts/following.js";
import { form } from "../parts/form.js";
import { h } from "../parts/h.js";
import { link } from "../parts/link.js";
import { numbering } from "../parts/list.js";
import { tellAt } from "../parts/news.js";
import { own } from "../parts/own.js";
import { page, to } from "../parts/pieces.js";
import { region } from "../parts/region.js";
import { endOf, lastDayWithin, today } from "../when.js";
import { knownClients, nameOf } from "./known.js";

const LONGEST_TITLE = 100;
const LONGEST_OPEN_YEARS = 5;
const NOBODY_YET = "";
const SOMEBODY_ELSE = "somebody else";

export function standard() {
  const place = region(
    () => latestCurrency(),
    (currency) => offerForm({ currency }, place.refresh),
  );
  return page("Offer a package", h("p", { class: "lead" }, "Every client can book it, any number of times."), place);
}

export function custom({ client }) {
  const lead = "For one client, who can book it once. At most three a day are mailed.";
  const place = region(
    () => Promise.all([latestCurrency(), knownClients()]),
    ([currency, clients]) => offerForm({ currency, clients, client }, place.refresh),
  );
  return page("Custom package", h("p", { class: "lead" }, lead), place);
}

/** `clients`: to choose one from; without, it is for everybody. */
function offerForm({ currency, clients, client }, discard) {
  const rate = following(rates);
  const element = form(
    { class: "card offer" },
    offer,
    h(
      "div",
      { class: "grid" },
      clients ? forWhom(clients, client) : null,
      line("Title", "title", LONGEST_TITLE, { required: true }),
      number("Sessions", "sessions", { min: 1, max: 50, required: true, value: 3 }),
      price(() => currencyOf(element.elements)),
      field("Currency", "currency", { required: true, value: currency, check: isCode }),
      date(
        "Open until the end of",
        "expires_at",
        { min: today(), max: lastDayWithin(LONGEST_OPEN_YEARS) },
        "Empty: until it is booked or you withdraw it.",
      ),
    ),
    tick(
      "Do not offer auto-renewal on this package",
      "auto_renewal",
      {},
      "While it is a client's last package, no +1 is booked. An enrollment is then on hold, not ended.",
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
  keeping(element, discard);

  async function offer({ elements }) {
    const made = await post("/v1/offers", entered(elements));
    forgetDraft();
    const toWhom = made.client_id ? [", to ", own(nameOf(made.client_id, clients)), " alone"] : [];
    const unmailed = made.mailed === false ? [" It is in their inbox, without an email."] : [];
    tellAt(link("offers"), "Offered: “", own(made.title), "”", ...toWhom, ".", ...unmailed);
  }

  return element;
}

function price(currency) {
  const check = (text) => (isCode(currency()) ? "" : unreadable(text, currency()));
  return field("Price of all sessions", "price", { required: true, inputmode: "decimal", check });
}

const isCode = (text) => (/^[a-z]{3}$/i.test(text.trim()) ? "" : "Write the three letters of a currency, like USD.");
const currencyOf = ({ currency }) => currency.value.trim().toUpperCase();

function forWhom(clients, client = NOBODY_YET) {
  const numbered = numbering();
  const known = clients.map(({ id, name }) => [id, name + numbered(name)]);
  const given =
    known.some(([id]) => id === client) || client === NOBODY_YET ? known : [[client, `client ${client}`], ...known];
  const other = field("Client id", "client_id", { required: true, check: isId }, "It is in that person's profile.");
  const show = (chosen) => {
    other.hidden = chosen !== SOMEBODY_ELSE;
    other.querySelector("input").disabled = other.hidden;
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

const isId = (text) =>
  /^[A-Za-z0-9-]{1,64}$/.test(text.trim()) ? "" : "An id has only letters, digits and hyphens, at most 64.";

/** Figures only. A coach does not see whether a +1 would be booked, because that depends on the client's settings. */
async function rates(figures) {
  const { rate_before: before, rate_after: after } = await ask("/v1/offers/preview", figures);
  return before
    ? `+1 rate from ${money(before)} to ${money(after)} once booked.`
    : `The rate is ${money(after)} per session.`;
}

/** What a rate follows from, once it is there. */
function figuresOf(elements) {
  if ([elements.sessions, elements.price, elements.currency].some(refusal)) return null;
  const id = clientIn(elements);
  return { ...priced(elements), ...(id && !isId(id) ? { client_id: id } : {}) };
}

const priced = (elements) => ({
  sessions: whole(elements.sessions.value),
  price: parsed(elements.price.value, currencyOf(elements)),
});

/** Undefined in an offer to everybody. */
const clientIn = ({ client, client_id: other }) => (client?.value === SOMEBODY_ELSE ? other.value.trim() : client?.value);

function entered(elements) {
  const { title, expires_at: expires, auto_renewal: without, client } = elements;
  return {
    title: title.value,
    ...priced(elements),
    auto_renewal: !without.checked,
    ...(client ? { client_id: clientIn(elements) } : {}),
    ...(expires.value ? { expires_at: endOf(expires.value) } : {}),
  };
}

async function latestCurrency() {
  const {
    items: [latest],
  } = await get("/v1/offers?limit=1");
  return latest?.price.currency ?? "USD";
}
