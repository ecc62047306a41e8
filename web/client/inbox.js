import { h } from "../parts/h.js";
import { list, pages } from "../parts/list.js";
import { page } from "../parts/pieces.js";
import { region } from "../parts/region.js";
import { offerRows } from "./offers.js";

const NONE = "No offer yet. Custom packages that a coach offers to you alone come here, and by mail.";

export function inbox() {
  const show = (first) => list("/v1/inbox", first, offerRows({ contacts: true }), { none: NONE });
  return page(
    "Inbox",
    h("p", { class: "lead" }, "Custom packages: what your coaches offer to you alone."),
    region(() => pages("/v1/inbox"), show),
  );
}
