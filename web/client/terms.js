// The terms are those of the mails: terms.json is written from them, and a test compares the two.
import { limit } from "../limit.js";
import { h } from "../parts/h.js";
import { own } from "../parts/own.js";
import { region } from "../parts/region.js";

/** The terms as they are with this coach. */
export function termsWith(coach, show) {
  const ask = () => fetch("terms.json", { signal: limit() }).then((answer) => answer.json());
  const named = ({ version, points }) => ({
    version,
    points: points.map((point) => point.split("{coach}").flatMap((part, at) => (at ? [own(coach), part] : [part]))),
  });
  return h(
    "div",
    {},
    region(ask, (terms) => show(named(terms))),
  );
}
