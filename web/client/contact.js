// Offers of one coach: whether any come, and whether they come by mail, too.
import { get, replace } from "../api.js";
import { action } from "../parts/action.js";
import { h, put } from "../parts/h.js";
import { tell } from "../parts/news.js";
import { own, whom } from "../parts/own.js";
import { region } from "../parts/region.js";

/** Read when it is unfolded: a list may be of many coaches. `coach`: {coach_id, name, nth}. */
export function foldedContact(coach) {
  const place = h("div");
  const unfold = () => place.hasChildNodes() || put(place, contact(coach));
  return h(
    "details",
    { class: "contact", ontoggle: unfold },
    h("summary", {}, "Change or stop offers from ", whom(coach)),
    place,
  );
}

function contact(coach) {
  const path = `/v1/coaches/${encodeURIComponent(coach.coach_id)}/contact`;
  const place = region(() => get(path), show);

  function show(now) {
    return [
      toggle("offers_by_mail", now, ["Mail me offers from ", whom(coach)], "Off: offers come to your inbox only."),
      toggle("offers", now, ["Take offers from ", whom(coach)], "Off: no new offers. Open ones stay open."),
    ];
  }

  function toggle(name, now, label, hint) {
    const flipped = !now[name];
    const flip = async () => {
      const meanwhile = await get(path); // what was switched elsewhere stays
      await replace(path, { ...meanwhile, [name]: flipped });
      await place.refresh();
      tell(...said(name, flipped, coach));
    };
    return h(
      "div",
      { class: "switching" },
      action([h("span", { class: "track", "aria-hidden": "true" }), h("span", {}, label)], flip, {
        id: `${name}-${coach.coach_id}`,
        look: "switch",
        role: "switch",
        "aria-checked": String(now[name]),
      }),
      h("p", { class: "hint" }, hint),
    );
  }

  return place;
}

function said(name, on, coach) {
  if (name === "offers_by_mail")
    return on
      ? ["Offers from ", own(coach.name), " come by mail, too."]
      : ["Offers from ", own(coach.name), " no longer come by mail."];
  return on
    ? [own(coach.name), " can make you offers."]
    : [own(coach.name), " can no longer make you offers. Open ones stay open."];
}
