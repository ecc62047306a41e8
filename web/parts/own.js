// People's own words inside ours. Written from right to left, they do not turn our sentence around. The
// API's sentences come with theirs isolated.
import { h } from "./h.js";

export const own = (text) => h("bdi", {}, text);

/** The other side of a pairing. `nth`: for who cannot see which of two of the same name it is. */
export const whom = ({ name, nth }) => [own(name), nth ? h("span", { class: "hidden" }, nth) : null];

/** Where only text can stand, like the title of the page. */
export const ownText = (text) => `\u2068${text}\u2069`;
