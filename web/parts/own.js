// People's own text within a sentence: what runs from right to left leaves the words beside it in place.
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

export const own = (text) => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);
