// Moments and days in the person's time zone.
import { h } from "./parts/h.js";
import { me } from "./me.js";

const locale = navigator.languages.find((language) => language.startsWith("en")) ?? "en-GB";
const DAY = { day: "numeric", month: "short", year: "numeric" };
const MINUTE = { ...DAY, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const NUMBERS = { year: "numeric", month: "numeric", day: "numeric", calendar: "gregory", numberingSystem: "latn" };
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
const SECOND = { ...MINUTE, second: "2-digit", timeZoneName: "short" };

export const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Every zone that this browser knows, and the ones given. */
export function zones(...others) {
  return [...new Set([...others, "UTC", ...Intl.supportedValuesOf("timeZone")])].filter(Boolean).sort();
}

export const moment = (at) => time(at, MINUTE);
export const exactMoment = (at) => time(at, SECOND, shownZone() === "UTC" ? "" : ` (${shownZone()})`);
export const day = (at) => time(at, DAY);

/** A calendar day as it was set: the same in every zone. */
export const calendarText = (text) => format(new Date(`${text}T00:00:00Z`), DAY, "UTC");

/** Today in the person's time zone, as date fields write it. */
export const today = () => dayOf(Date.now());

/** The last day that ends within so many years from now; they end on 1 March where there is no 29 February. */
export function lastDayWithin(years) {
  const end = new Date();
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return dayOf(end - DAY_MILLISECONDS);
}

/** The last moment of a day of the person's time zone: the next day may begin at any hour, and may be left out. */
export function endOf(text) {
  const midnight = Date.parse(text) + DAY_MILLISECONDS;
  let [last, next] = [midnight - DAY_MILLISECONDS, midnight + DAY_MILLISECONDS];
  while (next - last > 1) {
    const middle = Math.floor((last + next) / 2);
    if (dayOf(middle) > text) next = middle;
    else last = middle;
  }
  return new Date(last).toISOString();
}

/** The person's time zone, unless this browser is older than the zone. */
export const shownZone = () => (isKnown(me.zone) ? me.zone : "UTC");

/** By its parts: no locale promises in which order and with which signs it writes them. */
function dayOf(at) {
  const parts = new Intl.DateTimeFormat("en-US", { ...NUMBERS, timeZone: shownZone() }).formatToParts(at);
  const part = (wanted) => parts.find(({ type }) => type === wanted).value;
  return `${part("year").padStart(4, "0")}-${part("month").padStart(2, "0")}-${part("day").padStart(2, "0")}`;
}

function isKnown(zone) {
  try {
    return Boolean(new Intl.DateTimeFormat("en-US", { timeZone: zone }));
  } catch {
    return false;
  }
}

function time(at, style, zone = "") {
  return h("time", { datetime: at }, format(new Date(at), style, shownZone()), zone);
}

function format(at, style, timeZone) {
  return new Intl.DateTimeFormat(locale, { ...style, timeZone }).format(at);
}
