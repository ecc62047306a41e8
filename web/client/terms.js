// The terms are those of the mails: terms.json is written from them, and a test compares the two.
import { limit } from "../limit.js";
import { h } from "../parts/h.js";
import { warn } from "../parts/news.js";
import { own } from "../parts/own.js";
import { region } from "../parts/region.js";

const CHANGED = "TERMS_CHANGED";

/** The terms as they are with this coach. */
export async function termsOf(coach) {
  const { version, points } = await fetch("terms.json", { signal: limit() }).then((answer) => answer.json());
  const named = points.map((point) => point.split("{coach}").flatMap((part, at) => (at ? [own(coach), part] : [part])));
  return { version, points: named };
}

/** `show` also gets what reads them again. */
export function termsWith(coach, show) {
  const place = region(
    () => termsOf(coach),
    (terms) => show(terms, place.refresh),
  );
  return h("div", {}, place);
}

export const pointsOf = ({ points }) => h("ol", {}, points.map((point) => h("li", {}, point)));

/** For who accepted older ones: saving accepts these. */
export const newTerms = (terms) =>
  h(
    "div",
    { class: "notice" },
    h("p", {}, "These terms are new. Saving your settings accepts them."),
    h("details", {}, h("summary", {}, `The terms, version ${terms.version}`), pointsOf(terms)),
  );

/** Does it. If the terms have changed since they were shown, shows the new ones and says so. */
export async function underTerms(does, refresh) {
  try {
    await does();
  } catch (problem) {
    if (problem.code !== CHANGED) throw problem;
    await refresh();
    warn("The terms have changed, so nothing is saved yet. Read the new terms and try again.");
  }
}
