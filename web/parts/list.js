// A list that comes in pages, newest first.
import { get } from "../api.js";
import { action } from "./action.js";
import { h } from "./h.js";
import { empty } from "./region.js";
import { onePageMore, pagesOf } from "./visits.js";

/** As many pages as are shown in this view, so that nobody who acts on a list or comes back to it loses the place. */
export async function pages(path) {
  const read = await after(path, null);
  for (let more = pagesOf(path) - 1; more > 0 && read.next !== null; more -= 1) {
    const page = await after(path, read.next);
    read.items.push(...page.items);
    read.next = page.next;
  }
  return read;
}

/** `first`: its first pages; `row`: what an item looks like. */
export function list(path, first, row, { tag = "ul", look = "rows", none = "Nothing yet." } = {}) {
  if (!first.items.length) return empty(none);
  const place = h(tag, { class: look }, first.items.map(row));
  const more = h("div", { class: "more" });
  const offer = (next) => more.replaceChildren(...(next ? [action("Show earlier ones", () => add(next))] : []));
  const add = async (next) => {
    const page = await after(path, next);
    const rows = page.items.map(row);
    onePageMore(path);
    place.append(...rows);
    offer(page.next);
    rows[0]?.setAttribute("tabindex", "-1");
    rows[0]?.focus();
  };
  offer(first.next);
  return [place, more];
}

/** What tells the second of a name from the first, for who cannot see where it stands. */
export function numbering() {
  const seen = new Map();
  return (name) => {
    seen.set(name, (seen.get(name) ?? 0) + 1);
    return seen.get(name) > 1 ? `, number ${seen.get(name)}` : "";
  };
}

/** The next page that shows something: one may be empty and not the last. */
async function after(path, next) {
  const page = await get(next === null ? path : `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(next)}`);
  return page.items.length || page.next === null ? page : after(path, page.next);
}
