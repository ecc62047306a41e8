// The clients that a coach can name: those of the roster, and on a developer's machine everybody.
import { all } from "../api.js";
import { config } from "../config.js";

export async function knownClients() {
  const roster = (await all("/v1/clients")).map(({ client_id: id, name }) => ({ id, name }));
  const others = (config.local?.people ?? [])
    .filter(({ role }) => role === "client")
    .map(({ user_id: id, name }) => ({ id, name }));
  return [...roster, ...others.filter(({ id }) => !roster.some((client) => client.id === id))];
}

export const nameOf = (id, clients) => clients.find((client) => client.id === id)?.name ?? `client ${id}`;
