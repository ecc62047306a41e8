// A session of a client, as its coach can act on it.
import { post } from "../api.js";
import { money } from "../money.js";
import { action } from "../parts/action.js";
import { h } from "../parts/h.js";
import { sessions } from "../parts/pieces.js";
import { empty } from "../parts/region.js";
import { moment } from "../when.js";

export const UNDO_MILLISECONDS = 24 * 60 * 60 * 1000;
const FEW = 3;
const NAMES = { package: "Session of a package", plus_one: "+1" };
const OUTCOMES = { attended: "Attended", no_show: "No-show" };

/** `changed` takes what there is to say, and the renewal that a completion began. */
export function bookedRow(path, session, changed) {
  const complete = async (outcome) => {
    const answer = await act(path, session, "complete", { outcome });
    await changed(marked(answer), answer.renewal);
  };
  const cancel = async () => changed(cancelled(await act(path, session, "cancel")));
  return h(
    "li",
    { class: "row" },
    h(
      "div",
      {},
      h("strong", {}, `${NAMES[session.origin]} at ${money(session.rate)}`),
      h("p", { class: "hint" }, "Booked ", moment(session.booked_at)),
    ),
    h(
      "div",
      { class: "actions" },
      action("Mark complete", () => complete("attended"), { look: "primary" }),
      action("No-show", () => complete("no_show")),
      session.origin === "plus_one"
        ? action("Cancel this +1", cancel, { look: "quiet", sure: "It will not come back." })
        : null,
    ),
  );
}

/** Those that can be undone, and a few before them; the timeline has all. */
export function doneRows(path, completed, changed) {
  const latestFirst = completed.toSorted((one, other) => other.completed_at.localeCompare(one.completed_at));
  const shown = latestFirst.filter((session, at) => at < FEW || canUndo(session));
  return shown.length
    ? h(
        "ul",
        { class: "rows" },
        shown.map((each) => doneRow(path, each, changed)),
      )
    : empty("None yet.");
}

function doneRow(path, session, changed) {
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
    canUndo(session) ? action("Undo", undo) : null,
  );
}

const canUndo = (session) => Date.now() < new Date(session.completed_at).getTime() + UNDO_MILLISECONDS;
const act = (path, { session_id: id }, verb, body) => post(`${path}/sessions/${encodeURIComponent(id)}/${verb}`, body);

function marked({ pairing, renewal }) {
  const left = `Marked complete. On deck now: ${sessions(pairing.on_deck)}.`;
  if (renewal?.state === "pending") return `${left} A +1 is under way.`;
  if (renewal?.reason === "NOT_ENROLLED") return `${left} No +1 is booked, because ${pairing.name} is not enrolled.`;
  return left;
}

function reopened({ pairing, cancelled_plus_one: plusOne }) {
  const taken = plusOne ? ` The +1 at ${money(plusOne.rate)} that it had booked is cancelled.` : "";
  return `Undone: the session is on deck again.${taken} On deck now: ${sessions(pairing.on_deck)}.`;
}

const cancelled = ({ pairing }) => `The +1 is cancelled. On deck now: ${sessions(pairing.on_deck)}.`;
