import { client } from "./client.js";
import { custom, standard } from "./offer_form.js";
import { offers } from "./offers.js";
import { roster } from "./roster.js";

export const coach = [
  { path: "/clients", view: roster },
  { path: "/clients/:client", view: client },
  { path: "/offers", view: offers },
  { path: "/offers/new", view: standard },
  { path: "/offers/custom", view: custom },
  { path: "/offers/custom/:client", view: custom },
].map((each) => ({ ...each, side: "coach" }));
