// A part of a view that loads, says so, shows what came or what went wrong, and can be loaded again.
import { action, SIGNED_OUT } from "./action.js";
import { h, put } from "./h.js";
import { words } from "./problems.js";
import { waiting } from "./waiting.js";

const EVERY = 60_000;

/** `live`: looks for news by itself while the page is seen. Without news nothing on the page moves. */
export function region(load, show, { live = false } = {}) {
  const place = h("div", { class: "region", tabindex: "-1", "data-live": live });
  let latest = 0;
  let known = "";
  place.refresh = async ({ quiet = false } = {}) => {
    latest += 1;
    const mine = latest;
    const look = () => outcome(load, show, place.refresh);
    const [content, said] = await (quiet ? look() : waiting(place, look));
    if (mine !== latest || (quiet && (said === known || !said))) return;
    known = said;
    put(place, content());
  };
  put(place, h("p", { class: "waiting" }, "Loading …"));
  place.refresh();
  return place;
}

/** Looks for news now and then, and when somebody comes back to the page. */
export function keepLive() {
  const look = () => {
    if (document.visibilityState !== "visible") return;
    document.querySelectorAll("[data-live]").forEach((place) => place.refresh({ quiet: true }));
  };
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
}

export function empty(...says) {
  return h("p", { class: "empty" }, ...says);
}

/** How to show what came, and what came as text: "" for a problem. */
async function outcome(load, show, refresh) {
  try {
    const data = await load();
    return [() => show(data), JSON.stringify(data)];
  } catch (problem) {
    if (problem.status === 401) document.dispatchEvent(new Event(SIGNED_OUT));
    return [() => trouble(problem, refresh), ""];
  }
}

function trouble(problem, refresh) {
  return h(
    "div",
    { class: "trouble", role: "alert" },
    h("p", {}, words(problem)),
    action("Try again", () => refresh()),
  );
}
