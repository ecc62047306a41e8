import { all } from "../api.js";
import { money } from "../money.js";
import { h } from "../parts/h.js";
import { link } from "../parts/link.js";
import { numbering } from "../parts/list.js";
import { whom } from "../parts/own.js";
import { badge, byName, page, sessions, to } from "../parts/pieces.js";
import { mailHint, zoneHint } from "../parts/profile.js";
import { reason } from "../parts/reasons.js";
import { empty, region } from "../parts/region.js";

const THEIR_OWN = "CLIENT_SETTING";
const COLUMNS = ["Client", "On deck", "Rate", "+1 Program"];

export function roster() {
  return page(
    "Roster",
    mailHint(),
    zoneHint(),
    region(() => all("/v1/clients"), show, { live: true }),
  );
}

function show(clients) {
  if (!clients.length) return nobody();
  const head = h(
    "tr",
    {},
    COLUMNS.map((name) => h("th", { scope: "col" }, name)),
  );
  const numbered = numbering();
  const rows = clients.sort(byName).map((client) => row({ ...client, nth: numbered(client.name) }));
  return h("table", { class: "card roster stacked" }, h("thead", {}, head), h("tbody", {}, rows));
}

function row({ client_id: id, on_deck: onDeck, rate, enrollment, ...client }) {
  const cells = [
    [sessions(onDeck), hint(onHold(client))],
    money(rate),
    [badge(enrollment), hint(client.ended ? "You have ended with this client" : "")],
  ];
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, to(link("clients", id), whom(client))),
    cells.map((cell, at) => h("td", { "data-name": COLUMNS[at + 1] }, cell)),
  );
}

/** Never its day, and a setting of the client by no other name. */
function onHold({ renewal }) {
  if (renewal?.state !== "held") return "";
  if (renewal.reason === THEIR_OWN) return "On hold by the client's own settings";
  return `On hold: ${reason(renewal.reason)}`;
}

const hint = (says) => (says ? h("p", { class: "hint" }, says) : null);

function nobody() {
  return empty(
    "You have no clients yet. Who books one of your packages appears here. ",
    to(link("offers", "custom"), "Make a custom package"),
    " for one person, or ",
    to(link("offers", "new"), "offer a package"),
    " to everybody.",
  );
}
