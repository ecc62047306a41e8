// A list that comes in pages, newest first.
import { get } from "../api.js";
import { action } from "./action.js";
import { h } from "./h.js";
import { empty } from "./region.js";

/** `first`: its first page; `row`: what an item looks like. */
export function list(path, first, row, { tag = "ul", look = "rows", none = "Nothing yet." } = {}) {
  if (!first.items.length) return empty(none);
  const place = h(tag, { class: look }, first.items.map(row));
  const more = h("div", { class: "more" });
  const offer = (next) => more.replaceChildren(...(next ? [action("Show earlier ones", () => add(next))] : []));
  const add = async (next) => {
    const page = await get(`${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(next)}`);
    const rows = page.items.map(row);
    place.append(...rows);
    offer(page.next);
    rows[0]?.setAttribute("tabindex", "-1");
    rows[0]?.focus();
  };
  offer(first.next);
  return [place, more];
}
