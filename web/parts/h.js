// Elements from functions. Text becomes text nodes only, so nothing that people write can become markup.

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...shown(children));
  return element;
}

/** Replaces what is in a place. What had the focus there keeps it, itself or by its id; else the place gets it. */
export function put(place, ...children) {
  const before = document.activeElement;
  const focused = place.contains(before) && before !== place;
  place.replaceChildren(...shown(children));
  if (!focused) return;
  const now = place.contains(before) ? before : (document.getElementById(before.id) ?? place);
  now.focus({ preventScroll: true });
}

function set(element, name, value) {
  if (typeof value === "function") element.addEventListener(name.slice("on".length), value);
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
}

function shown(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}
