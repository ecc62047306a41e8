import { moment } from "../when.js";
import { h } from "./h.js";
import { list, pages } from "./list.js";
import { region } from "./region.js";

/** What happened to a pairing, and why: the API's own sentences. */
export function timeline(of) {
  const path = `${of}/timeline?limit=10`;
  const row = (entry) => h("li", {}, moment(entry.at), h("p", {}, entry.says));
  return region(
    () => pages(path),
    (page) => list(path, page, row, { tag: "ol", look: "timeline" }),
    { live: true },
  );
}
