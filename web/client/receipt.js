// What turning the +1 Program off left behind, to keep.
import { post } from "../api.js";
import { money } from "../money.js";
import { action } from "../parts/action.js";
import { h, put } from "../parts/h.js";
import { tell } from "../parts/news.js";
import { own, whom } from "../parts/own.js";
import { sessions } from "../parts/pieces.js";
import { exactMoment, moment } from "../when.js";

export function receipt(path, pairing, { unenrolled_at: at, last_plus_one: last, ended_hold: held }, changed) {
  return h(
    "section",
    { class: "receipt", tabindex: "-1", "aria-label": "Receipt" },
    h("h3", {}, "Receipt"),
    h(
      "p",
      {},
      "The +1 Program with ",
      own(pairing.name),
      " is off since ",
      h("strong", {}, exactMoment(at)),
      ". Nothing is booked after that moment.",
    ),
    last ? plusOne(path, pairing, last, changed) : h("p", {}, "No +1 was on deck at that moment."),
    held ? h("p", {}, "Your next session was on hold. We do not book it.") : null,
    h("p", { class: "hint" }, "You get this by mail, too. Only you can turn it on again."),
  );
}

function plusOne(path, pairing, last, changed) {
  const said = ["Your last +1 was on deck at that moment and stays booked: ", h("strong", {}, money(last.rate))];
  const place = h("div", { tabindex: "-1" }, h("p", {}, said, ", booked ", moment(last.booked_at), "."));
  const cancel = async () => {
    const done = await post(`${path}/sessions/${encodeURIComponent(last.session_id)}/cancel`);
    put(place, h("p", {}, "Your last +1 was on deck at that moment. You have cancelled it."));
    await changed();
    tell(`The +1 is cancelled. On deck now: ${sessions(done.pairing.on_deck)}.`);
  };
  const whose = () => ["with ", whom(pairing)];
  place.append(action("Cancel this last +1", cancel, { look: "quiet", sure: "It will not come back.", of: whose }));
  return place;
}
