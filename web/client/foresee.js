// What booking or saving would do. The API decides; its sentence is shown as it is.
import { ask } from "../api.js";
import { h } from "../parts/h.js";
import { region } from "../parts/region.js";

/** `change`: {offer_id?, settings?}. */
export const foresee = (path, change) => ask(`${path}/preview`, change);

/** `lead`: what stands before the sentence. */
export const foreseen = (path, change, lead = "") =>
  region(
    () => foresee(path, change),
    ({ then }) => h("p", { class: "says" }, lead, then.says),
  );
