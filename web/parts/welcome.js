// Before the sign-in.
import { config } from "../config.js";
import { signIn } from "../session.js";
import { action } from "./action.js";
import { handOver } from "./drafts.js";
import { h } from "./h.js";
import { page } from "./pieces.js";

export function welcome(why) {
  return page(
    "Always one session on deck",
    why ? h("p", { class: "notice", role: "alert" }, why) : null,
    h(
      "p",
      { class: "lead" },
      "When the last session of a client who is enrolled is marked complete, one more is booked",
      " by itself, at the rate of the last package.",
    ),
    h(
      "p",
      {},
      action("Sign in", () => signIn(handOver), { look: "primary", id: "sign-in" }),
    ),
    h(
      "p",
      { class: "hint" },
      "Your sign-in is kept in the memory of this page and nowhere else. After a reload you sign",
      " in again, and then you are back where you were.",
    ),
    config.local ? people(config.local) : null,
  );
}

function people({ people: known, password }) {
  const columns = ["Name", "Is a", "E-mail"];
  const cell = (text, at) => h("td", { "data-name": columns[at] }, text);
  const row = ({ name, role, email }) => h("tr", {}, [name, role, email].map(cell));
  const head = columns.map((name) => h("th", { scope: "col" }, name));
  return h(
    "section",
    { class: "card" },
    h("h2", {}, "On this machine"),
    h("p", {}, "These people are signed up. The password of each is ", h("code", {}, password), "."),
    h("table", { class: "stacked" }, h("thead", {}, h("tr", {}, head)), h("tbody", {}, known.map(row))),
  );
}
