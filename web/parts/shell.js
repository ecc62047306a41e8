// What stands around every view: where a person can go.
import { config } from "../config.js";
import { me } from "../me.js";
import { signOut } from "../session.js";
import { action, SIGNED_OUT } from "./action.js";
import { h } from "./h.js";
import { link } from "./link.js";
import { to } from "./pieces.js";

const PLACES = {
  client: [
    ["#/", "Coaches"],
    [link("inbox"), "Inbox"],
  ],
  coach: [
    [link("clients"), "Roster"],
    [link("offers"), "Offers"],
  ],
};
const HOMES = [
  ["client", "As a client"],
  ["coach", "As a coach"],
];

/** Also from the page: what was on it is not there to go back to. */
function leave() {
  signOut();
  document.dispatchEvent(new Event(SIGNED_OUT));
}

export function header(side) {
  const places = PLACES[side] ?? [];
  const here = location.hash || "#/";
  return [
    to("#/", "The +1 Program", "brand"),
    places.length
      ? h(
          "nav",
          { "aria-label": "Main" },
          places.map(([address, name]) => place(address, name, here)),
        )
      : null,
    me.sides.length > 1 ? h("nav", { "aria-label": "Sides", class: "sides" }, HOMES.map(switcher(side))) : null,
    me.id
      ? h("div", { class: "who" }, to(link("profile"), me.name), action("Sign out", leave, { look: "quiet" }))
      : null,
  ];
}

export function footer() {
  if (!me.id) return config.local ? [links([mailbox()])] : [];
  const preferences = me.sides.includes("client") ? [[link("preferences"), "Manage +1 Program Preferences"]] : [];
  return [links([...preferences, [link("profile"), "Your profile"], ...(config.local ? [mailbox()] : [])])];
}

function links(known) {
  const items = known.map(([address, name]) => h("li", {}, to(address, name)));
  return h("nav", { "aria-labelledby": "helpful" }, h("h2", { id: "helpful" }, "Helpful Links"), h("ul", {}, items));
}

const mailbox = () => [config.local.mailbox_url, "Mailbox of this machine"];

function place(address, name, here) {
  const isHere = address === "#/" ? here === "#/" || here.startsWith("#/coaches") : here.startsWith(address);
  return h("a", { href: address, "aria-current": isHere ? "page" : null }, name);
}

const switcher =
  (side) =>
  ([name, label]) =>
    h("a", { href: PLACES[name][0][0], "aria-current": name === side ? "true" : null }, label);
