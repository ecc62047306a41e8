// The HTTP API (its document: /v1/openapi.json). What cannot do harm twice is tried again by itself.
import { limit } from "./limit.js";
import { idToken } from "./session.js";

const TRIES = 4;
const PAUSE = 250;
const SOON = 1_000;
const LATER = [429, 502, 503, 504];
const keys = new Map();
const asked = new Map();

/** An answer that is not what was asked for; `detail` is a sentence for a person. */
export class Problem extends Error {
  constructor(status, { code = "", detail = "", errors = [] } = {}) {
    super(detail || code);
    Object.assign(this, { status, code, detail, errors });
  }
}

export const get = async (path) => (await (taken(path) ?? send("GET", path))).body;
export const getTagged = (path) => send("GET", path);
export const remove = async (path) => (await send("DELETE", path)).body;
export const replace = (path, body, etag) => send("PUT", path, { body, etag });

/** A question with a body: it writes nothing, so it may be asked again like a GET. */
export const ask = async (path, body) => (await send("POST", path, { body, reads: true })).body;

/** The same request keeps its key until it is answered: pressing the button again when none came is safe. */
export async function post(path, body = {}) {
  const request = JSON.stringify([path, body]);
  if (!keys.has(request)) keys.set(request, crypto.randomUUID());
  try {
    const { body: answer } = await send("POST", path, { body, key: keys.get(request) });
    keys.delete(request);
    return answer;
  } catch (problem) {
    if (isAnswered(problem)) keys.delete(request);
    throw problem;
  }
}

/** Asks what get() will be asked for in a moment. Each answer is taken once, and soon. */
export function ahead(paths) {
  for (const path of paths) asked.set(path, send("GET", path));
  Promise.allSettled(asked.values()).then(() => setTimeout(() => asked.clear(), SOON));
}

function taken(path) {
  const answer = asked.get(path);
  asked.delete(path);
  return answer;
}

/** All items of a list that a person would read as one, a hundred at a time. */
export async function all(path) {
  const items = [];
  for (let cursor = ""; cursor !== null;) {
    const page = await get(`${path}${path.includes("?") ? "&" : "?"}limit=100${cursor}`);
    items.push(...page.items);
    cursor = page.next === null ? null : `&cursor=${encodeURIComponent(page.next)}`;
  }
  return items;
}

/** However often it is tried, one wait. */
async function send(method, path, options = {}) {
  if (method !== "GET") asked.clear();
  const how = { ...options, signal: limit() };
  for (let tried = 1; ; tried += 1) {
    try {
      return await once(method, path, how);
    } catch (problem) {
      const mayRepeat = method !== "PUT" && (problem.status === 0 || isForAMoment(problem));
      if (!mayRepeat || tried === TRIES || how.signal.aborted) throw problem;
      await new Promise((go) => setTimeout(go, PAUSE * 2 ** tried * (0.5 + Math.random())));
    }
  }
}

async function once(method, path, how) {
  const answer = await call(method, path, how, await token());
  return told(answer.status === 401 ? await call(method, path, how, await token({ anew: true })) : answer);
}

async function token(how) {
  const id = await idToken(how).catch(() => {
    throw new Problem(503);
  });
  if (!id) throw new Problem(401);
  return id;
}

async function call(method, path, { body, etag, key, signal, reads = method === "GET" }, id) {
  const headers = { authorization: `Bearer ${id}` };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (etag) headers["if-match"] = etag;
  if (key) headers["idempotency-key"] = key;
  try {
    const request = { method, headers, body: body && JSON.stringify(body), cache: "no-store", signal };
    return await read(await fetch(path, request));
  } catch {
    throw new Problem(0, signal.aborted ? { code: reads ? "UNREAD" : "UNSURE" } : {});
  }
}

/** A refusal may be the gateway's own, in words; an answer that breaks off is none. */
async function read(answer) {
  const { ok, status, headers } = answer;
  const body = status === 204 ? null : await answer.json().catch((lost) => (ok ? Promise.reject(lost) : {}));
  return { ok, status, body, etag: headers.get("etag") };
}

function told({ ok, status, body, etag }) {
  if (!ok) throw new Problem(status, body);
  return { body, etag, status };
}

/** A 429 with a code is ours: a limit that lasts for hours. */
const isForAMoment = ({ status, code }) => LATER.includes(status) && !(status === 429 && code);
const isAnswered = (problem) => problem.status > 0 && problem.status < 500 && !isForAMoment(problem);
