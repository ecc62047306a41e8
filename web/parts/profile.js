import { post, replace } from "../api.js";
import { keep, me } from "../me.js";
import { browserZone, shownZone, zones } from "../when.js";
import { action } from "./action.js";
import { forgetDraft, keeping } from "./drafts.js";
import { choice, line } from "./fields.js";
import { form } from "./form.js";
import { h } from "./h.js";
import { tell } from "./news.js";
import { own } from "./own.js";
import { figures, page } from "./pieces.js";

const LONGEST_NAME = 60;

export function profile() {
  const zone = choice(
    "Time zone",
    "time_zone",
    zones(me.zone, browserZone()).map((each) => [each, each]),
    me.zone,
    "Times are shown in it, here and in mails, and a pause ends by it.",
  );
  const save = async ({ elements }) => {
    await saved(elements.name.value, elements.time_zone.value);
    tell("Your profile is saved.");
  };
  const element = form(
    { class: "card" },
    save,
    figures({ "E-mail": h("code", {}, me.email), "Your id": h("code", {}, me.id) }),
    h(
      "p",
      { class: "hint" },
      "Mails go to this address; change it where you sign in. A coach who wants to offer you a",
      " custom package for the first time needs your id.",
    ),
    line("Name", "name", LONGEST_NAME, { required: true, value: me.name, autocomplete: "name" }),
    zone,
    suggestion(zone.querySelector("select")),
    h("p", { class: "actions" }, h("button", { type: "submit", class: "primary" }, "Save")),
  );
  keeping(element, showAgain);
  return page("Your profile", mailHint(), element);
}

/** For somebody whose address refuses our mail: one click tries it again. */
export function mailHint() {
  if (me.mail !== "refused") return null;
  const place = h(
    "p",
    { class: "notice" },
    "Our mail does not reach ",
    own(me.email),
    ", so we send none there. ",
    me.sides.includes("client") ? "Until it does, no +1 is booked for you. " : null,
    "Ask us to try again when the mailbox works, or change the address where you sign in. ",
  );
  const again = async () => {
    keep(await post("/v1/profile/retry-mail"));
    refresh();
    tell("The next mail goes to ", own(me.email), " again.");
  };
  place.append(action("Mail to me again", again, { look: "quiet" }));
  return place;
}

/** For who has not set a time zone: one click takes the browser's. */
export function zoneHint() {
  const here = browserZone();
  if (shownZone() !== me.zone)
    return h("p", { class: "notice" }, `This browser does not know the time zone ${me.zone}. Times are shown in UTC.`);
  if (me.zone !== "UTC" || here === "UTC") return null;
  const place = h("p", { class: "notice" }, "Times are shown in UTC. ");
  const take = async () => {
    await saved(me.name, here);
    tell(`Times are shown in the time zone ${here} from now on.`);
  };
  place.append(action(`Show them in ${here}`, take, { look: "quiet" }));
  return place;
}

function suggestion(select) {
  const here = browserZone();
  if (me.zone === here) return null;
  return h(
    "p",
    {},
    action(
      `Take this browser's: ${here}`,
      () => {
        select.value = here;
        select.dispatchEvent(new Event("input", { bubbles: true }));
      },
      { look: "quiet" },
    ),
  );
}

async function saved(name, timeZone) {
  keep((await replace("/v1/profile", { name, time_zone: timeZone })).body);
  showAgain();
}

function showAgain() {
  forgetDraft();
  refresh();
}

/** The name and all times, also around the view. */
const refresh = () => dispatchEvent(new Event("hashchange"));
