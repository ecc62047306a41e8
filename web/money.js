// Money is an integer of minor units. How many decimals a currency has is ISO 4217's word, not the browser's, whose
// table differs for a dozen currencies. A test compares these with the ones that the system counts with.
const EXPONENTS = [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
  [4, "CLF UYW"],
];

const locale = navigator.languages.find((language) => language.startsWith("en")) ?? "en-US";

export function exponent(currency) {
  return EXPONENTS.find(([, codes]) => codes.split(" ").includes(currency))?.[0] ?? 2;
}

export function money({ amount, currency }) {
  const digits = exponent(currency);
  const style = { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, style).format(major(amount, digits));
}

/** As a person types it: 66.67. */
export function typed({ amount, currency }) {
  return major(amount, exponent(currency));
}

/** From what a person typed; null if it is no amount of this currency. */
export function parsed(text, currency) {
  const digits = exponent(currency);
  const match = /^(\d{1,9})(?:[.,](\d*))?$/.exec(text.trim());
  const fraction = match?.[2] ?? "";
  if (!match || fraction.length > digits) return null;
  return { amount: Number(match[1] + fraction.padEnd(digits, "0")), currency };
}

function major(amount, digits) {
  const text = String(amount).padStart(digits + 1, "0");
  return digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text;
}
