// Starts the page: who is there, and which view the address asks for.
import { askAhead } from "./ahead.js";
import { get } from "./api.js";
import { keep, know, me } from "./me.js";
import { SIGNED_OUT } from "./parts/action.js";
import { askBeforeClosing, takeOver } from "./parts/drafts.js";
import { h } from "./parts/h.js";
import { hush } from "./parts/news.js";
import { entitle, page } from "./parts/pieces.js";
import { words } from "./parts/problems.js";
import { keepLive } from "./parts/region.js";
import { footer, header } from "./parts/shell.js";
import { guardClicks } from "./parts/still.js";
import { arrive, scrollDown } from "./parts/visits.js";
import { sayWaits, waiting } from "./parts/waiting.js";
import { welcome } from "./parts/welcome.js";
import { find, homeOf } from "./router.js";
import { arrival, claims, forget, typedBefore } from "./session.js";

const main = document.getElementById("main");
let leaving = new AbortController();
let side = null;

async function start() {
  takeOver(typedBefore());
  if (!(await arrival)) return around(welcome());
  know(claims());
  const profile = get("/v1/profile");
  askAhead(find(location.hash || homeOf(me.sides[0])));
  keep(await profile);
  addEventListener("hashchange", showView);
  askBeforeClosing();
  keepLive();
  document.addEventListener(SIGNED_OUT, () => leave("Your sign-in has ended. Sign in again, and you are back here."));
  return showView();
}

function showView() {
  leaving.abort();
  leaving = new AbortController();
  hush();
  const top = arrive();
  if (!me.sides.length) return around(nobody());
  const found = find();
  side = found?.side ?? side ?? me.sides[0];
  if (found) return around(found.view({ ...found.ids, leaving: leaving.signal }), top);
  if (["", "#/"].includes(location.hash)) return location.replace(homeOf(side));
  return around(missing());
}

/** Puts a view into the page, seen from `top`. Its heading gets the focus, so that a screen reader starts there. */
function around(view, top = 0) {
  document.getElementById("header").replaceChildren(...header(side).filter(Boolean));
  document.getElementById("footer").replaceChildren(...footer());
  main.replaceChildren(...view.flat().filter(Boolean));
  const heading = main.querySelector("h1");
  entitle([heading], heading.textContent);
  sayWaits();
  scrollDown(main, top, leaving.signal);
  heading.focus({ preventScroll: true });
}

function leave(why) {
  leaving.abort();
  hush();
  forget();
  Object.assign(me, { id: "", sides: [] });
  side = null;
  removeEventListener("hashchange", showView);
  around(welcome(why));
}

const nobody = () =>
  page(
    "No role yet",
    h(
      "p",
      {},
      "You are signed in, but you are neither a client nor a coach yet. The",
      " people who run this marketplace give you that role; then sign in again.",
    ),
  );
const missing = () =>
  page(
    "There is nothing here",
    h("p", {}, "This address leads to nothing. ", h("a", { href: homeOf(side) }, "Go to the start")),
  );

// Its address would be taken for a view's.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});

guardClicks();
waiting(main, start).catch((problem) => around(welcome(words(problem))));
