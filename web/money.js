// Money is an integer of minor units. How many decimals a currency has is ISO 4217's word, not the browser's, whose
// table differs for a dozen currencies. A test compares these with the ones that the system counts with.
import { plain } from "./numbers.js";

const EXPONENTS = [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
  [4, "CLF UYW"],
];

export const LARGEST = 999_999_999;

// 1,234,567 and 12,34,567, with one kind of separator throughout; then decimals after another one.
const GROUPED = /^([1-9]\d{0,2}([ ',.])(?:(?:\d{3}\2)*|(?:\d{2}\2)*)\d{3})(?:([.,])(\d*))?$/;
const UNGROUPED = /^(\d+)(?:[.,](\d*))?$/;

const locale = navigator.languages.find((language) => language.startsWith("en")) ?? "en-US";

export function exponent(currency) {
  return EXPONENTS.find(([, codes]) => codes.split(" ").includes(currency))?.[0] ?? 2;
}

export function money({ amount, currency }) {
  return formatter(currency).format(major(amount, exponent(currency)));
}

/** As a person types it: 66.67. */
export function typed({ amount, currency }) {
  return major(amount, exponent(currency));
}

/** From what a person typed; null if it is no amount of this currency. */
export const parsed = (text, currency) => read(text, currency).money ?? null;

/** Why what a person typed is no amount of this currency; "" if it is one. */
export const unreadable = (text, currency) => read(text, currency).why ?? "";

function read(text, currency) {
  const digits = exponent(currency);
  const orDecimals = digits ? ", or decimals after a point" : "";
  const like = `Write an amount like ${major(digits ? 6667 : 67, digits)}.`;
  const { whole, fraction = "", unclear } = split(bare(text, currency), digits);
  if (unclear) return { why: `“${text.trim()}” can be read in two ways. Write ${whole}${orDecimals}.` };
  if (!whole) return { why: like };
  if (fraction.length > digits) return { why: `${currency} has ${digits || "no"} decimals. ${like}` };
  const amount = Number(whole + fraction.padEnd(digits, "0"));
  if (amount > LARGEST) return { why: `The most is ${money({ amount: LARGEST, currency })}.` };
  return { money: { amount, currency } };
}

/** `unclear`: 1,234 may be a thousand or one and a bit. With a point before decimals, the page itself fills in fields. */
function split(text, digits) {
  const [, groups, separator, point, decimals] = GROUPED.exec(text) ?? [];
  const [, whole, fraction] = UNGROUPED.exec(text) ?? [];
  if (!groups || point === separator) return { whole, fraction };
  const isLone = whole !== undefined;
  if (isLone && separator === "." && digits >= 3) return { whole, fraction };
  const isOurs = !digits && separator === plain(partOf("group", "JPY"));
  return { whole: groups.replace(/\D/g, ""), fraction: decimals, unclear: isLone && !isOurs };
}

/** Without the currency beside it, as the page shows it. */
function bare(text, currency) {
  const signs = [currency, partOf("currency", currency)].map(plain);
  const sign = signs.find((each) => plain(text).startsWith(each) || plain(text).endsWith(each)) ?? "";
  return plain(plain(text).replace(sign, ""));
}

function partOf(kind, currency) {
  const parts = formatter(currency).formatToParts(1234567);
  return parts.find(({ type }) => type === kind)?.value ?? "";
}

function formatter(currency) {
  const digits = exponent(currency);
  const style = { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, style);
}

function major(amount, digits) {
  const text = String(amount).padStart(digits + 1, "0");
  return digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text;
}
