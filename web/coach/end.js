// A coach ends with a client, or takes that back. Both are said before the click.
import { remove, replace } from "../api.js";
import { action } from "../parts/action.js";
import { h } from "../parts/h.js";
import { own, ownText } from "../parts/own.js";

/** `changed` takes what there is to say. */
export function endOrReturn(path, { name, ended }, changed) {
  const end = async () => {
    await replace(`${path}/end`);
    await changed(["You have ended with ", own(name), ". You can take it back."]);
  };
  const takeBack = async () => {
    await remove(`${path}/end`);
    await changed(["Taken back: ", own(name), " can book with you again."]);
  };
  if (!ended) return action("End with this client", end, { look: "quiet", sure: ending(name), no: "No, stay" });
  return h(
    "div",
    { class: "notice" },
    h("p", {}, "You have ended with ", own(name), ". No package and no +1 can be booked."),
    action("Take back", takeBack, { sure: returning(name), no: "No, leave it" }),
  );
}

const ending = (name) =>
  `${ownText(name)} can book no more packages with you, and we book no more +1s, also not one that is on hold.` +
  " Sessions that are booked stay. Both of you get a mail. You can take it back.";

const returning = (name) =>
  `${ownText(name)} can book with you again, and +1s resume with the next session marked complete. Nothing is booked` +
  " now. Both of you get a mail.";
