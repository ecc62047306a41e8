// Labelled fields. A hint belongs to its field for who cannot see that it stands below it.
import { parsed, typed } from "../money.js";
import { h } from "./h.js";

let count = 0;

export function field(label, name, attributes = {}, hint = "") {
  return labelled(label, hint, (ids) => h("input", { name, type: "text", autocomplete: "off", ...ids, ...attributes }));
}

/** An amount of a currency. What is not one does not pass, so nothing typed is ever taken for nothing. */
export function amount(label, name, currency, { value, ...attributes }, hint = "") {
  const like = `An amount like ${typed({ amount: 6667, currency })}`;
  const check = ({ target }) =>
    target.setCustomValidity(target.value.trim() && !parsed(target.value, currency) ? like : "");
  const shown = { value: value && typed(value), inputmode: "decimal", oninput: check };
  return field(`${label}, in ${currency}`, name, { ...shown, ...attributes }, hint);
}

/** `options`: [value, label]. */
export function choice(label, name, options, chosen, hint = "", attributes = {}) {
  const option = ([value, said]) => h("option", { value, selected: value === chosen }, said);
  return labelled(label, hint, (ids) => h("select", { name, ...ids, ...attributes }, options.map(option)));
}

export function tick(label, name, attributes = {}, hint = "") {
  const ids = next(hint);
  const box = h("input", { type: "checkbox", name, ...ids, ...attributes });
  return h("div", { class: "field tick" }, h("label", {}, box, h("span", {}, label)), said(hint, ids));
}

function labelled(label, hint, input) {
  const ids = next(hint);
  return h("div", { class: "field" }, h("label", { for: ids.id }, label), input(ids), said(hint, ids));
}

function next(hint) {
  count += 1;
  return { id: `field-${count}`, "aria-describedby": hint ? `hint-${count}` : null };
}

function said(hint, ids) {
  return hint ? h("p", { class: "hint", id: ids["aria-describedby"] }, hint) : null;
}
