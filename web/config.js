// Where the API and the sign-in are: config.json is written where the page is published.
export const config = {};

export async function readConfig() {
  const answer = await fetch("config.json", { cache: "no-store" });
  if (!answer.ok) throw new Error("config");
  Object.assign(config, await answer.json());
}
