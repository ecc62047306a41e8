// A renewal that is under way resolves by itself: its pairing is asked again, ever less often, until it has.
import { get } from "../api.js";

const FIRST = 300;
const LONGEST = 15_000;

export const isPending = (pairing) => pairing.renewal?.state === "pending";

/** The pairing once its renewal is settled; null if the view was left before. */
export async function settled(path, pairing, leaving) {
  let current = pairing;
  for (let pause = FIRST; isPending(current); pause = Math.min(pause * 1.5, LONGEST)) {
    await new Promise((go) => setTimeout(go, pause));
    if (leaving.aborted) return null;
    current = await get(path).catch(() => current);
  }
  return current;
}
