// What a view asks for first, asked together with the profile. A view that does not take it has asked for nothing.
import { ahead } from "./api.js";

const coach = (id) => `/v1/coaches/${encodeURIComponent(id)}`;

const FIRST = {
  "/": () => ["/v1/coaches?limit=100", "/v1/inbox?limit=100"],
  "/inbox": () => ["/v1/inbox"],
  "/preferences": () => ["/v1/coaches?limit=100"],
  "/preferences/:coach": (ids) => [coach(ids.coach), `${coach(ids.coach)}/preview`],
  "/clients": () => ["/v1/clients?limit=100"],
  "/clients/:client": ({ client }) => [`/v1/clients/${encodeURIComponent(client)}`],
};

export const askAhead = (found) => ahead(FIRST[found?.path]?.(found.ids) ?? []);
