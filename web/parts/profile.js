import { post, replace } from "../api.js";
import { keep, me } from "../me.js";
import { browserZone, zones } from "../when.js";
import { action, form } from "./action.js";
import { choice, field } from "./fields.js";
import { h } from "./h.js";
import { tell } from "./news.js";
import { figures, page } from "./pieces.js";

export function profile() {
  const zone = choice(
    "Time zone",
    "zone",
    zones(me.zone, browserZone()).map((each) => [each, each]),
    me.zone,
    "Times are shown in it, here and in mails, and a pause ends by it.",
  );
  const save = async ({ elements }) => {
    await saved(elements.name.value, elements.zone.value);
    tell("Your profile is saved.");
  };
  return page(
    "Your profile",
    mailHint(),
    form(
      { class: "card" },
      save,
      figures({ "E-mail": h("code", {}, me.email), "Your id": h("code", {}, me.id) }),
      h(
        "p",
        { class: "hint" },
        "Mails go to this address; change it where you sign in. A coach who wants to offer you a",
        " custom package for the first time needs your id.",
      ),
      field("Name", "name", { required: true, maxlength: 60, value: me.name, autocomplete: "name" }),
      zone,
      suggestion(zone.querySelector("select")),
      h("p", { class: "actions" }, h("button", { type: "submit", class: "primary" }, "Save")),
    ),
  );
}

/** For somebody whose address refuses our mail: one click tries it again. */
export function mailHint() {
  if (me.mail !== "refused") return null;
  const place = h(
    "p",
    { class: "notice" },
    `Our mail does not reach ${me.email}, so we send none there. `,
    me.sides.includes("client") ? "Until it does, no +1 is booked for you. " : null,
    "Ask us to try again when the mailbox works, or change the address where you sign in. ",
  );
  const again = async () => {
    keep(await post("/v1/profile/retry-mail"));
    refresh();
    tell(`The next mail goes to ${me.email} again.`);
  };
  place.append(action("Mail to me again", again, { look: "quiet" }));
  return place;
}

/** For who has not set a time zone: one click takes the browser's. */
export function zoneHint() {
  const here = browserZone();
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
      },
      { look: "quiet" },
    ),
  );
}

async function saved(name, timeZone) {
  keep((await replace("/v1/profile", { name, time_zone: timeZone })).body);
  refresh();
}

/** The name and all times, also around the view. */
const refresh = () => dispatchEvent(new Event("hashchange"));
