// People's own words inside ours. Written from right to left, they do not turn our sentence around.
import { h } from "./h.js";

export const own = (text) => h("bdi", {}, text);

/** The other side of a pairing. `nth`: for who cannot see which of two of the same name it is. */
export const whom = ({ name, nth }) => [own(name), nth ? h("span", { class: "hidden" }, nth) : null];

/** Where only text can stand, like the title of the page. */
export const ownText = (text) => `\u2068${text}\u2069`;

/** A sentence that came as text, with the name that we know to be in it. */
export function withOwn(sentence, name) {
  const whole = new RegExp(`(^|[^\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, "u");
  return sentence.split(whole).flatMap((part, at) => (at % 2 ? [part, own(name)] : [part]));
}

/** A sentence of the API's, with titles between quotation marks. */
export const withTitles = (sentence) =>
  sentence.split(/“([^”]*)”/).flatMap((part, at) => (at % 2 ? ["“", own(part), "”"] : [part]));

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
