// Numbers as people type them, whatever their keyboard makes of digits and spaces.

/** Full-width digits, points and commas as plain ones, each kind of space as one. */
export function plain(text) {
  return text
    .replace(/[０-９．，]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\s+/g, " ")
    .replaceAll("’", "'")
    .trim();
}

/** A whole number; null if it is none. */
export function whole(text) {
  return /^\d{1,9}$/.test(plain(text)) ? Number(plain(text)) : null;
}
