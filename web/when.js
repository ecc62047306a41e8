// Moments and days in the person's time zone.
import { h } from "./parts/h.js";
import { me } from "./me.js";

const locale = navigator.languages.find((language) => language.startsWith("en")) ?? "en-GB";
const DAY = { day: "numeric", month: "short", year: "numeric" };
const MINUTE = { ...DAY, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const SECOND = { ...MINUTE, second: "2-digit", timeZoneName: "short" };

export const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Every zone that this browser knows, and the ones given. */
export function zones(...others) {
  return [...new Set([...others, "UTC", ...Intl.supportedValuesOf("timeZone")])].filter(Boolean).sort();
}

export const moment = (at) => time(at, MINUTE);
export const exactMoment = (at) => time(at, SECOND, me.zone === "UTC" ? "" : ` (${me.zone})`);
export const day = (at) => time(at, DAY);

/** A calendar day as it was set: the same in every zone. */
export const calendarText = (text) => format(new Date(`${text}T00:00:00Z`), DAY, "UTC");

/** Today in the person's time zone, as date fields write it: by its parts, because no locale promises their order. */
export function today() {
  const style = { year: "numeric", month: "2-digit", day: "2-digit", timeZone: me.zone };
  const parts = new Intl.DateTimeFormat("en-US", style).formatToParts(new Date());
  return ["year", "month", "day"].map((wanted) => parts.find(({ type }) => type === wanted).value).join("-");
}

/** The end of a day of the person's time zone, as a moment. */
export function endOf(text) {
  const guess = new Date(`${text}T23:59:59.999Z`);
  return new Date(guess.getTime() - ahead(new Date(guess.getTime() - ahead(guess)))).toISOString();
}

/** By how many milliseconds the person's clock is ahead of UTC. */
function ahead(at) {
  const parts = new Intl.DateTimeFormat("en-US", { ...SECOND, month: "numeric", timeZone: me.zone }).formatToParts(at);
  const {
    year,
    month,
    day: date,
    hour,
    minute,
    second,
  } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return Date.UTC(year, month - 1, date, hour, minute, second) - Math.floor(at.getTime() / 1000) * 1000;
}

function time(at, style, zone = "") {
  return h("time", { datetime: at }, format(new Date(at), style, me.zone), zone);
}

function format(at, style, timeZone) {
  return new Intl.DateTimeFormat(locale, { ...style, timeZone }).format(at);
}
