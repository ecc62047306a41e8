// What has just appeared under a pointer that rests takes no click: it was meant for what stood there before.
const MOMENT = 1_000;
const NEAR = { mouse: 8, touch: 24 };
const CONTROL = "a, button, summary, select, input, label";
const appeared = new WeakMap();
const pointer = { x: 0, y: 0, rests: 0 };

export function guardClicks() {
  for (const act of ["pointermove", "pointerdown"]) addEventListener(act, track, { capture: true, passive: true });
  addEventListener("click", guard, { capture: true });
  new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
}

/** A hand that trembles does not go anywhere. */
function track({ clientX: x, clientY: y, pointerType }) {
  if (Math.hypot(x - pointer.x, y - pointer.y) <= (NEAR[pointerType] ?? NEAR.mouse)) return;
  Object.assign(pointer, { x, y, rests: pointer.rests + 1 });
}

function note(changes) {
  const now = { at: performance.now(), rests: pointer.rests };
  for (const { addedNodes } of changes) for (const node of addedNodes) appeared.set(node, now);
}

/** A key's click has no count. Each further click restarts the wait. */
function guard(event) {
  if (!event.detail || !event.target.closest(CONTROL)) return;
  const last = latest(event.target);
  if (last?.rests !== pointer.rests || performance.now() - last.at > MOMENT) return;
  last.at = performance.now();
  event.preventDefault();
  event.stopPropagation();
}

/** When the latest of what the node stands in appeared, and where the pointer rested then. */
function latest(node) {
  const known = [];
  for (let each = node; each; each = each.parentNode) if (appeared.has(each)) known.push(appeared.get(each));
  return known.sort((one, other) => other.at - one.at)[0];
}
