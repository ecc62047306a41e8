// Where the API and the sign-in are: config.json is written where the page is published.
import { limit } from "./limit.js";

export const config = {};

export async function readConfig() {
  const answer = await fetch("config.json", { cache: "no-store", signal: limit() });
  if (!answer.ok) throw new Error("config");
  Object.assign(config, await answer.json());
}
