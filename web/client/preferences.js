// "Manage +1 Program Preferences": all coaches, or one with everything about it.
import { all, get } from "../api.js";
import { hasDraft } from "../parts/drafts.js";
import { h } from "../parts/h.js";
import { link } from "../parts/link.js";
import { numbering } from "../parts/list.js";
import { byName, page, section, to } from "../parts/pieces.js";
import { empty, region } from "../parts/region.js";
import { timeline } from "../parts/timeline.js";
import { card } from "./card.js";
import { foldedContact } from "./contact.js";
import { deck } from "./deck.js";
import { settings } from "./settings.js";

const TITLE = "Manage +1 Program Preferences";
const LEAD =
  "Always one session on deck: when your last session is marked complete, one more is booked by itself. You" +
  " decide for each coach, and you can turn it off at any time.";

export function preferences({ leaving }) {
  function show(pairings) {
    const numbered = numbering();
    const one = (pairing) => card({ ...pairing, nth: numbered(pairing.name) }, { leaving, more: true });
    return pairings.length ? h("div", { class: "cards" }, pairings.sort(byName).map(one)) : none();
  }

  return page(
    TITLE,
    h("p", { class: "lead" }, LEAD),
    region(() => all("/v1/coaches"), show),
  );
}

export function preferencesWith({ coach, leaving }) {
  const path = `/v1/coaches/${encodeURIComponent(coach)}`;

  function show(pairing) {
    const top = card(pairing, {
      leaving,
      changed: () => refreshed(Object.values(parts)),
      renewed: () => refreshed([parts.deck, parts.timeline, ...(hasDraft() ? [] : [parts.settings])]),
    });
    const parts = {
      settings: settings(path, top.known, () => refreshed([top, parts.deck, parts.timeline])),
      deck: deck(path, () => refreshed([top, parts.timeline])),
      timeline: timeline(path),
    };
    return [
      h("div", { class: "cards single" }, top),
      section("Settings", parts.settings),
      section("On deck", parts.deck),
      section("Offers", h("div", { class: "card" }, foldedContact(pairing))),
      section("Timeline", parts.timeline),
      h("p", { class: "back" }, to(link("preferences"), "All coaches")),
    ];
  }

  return page(
    TITLE,
    region(() => get(path), show),
  );
}

const refreshed = (parts) => Promise.all(parts.map((part) => part.refresh()));
const none = () =>
  empty("The +1 Program is for coaches that you have booked a package with. You have not booked one yet.");
