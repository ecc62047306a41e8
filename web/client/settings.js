// Pause and limits of an enrollment. Whoever saves has seen what is replaced: the request names the version read.
import { get, getTagged, replace } from "../api.js";
import { money, parsed } from "../money.js";
import { whole } from "../numbers.js";
import { action } from "../parts/action.js";
import { forgetDraft, keeping } from "../parts/drafts.js";
import { amount, date, number, tick } from "../parts/fields.js";
import { following } from "../parts/following.js";
import { form, isGood } from "../parts/form.js";
import { h, put } from "../parts/h.js";
import { tell } from "../parts/news.js";
import { empty, region } from "../parts/region.js";
import { today } from "../when.js";
import { foresee } from "./foresee.js";
import { booking, isHeld, STOPPED } from "./next.js";
import { inWords } from "./settings_words.js";
import { newTerms, termsOf, underTerms } from "./terms.js";

const CLASH = 412;
const SAVE = "Save settings";

/** `known`: the pairing as it is shown. Saving may book what is on hold: that is said before the click, and shown after
 * it. */
export function settings(path, known, changed) {
  const enrollment = `${path}/enrollment`;
  const { currency } = known().rate;
  const after = h("div", { class: "after" });
  const place = region(() => Promise.all([getTagged(enrollment), termsOf(known().name).catch(() => null)]), show);

  function show([{ body, etag }, terms]) {
    if (body.state !== "enrolled") return empty("Pause and limits can be set as soon as the +1 Program is on.");
    const clash = h("div", { tabindex: "-1" });
    const accepted = isNewer(terms, body) ? { terms_version: terms.version } : {};
    const save = async (element) => {
      const wanted = entered(element, currency);
      if (await booksUnsaid(wanted)) return;
      try {
        await saved((await replace(enrollment, { ...wanted, ...accepted }, version)).body.plus_one);
      } catch (problem) {
        if (problem.status !== CLASH) throw problem;
        const now = await getTagged(enrollment);
        version = now.etag;
        if (isStored(wanted, now.body)) return saved(await bookedMeanwhile());
        put(clash, told(now.body));
        clash.focus();
      }
    };
    const button = h("button", { type: "submit", class: "primary" }, SAVE);
    const ask = async (wanted) => (await foresee(path, { settings: { ...wanted, ...accepted } })).then;
    const outlook = following(ask, foretell);
    /** Then it is said now, and the next click is about it. */
    async function booksUnsaid(wanted) {
      if (!isHeld(known()) && isHeld(await get(path))) {
        outlook.follow(null);
        await changed();
      }
      return isHeld(known()) && (await outlook.catchUp(wanted)) && button.textContent !== SAVE;
    }
    /** The button says it if it books. */
    function foretell(then) {
      const books = then?.books && isHeld(known()) && known().cannot !== STOPPED;
      const label = books ? `Save, and book 1 session for ${money(then.rate)}` : SAVE;
      if (button.textContent !== label) button.textContent = label;
      if (!then) return "";
      return books ? then.says : `Once saved: ${then.says}`;
    }
    const element = form(
      { class: "settings" },
      (sent) => underTerms(() => save(sent), place.refresh),
      clash,
      fields(body, currency),
      accepted.terms_version ? newTerms(terms) : null,
      outlook,
      button,
    );
    const follow = () => outlook.follow(isGood(element) ? entered(element, currency) : null);
    element.addEventListener("input", follow);
    let version = keeping(element, place.refresh, etag);
    if (isHeld(known())) follow();
    return element;
  }

  /** `plusOne`: was on hold, and the save has booked it. */
  async function saved(plusOne) {
    forgetDraft();
    put(after, plusOne ? booking(known(), plusOne) : null);
    await Promise.all([place.refresh(), changed()]);
    after.firstChild?.focus();
    tell("Your settings are saved.", plusOne ? ` 1 session is booked at ${money(plusOne.rate)}.` : "");
  }

  /** As after a save whose answer was lost. */
  async function bookedMeanwhile() {
    if (!isHeld(known())) return null;
    const { renewal, rate } = await get(path);
    return renewal?.state === "booked" ? { rate, booked_at: renewal.at } : null;
  }

  function take() {
    forgetDraft();
    return place.refresh();
  }

  function told(now) {
    const stored = now.state === "enrolled" ? inWords(now) || "no pause and no limit" : "the +1 Program is off";
    return h(
      "div",
      { class: "notice", role: "alert" },
      h(
        "p",
        {},
        `While you were editing, this changed elsewhere. Stored now: ${stored}. What you have entered is still`,
        " below: save again to replace what is stored.",
      ),
      action("Take what is stored", take, { look: "quiet" }),
    );
  }

  const whole = h("div", {}, after, place);
  whole.refresh = place.refresh;
  return whole;
}

/** No terms if they could not be read: the save then keeps those that were accepted. */
const isNewer = (terms, { terms_version: accepted }) => Boolean(terms) && (accepted ?? "") < terms.version;

/** As after a save whose answer was lost: saved again, it clashes with itself. */
const isStored = (wanted, now) => now.state === "enrolled" && inWords(now) === inWords(wanted);

function fields({ paused_until, stop_after, monthly_spend_cap, max_rate, heads_up }, currency) {
  const earliest = paused_until && paused_until < today() ? paused_until : today();
  return h(
    "div",
    { class: "grid" },
    date(
      "Pause until",
      "paused_until",
      { value: paused_until, min: earliest },
      "The last paused day, in your time zone. Empty: no pause.",
    ),
    number(
      "Stop after",
      "stop_after",
      { value: stop_after, min: 0, max: 1000 },
      "How many more +1s. It counts down. Empty: no end.",
    ),
    amount(
      "Monthly cap",
      "monthly_spend_cap",
      currency,
      { value: monthly_spend_cap },
      "The most that +1s come to in a calendar month. Empty: no cap.",
    ),
    amount(
      "Ask me above a rate of",
      "max_rate",
      currency,
      { value: max_rate },
      "We ask you before booking above it. Empty: any rate.",
    ),
    tick("Heads-up mail when one session is left", "heads_up", { checked: heads_up }),
  );
}

function entered(element, currency) {
  const {
    paused_until: until,
    stop_after: left,
    monthly_spend_cap: cap,
    max_rate: most,
    heads_up: mail,
  } = element.elements;
  return {
    paused_until: until.value || null,
    stop_after: whole(left.value),
    monthly_spend_cap: cap.value.trim() ? parsed(cap.value, currency) : null,
    max_rate: most.value.trim() ? parsed(most.value, currency) : null,
    heads_up: mail.checked,
  };
}
