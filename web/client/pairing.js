import { all } from "../api.js";

/** My pairing with a coach; null if there is none yet. */
export async function pairingWith(coach) {
  return (await all("/v1/coaches")).find((pairing) => pairing.coach_id === coach) ?? null;
}
