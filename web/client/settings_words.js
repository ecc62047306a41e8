import { money } from "../money.js";
import { calendarText } from "../when.js";

/** The settings of an enrollment, and nothing else of it. */
export function settingsOf({ paused_until, stop_after, monthly_spend_cap, max_rate, heads_up }) {
  return { paused_until, stop_after, monthly_spend_cap, max_rate, heads_up };
}

/** What is set beside the defaults, for a sentence; "" if nothing is. */
export function inWords({
  paused_until: until,
  stop_after: left,
  monthly_spend_cap: cap,
  max_rate: most,
  heads_up: mail,
}) {
  return [
    until && `paused until the end of ${calendarText(until)}`,
    left !== null && `stops after ${left} more`,
    cap && `at most ${money(cap)} in a calendar month`,
    most && `asks you above a rate of ${money(most)}`,
    !mail && "no heads-up mails",
  ]
    .filter(Boolean)
    .join(", ");
}
