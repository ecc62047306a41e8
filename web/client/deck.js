// What is on deck with a coach. Sessions of packages are counted; a +1 can be cancelled one by one.
import { all, post } from "../api.js";
import { money } from "../money.js";
import { action } from "../parts/action.js";
import { h } from "../parts/h.js";
import { tell } from "../parts/news.js";
import { sessions } from "../parts/pieces.js";
import { empty, region } from "../parts/region.js";
import { moment } from "../when.js";

/** `path`: of the pairing. `changed` is called when a +1 was cancelled. */
export function deck(path, changed = () => {}) {
  const place = region(() => all(`${path}/sessions?status=booked`), show, { live: true });

  function show(booked) {
    if (!booked.length) return empty("Nothing is on deck.");
    const ones = booked.filter((session) => session.origin === "plus_one");
    const of = (at) => () => (ones.length > 1 ? `${at + 1} of ${ones.length}` : "");
    const rows = ones.map((session, at) => plusOne(session, of(at)));
    return h("ul", { class: "rows" }, rows, byRate(booked).map(counted));
  }

  function plusOne(session, of) {
    const cancel = action("Cancel this +1", () => cancelled(session), {
      look: "quiet",
      sure: "It will not come back.",
      of,
    });
    return h(
      "li",
      { class: "row" },
      h(
        "div",
        {},
        h("strong", {}, `+1 at ${money(session.rate)}`),
        h("p", { class: "hint" }, "Booked ", moment(session.booked_at), ". Not yet scheduled."),
      ),
      cancel,
    );
  }

  async function cancelled(session) {
    const done = await post(`${path}/sessions/${encodeURIComponent(session.session_id)}/cancel`);
    await Promise.all([place.refresh(), changed()]);
    tell(`The +1 is cancelled. On deck now: ${sessions(done.pairing.on_deck)}.`);
  }

  return place;
}

function byRate(booked) {
  const counts = new Map();
  for (const { origin, rate } of booked) {
    const said = money(rate);
    if (origin === "package") counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  return [...counts];
}

function counted([rate, count]) {
  return h("li", { class: "row" }, h("div", {}, h("strong", {}, `${sessions(count)} of your packages at ${rate}`)));
}
