// A session of a client, as its coach can act on it.
import { get, post } from "../api.js";
import { money } from "../money.js";
import { action } from "../parts/action.js";
import { h } from "../parts/h.js";
import { own } from "../parts/own.js";
import { sessions } from "../parts/pieces.js";
import { empty } from "../parts/region.js";
import { moment } from "../when.js";

export const UNDO_MILLISECONDS = 24 * 60 * 60 * 1000;
const FEW = 3;
const NAMES = { package: "Session of a package", plus_one: "+1" };
const OUTCOMES = { attended: "Attended", no_show: "No-show" };

/** Sessions of packages at one rate are alike, so they stand in one row; the one booked first is marked complete first.
 * `changed` takes what there is to say, and the renewal that a completion began. */
export function bookedRows(path, booked, changed) {
  const groups = alike(booked);
  const rows = groups.map((group, at) => bookedRow(path, group, numberOf(at, groups, group[0]), changed));
  return h("ul", { class: "rows" }, rows);
}

function alike(booked) {
  const groups = new Map();
  for (const session of booked.toReversed()) {
    const kind = session.origin === "plus_one" ? session.session_id : money(session.rate);
    groups.set(kind, [...(groups.get(kind) ?? []), session]);
  }
  return [...groups.values()];
}

function bookedRow(path, group, of, changed) {
  const [session] = group;
  const complete = async (outcome) => {
    const answer = await act(path, session, "complete", { outcome });
    await changed(marked(answer), answer.renewal);
  };
  const cancel = async () => changed(cancelled(await act(path, session, "cancel")));
  const how = { of, sure: () => booksMore(path), no: "No, not yet" };
  return h(
    "li",
    { class: "row" },
    h(
      "div",
      {},
      h("strong", {}, called(group)),
      h("p", { class: "hint" }, "Booked ", moment(session.booked_at)),
    ),
    h(
      "div",
      { class: "actions" },
      action("Mark complete", () => complete("attended"), { look: "primary", ...how }),
      action("No-show", () => complete("no_show"), how),
      session.origin === "plus_one"
        ? action("Cancel this +1", cancel, { look: "quiet", sure: "It will not come back.", of })
        : null,
    ),
  );
}

/** What is asked before a completion that books money, as things stand at the click. */
async function booksMore(path) {
  const { on_deck: onDeck, books, rate } = await get(`${path}/preview`);
  return onDeck === 1 && books ? `This books 1 more session at ${money(rate)}.` : "";
}

function called([{ origin, rate }, ...others]) {
  if (origin === "plus_one") return `+1 at ${money(rate)}`;
  return `${sessions(others.length + 1)} of packages at ${money(rate)}`;
}

/** Which row a button belongs to, where there are several. */
const numberOf = (at, rows, { origin, rate }) => () =>
  rows.length > 1 ? `${at + 1} of ${rows.length}: ${NAMES[origin]} at ${money(rate)}` : "";

/** Those that can be undone, and a few before them; the timeline has all. */
export function doneRows(path, completed, changed) {
  const latestFirst = completed.toSorted((one, other) => other.completed_at.localeCompare(one.completed_at));
  const shown = latestFirst.filter((session, at) => at < FEW || canUndo(session));
  const row = (session, at) => doneRow(path, session, numberOf(at, shown, session), changed);
  return shown.length ? h("ul", { class: "rows" }, shown.map(row)) : empty("None yet.");
}

function doneRow(path, session, of, changed) {
  const undo = async () => changed(reopened(await act(path, session, "reopen")));
  return h(
    "li",
    { class: "row" },
    h(
      "div",
      {},
      h("strong", {}, `${NAMES[session.origin]} at ${money(session.rate)}`),
      h("p", { class: "hint" }, `${OUTCOMES[session.outcome]}, marked complete `, moment(session.completed_at)),
    ),
    canUndo(session) ? action("Undo", undo, { of }) : null,
  );
}

const canUndo = (session) => Date.now() < new Date(session.completed_at).getTime() + UNDO_MILLISECONDS;
const act = (path, { session_id: id }, verb, body) => post(`${path}/sessions/${encodeURIComponent(id)}/${verb}`, body);

function marked({ pairing, renewal }) {
  const left = `Marked complete. On deck now: ${sessions(pairing.on_deck)}.`;
  if (renewal?.state === "pending") return [`${left} A +1 is under way.`];
  if (renewal?.reason === "NOT_ENROLLED")
    return [`${left} No +1 is booked, because `, own(pairing.name), " is not enrolled."];
  return [left];
}

function reopened({ pairing, cancelled_plus_one: plusOne }) {
  const taken = plusOne ? ` The +1 at ${money(plusOne.rate)} that it had booked is cancelled.` : "";
  return `Undone: the session is on deck again.${taken} On deck now: ${sessions(pairing.on_deck)}.`;
}

const cancelled = ({ pairing }) => `The +1 is cancelled. On deck now: ${sessions(pairing.on_deck)}.`;
