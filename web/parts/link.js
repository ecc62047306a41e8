/** The address of a view. Ids are encoded, whatever they hold. */
export const link = (...path) => `#/${path.map(encodeURIComponent).join("/")}`;
