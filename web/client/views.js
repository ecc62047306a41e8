import { book } from "./book.js";
import { coach } from "./coach.js";
import { home } from "./home.js";
import { inbox } from "./inbox.js";
import { preferences, preferencesWith } from "./preferences.js";

export const client = [
  { path: "/", view: home },
  { path: "/inbox", view: inbox },
  { path: "/coaches/:coach", view: coach },
  { path: "/coaches/:coach/offers/:offer", view: book },
  { path: "/preferences", view: preferences },
  { path: "/preferences/:coach", view: preferencesWith },
].map((each) => ({ ...each, side: "client" }));
