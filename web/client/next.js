// The next session while nothing is on deck: a +1 that is on hold, or one that a tap books.
import { post } from "../api.js";
import { money } from "../money.js";
import { action } from "../parts/action.js";
import { h } from "../parts/h.js";
import { tell } from "../parts/news.js";
import { own, whom } from "../parts/own.js";
import { isPending } from "../parts/pending.js";
import { sessions } from "../parts/pieces.js";
import { reason } from "../parts/reasons.js";
import { day, exactMoment, moment } from "../when.js";

const REFUSED = 409;
export const STOPPED = "PROGRAM_STOPPED";
const BY_THE_HOUR = "VELOCITY_GUARD";
// What a tap is refused for while something is on hold. In other cases the preview's sentence says it.
const CANNOT = {
  [STOPPED]: "we have stopped booking for the moment",
  NOTICE_UNDELIVERABLE: "our mail doesn't reach you, and we book nothing without telling you",
  VELOCITY_GUARD: "so many +1s were booked within 24 hours that a safety limit stops the next one",
};

export const isHeld = ({ renewal }) => renewal?.state === "held";

/** The preview knows whether it has. */
export const mayHaveNext = (pairing) =>
  pairing?.enrollment.state === "enrolled" && !pairing.on_deck && !isPending(pairing);

/** In a list, of what a list knows. `changed` is called when it was booked, and when that was refused. */
export function nextInShort(pairing, path, changed) {
  if (!hasNext(pairing)) return null;
  const says = isHeld(pairing)
    ? [`Your next session is on hold: ${reason(pairing.renewal.reason)}. `, whenBooked(pairing.renewal)]
    : "Nothing on deck: book your next session now.";
  return h("div", { class: "next" }, price(pairing), h("p", {}, says), actions(tap(path, pairing, changed)));
}

/** `preview`: the API's, which knows more than the pairing of why not. `others`: what else can be done about it. */
export function nextInFull(pairing, preview, path, { changed, others = null }) {
  const { book_now, cannot_because: cannot } = preview;
  const known = { ...pairing, book_now };
  if (!mayHaveNext(known) || !(hasNext(known) || cannot)) return null;
  return h(
    "div",
    { class: "next" },
    h("h3", {}, "Your next session"),
    hasNext(known) ? price(known) : null,
    h("p", {}, preview.says, cannotToo(known, cannot)),
    actions(tap(path, known, changed), others),
  );
}

/** Beside the reason of the hold, which is another one. */
function cannotToo(pairing, cannot) {
  if (!cannot || !isHeld(pairing) || cannot === pairing.renewal.reason) return null;
  return ` You can't book it now, because ${CANNOT[cannot] ?? reason(cannot)}.`;
}

/** What a tap or a save has booked. */
export function booking(pairing, { rate, booked_at: at }) {
  return h(
    "section",
    { class: "receipt", tabindex: "-1", "aria-label": "Booked" },
    h("h3", {}, "Booked: 1 session with ", own(pairing.name)),
    h("p", { class: "price" }, money(rate)),
    h("p", {}, "Booked ", exactMoment(at), ". Arrange a time with ", own(pairing.name), "."),
    h("p", { class: "hint" }, "You get this by mail, too. The price is due, and no payment is taken here."),
  );
}

const hasNext = (pairing) => mayHaveNext(pairing) && (isHeld(pairing) || Boolean(pairing.book_now));

const price = ({ rate }) => h("p", { class: "price" }, money(rate));
const actions = (...buttons) => h("p", { class: "actions" }, ...buttons);

/** A repetition whose first answer was lost finds the session that was booked. */
function tap(path, pairing, changed) {
  if (!pairing.book_now) return null;
  const book = async () => {
    const { session, pairing: now } = await post(`${path}/plus-one`, pairing.book_now).catch(async (problem) => {
      if (problem.status === REFUSED) await changed();
      throw problem;
    });
    await changed(session);
    const then = ` at ${money(session.rate)}. On deck now: ${sessions(now.on_deck)}.`;
    tell("Booked: 1 session with ", own(now.name), then);
  };
  return action("Book it now", book, {
    id: `book-now-${pairing.coach_id}`,
    look: "primary",
    of: () => ["with ", whom(pairing)],
  });
}

function whenBooked({ reason: code, resumes_at: at }) {
  if (!at) return "We'll book it only when you say so.";
  if (Date.parse(at) <= Date.now()) return "We're about to book it.";
  return ["We'll book it on ", code === BY_THE_HOUR ? moment(at) : day(at), "."];
}
