// The main story with a client that is made of the API's document. It ends with an error if anything is not as it must be.

import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./api.js";

declare const process: { env: Record<string, string | undefined> };

type Api = Client<paths>;
type Answered<Data> = { data?: Data; error?: unknown; response: Response };

const { ORIGIN = "", CLIENT_TOKEN = "", CLIENT_ID = "", COACH_TOKEN = "", COACH_ID = "" } = process.env;
const PATIENCE_MS = 60_000;

const client = signedIn(CLIENT_TOKEN);
const coach = signedIn(COACH_TOKEN);
const withCoach = { path: { coach_id: COACH_ID } };

await playTheStory();
await readWhatIsNew();
await readTheGatewaysOwn();

async function playTheStory(): Promise<void> {
  const custom = good(await coach.POST("/v1/offers", { body: offer("Three sessions") }));
  const inbox = good(await client.GET("/v1/inbox"));
  expect("the inbox", inbox.items.map((each) => each.offer_id), [custom.offer_id]);

  const header = { "Idempotency-Key": "once" };
  const booking = good(await client.POST("/v1/coaches/{coach_id}/packages", { params: { ...withCoach, header }, body: { offer_id: custom.offer_id } }));
  expect("the rate", booking.rate_after, { amount: 6667, currency: "USD" });
  const enrolled = await client.PUT("/v1/coaches/{coach_id}/enrollment", { params: withCoach, body: { stop_after: 5 } });
  expect("the enrollment", [enrolled.response.status, good(enrolled).effective], [201, "active"]);

  for (const { session_id } of booking.sessions) {
    const path = { client_id: CLIENT_ID, session_id };
    good(await coach.POST("/v1/clients/{client_id}/sessions/{session_id}/complete", { params: { path }, body: {} }));
  }
  const after = await plusOne();
  expect("on deck", after.on_deck, 1);
  const { items } = good(await client.GET("/v1/coaches/{coach_id}/timeline", { params: { ...withCoach, query: { limit: 100 } } }));
  expect("the timeline", items.some((each) => each.kind === "plus_one_booked"), true);

  const receipt = good(await client.DELETE("/v1/coaches/{coach_id}/enrollment", { params: withCoach }));
  expect("the receipt", receipt.last_plus_one?.session_id, after.renewal?.session_id);

  const unwanted = good(await coach.POST("/v1/offers", { body: offer("Three more") }));
  const path = { offer_id: unwanted.offer_id };
  expect("withdrawn", (await coach.DELETE("/v1/offers/{offer_id}", { params: { path } })).response.status, 204);
  const refused = await client.POST("/v1/coaches/{coach_id}/packages", { params: withCoach, body: { offer_id: unwanted.offer_id } });
  expect("the refusal", refused.error && "code" in refused.error && refused.error.code, "OFFER_CLOSED");
}

async function plusOne(): Promise<components["schemas"]["CoachAnswer"]> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const pairing = good(await client.GET("/v1/coaches/{coach_id}", { params: withCoach }));
    if (pairing.renewal?.state === "booked") return pairing;
    if (Date.now() > deadline) throw new Error(`no +1: ${JSON.stringify(pairing.renewal)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function readWhatIsNew(): Promise<void> {
  const preview = { on_deck: 1, books: false, reason: "STORM", rate: null, says: "There is a storm." };
  const { reason, says } = good(await told(200, preview).GET("/v1/coaches/{coach_id}/preview", { params: withCoach }));
  expect("a reason that is new", inWords(reason) ?? says, "There is a storm.");
}

/** What docs/api.md asks of a client: its own words for what it knows, and the sentence of the API for the rest. */
function inWords(reason: components["schemas"]["ReasonCode"]): string | undefined {
  const words: Record<string, string> = { PAUSED: "You paused it." };
  return words[reason];
}

async function readTheGatewaysOwn(): Promise<void> {
  const { error } = await told(503, { message: "Service Unavailable" }).GET("/v1/inbox");
  expect("the gateway's message", error && "message" in error && error.message, "Service Unavailable");
}

function signedIn(token: string): Api {
  return createClient<paths>({ baseUrl: ORIGIN, headers: { authorization: `Bearer ${token}` } });
}

function told(status: number, body: unknown): Api {
  const fetch = async (): Promise<Response> => Response.json(body, { status });
  return createClient<paths>({ baseUrl: ORIGIN, fetch });
}

function offer(title: string): components["schemas"]["OfferBody"] {
  return { title, sessions: 3, price: { amount: 20000, currency: "USD" }, client_id: CLIENT_ID };
}

function good<Data>(answered: Answered<Data>): Data {
  if (answered.data === undefined) throw new Error(`${answered.response.status}: ${JSON.stringify(answered.error)}`);
  return answered.data;
}

function expect(what: string, found: unknown, wanted: unknown): void {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`${what}: ${one} is not ${other}`);
}
