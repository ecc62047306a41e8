// Which view an address shows. The addresses in mails are #/preferences/<coach>, #/inbox and #/clients/<client>.
import { client } from "./client/views.js";
import { coach } from "./coach/views.js";
import { me } from "./me.js";
import { profile } from "./parts/profile.js";

const VIEWS = [...client, ...coach, { path: "/profile", view: profile }];

// As an id these would lead a request to another path.
const DOTS = [".", ".."];

/** The view of the address, with the ids in it; null if this person has none there. */
export function find(address = location.hash) {
  const parts = address.replace(/^#\/?/, "").split("/").filter(Boolean).map(decoded);
  const mine = VIEWS.filter(({ side }) => !side || me.sides.includes(side));
  return mine.map((each) => ({ ...each, ids: matched(each.path, parts) })).find((each) => each.ids) ?? null;
}

export const homeOf = (side) => (side === "coach" ? "#/clients" : "#/");

function matched(path, parts) {
  const wanted = path.split("/").filter(Boolean);
  const fits = ([name, part]) => (name.startsWith(":") ? !DOTS.includes(part) : name === part);
  const pairs = wanted.map((name, at) => [name, parts[at]]);
  if (wanted.length !== parts.length || !pairs.every(fits)) return null;
  return Object.fromEntries(pairs.filter(([name]) => name.startsWith(":")).map(([name, id]) => [name.slice(1), id]));
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
