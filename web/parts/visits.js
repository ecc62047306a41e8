// What a view was like when it was left, by its entry in the browser's history: Back shows it so again.
const visits = new Map();
let here = { top: 0, pages: {} };

history.scrollRestoration = "manual";

/** Another view is about to be shown. Returns how far down it was when it was left. */
export function arrive() {
  here.top = scrollY;
  const key = history.state?.visit ?? String(Math.random());
  history.replaceState({ visit: key }, "");
  here = visits.get(key) ?? { top: 0, pages: {} };
  visits.set(key, here);
  return here.top;
}

/** How many pages of a list are shown in this view. */
export const pagesOf = (path) => here.pages[path] ?? 1;

export function onePageMore(path) {
  here.pages[path] = pagesOf(path) + 1;
}

/** Scrolls down as the view loads, until all of it is there or the person does something else. */
export function scrollDown(main, top, leaving) {
  scrollTo(0, top);
  if (!top) return;
  const over = new AbortController();
  const grown = new ResizeObserver(() => {
    scrollTo(0, top);
    if (!main.querySelector("[aria-busy=true]")) over.abort();
  });
  const stop = () => over.abort();
  over.signal.addEventListener("abort", () => grown.disconnect());
  leaving.addEventListener("abort", stop);
  const until = { signal: over.signal, passive: true };
  for (const act of ["wheel", "pointerdown", "keydown"]) addEventListener(act, stop, until);
  grown.observe(main);
}
