import { reason } from "../parts/reasons.js";

const THEIR_OWN = "CLIENT_SETTING";

/** What a coach reads of a +1 that is on hold: never its day. "" if none is. */
export function nextOnHold({ renewal }) {
  if (renewal?.state !== "held") return "";
  if (renewal.reason === THEIR_OWN) return "The next session is on hold by the client's own settings.";
  return `The next session is on hold: ${reason(renewal.reason)}.`;
}
