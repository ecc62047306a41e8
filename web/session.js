// Signing in at Cognito's hosted pages: authorization code with PKCE. Tokens are kept in memory and nowhere else, so a
// reload signs in again. Two things outlive the page, as long as a sign-in is under way: its verifier, useless without
// its code, and what somebody has typed and not saved.
import { config } from "./config.js";
import { limit } from "./limit.js";

const UNDER_WAY = "sign-in";
const EARLY_SECONDS = 60;
const LEAVING = 2_000;
let drafts;
const tokens = { id: null, refresh: null, expires: 0 };

/** `handOver` gives what is typed and not saved. */
export async function signIn(handOver) {
  if (!isSecureContext) throw new Error("insecure");
  const verifier = random(48);
  const state = random(16);
  remember({ verifier, state, hash: location.hash, drafts: handOver() });
  location.assign(
    hosted("/oauth2/authorize", {
      response_type: "code",
      client_id: config.user_pool_client_id,
      redirect_uri: home(),
      scope: "openid email profile",
      state,
      code_challenge_method: "S256",
      code_challenge: text(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))),
    }),
  );
}

/** After the hosted pages: true if they brought somebody in. Goes back to the view that was asked for. */
async function finishSignIn() {
  const answer = new URLSearchParams(location.search);
  const asked = remembered();
  drafts = asked?.drafts;
  if (!answer.has("code") && !answer.has("error")) return false;
  history.replaceState(null, "", `/${asked?.hash ?? ""}`);
  if (!answer.has("code") || !asked || answer.get("state") !== asked.state) throw new Error("sign-in");
  await exchange({
    grant_type: "authorization_code",
    code: answer.get("code"),
    redirect_uri: home(),
    code_verifier: asked.verifier,
  });
  return true;
}

function remember(underWay) {
  try {
    sessionStorage.setItem(UNDER_WAY, JSON.stringify(underWay));
  } catch {
    throw new Error("storage");
  }
}

function remembered() {
  try {
    const kept = sessionStorage.getItem(UNDER_WAY);
    sessionStorage.removeItem(UNDER_WAY);
    return JSON.parse(kept);
  } catch {
    throw new Error("storage");
  }
}

/** The token to call with, renewed if it is about to end; null if nobody is signed in any more. */
export async function idToken({ anew = false } = {}) {
  const fresh = Date.now() < tokens.expires && !anew;
  if (!fresh && tokens.refresh) {
    await renewal().catch((problem) => {
      if (anew) throw problem;
    });
  }
  return tokens.id;
}

export function claims() {
  const payload = tokens.id.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), (c) => c.charCodeAt(0))));
}

/** From the hosted pages too, else the next sign-in there would ask nobody. */
export async function signOut() {
  const token = tokens.refresh;
  forget();
  await revoke(token).catch(() => null);
  location.assign(hosted("/logout", { client_id: config.user_pool_client_id, logout_uri: home() }));
}

/** Makes the token useless. A person who leaves does not wait to hear whether that worked. */
function revoke(token) {
  const body = new URLSearchParams({ token, client_id: config.user_pool_client_id });
  return fetch(hosted("/oauth2/revoke"), { method: "POST", body, signal: limit(LEAVING) });
}

export function forget() {
  Object.assign(tokens, { id: null, refresh: null, expires: 0 });
}

let renewing = null;

/** Whose roles have changed signs in again, for another page is theirs then. */
function renewal() {
  const before = roles();
  renewing ??= exchange({ grant_type: "refresh_token", refresh_token: tokens.refresh })
    .then(() => {
      if (roles() !== before) forget();
    })
    .catch((problem) => {
      if (!problem.refused) throw problem;
      forget();
    })
    .finally(() => {
      renewing = null;
    });
  return renewing;
}

const roles = () => String(claims()["cognito:groups"] ?? "");

async function exchange(form) {
  const body = new URLSearchParams({ ...form, client_id: config.user_pool_client_id });
  const answer = await fetch(hosted("/oauth2/token"), { method: "POST", body, signal: limit() }).catch(failed);
  if (!answer.ok) throw Object.assign(new Error("sign-in"), { refused: answer.status < 500 && answer.status !== 429 });
  const given = await answer.json().catch(failed);
  tokens.id = given.id_token;
  tokens.refresh = given.refresh_token ?? tokens.refresh;
  tokens.expires = Date.now() + (given.expires_in - EARLY_SECONDS) * 1000;
}

function failed() {
  throw new Error("sign-in");
}

/** What was handed over before the sign-in. */
export const typedBefore = () => drafts;

const home = () => `${location.origin}/`;
const hosted = (path, query = {}) => `${config.sign_in_url}${path}?${new URLSearchParams(query)}`.replace(/\?$/, "");
const random = (bytes) => text(crypto.getRandomValues(new Uint8Array(bytes)));

/** Bytes as base64url. */
function text(bytes) {
  const base64 = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Begins when this module is here: the rest of the page is still on its way. */
export const arrival = finishSignIn();
arrival.catch(() => null);
