// Pause and limits of an enrollment. Whoever saves has seen what is replaced: the request names the version read.
import { getTagged, replace } from "../api.js";
import { parsed } from "../money.js";
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
import { inWords } from "./settings_words.js";

const CLASH = 412;

export function settings(path, currency, changed) {
  const enrollment = `${path}/enrollment`;
  const place = region(() => getTagged(enrollment), show);

  function show({ body, etag }) {
    if (body.state !== "enrolled") return empty("Pause and limits can be set as soon as the +1 Program is on.");
    const clash = h("div", { tabindex: "-1" });
    const save = async (element) => {
      const wanted = entered(element, currency);
      try {
        await replace(enrollment, wanted, version);
      } catch (problem) {
        if (problem.status !== CLASH) throw problem;
        const now = await getTagged(enrollment);
        version = now.etag;
        if (isStored(wanted, now.body)) return saved();
        put(clash, told(now.body));
        clash.focus();
        return;
      }
      await saved();
    };
    const outlook = following(async (settings) => `Once saved: ${(await foresee(path, { settings })).then.says}`);
    const button = h("button", { type: "submit", class: "primary" }, "Save settings");
    const element = form({ class: "settings" }, save, clash, fields(body, currency), outlook, button);
    element.addEventListener("input", () => outlook.follow(isGood(element) ? entered(element, currency) : null));
    let version = keeping(element, place.refresh, etag);
    return element;
  }

  async function saved() {
    forgetDraft();
    await Promise.all([place.refresh(), changed()]);
    tell("Your settings are saved.");
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

  return place;
}

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
      "No +1 is booked above it. Empty: any rate.",
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
