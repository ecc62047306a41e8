// Labelled fields. A hint belongs to its field for who cannot see that it stands below it, and so does what is wrong.
import { typed, unreadable } from "../money.js";
import { plain, whole } from "../numbers.js";
import { calendarText } from "../when.js";
import { h } from "./h.js";

const FARTHEST = "9999-12-31";
let count = 0;

/** `check`: says what is wrong with what was typed, "" for nothing. */
export function field(label, name, { check, ...attributes } = {}, hint = "") {
  const input = (ids) => h("input", { name, type: "text", autocomplete: "off", ...ids, ...attributes });
  return labelled(label, hint, input, check);
}

/** A line of a person's own words, of at most `longest` characters. */
export function line(label, name, longest, attributes = {}) {
  const check = (text) => ([...text.trim().normalize()].length > longest ? `At most ${longest} characters.` : "");
  return field(label, name, { dir: "auto", check, ...attributes });
}

/** Not of type `number`: in such a field the wheel changes the number. */
export function number(label, name, { min, max, ...attributes }, hint = "") {
  const fits = (value) => value !== null && value >= min && value <= max;
  const check = (text) => (fits(whole(text)) ? "" : `Write a whole number from ${min} to ${max}.`);
  return field(label, name, { inputmode: "numeric", check, ...attributes }, hint);
}

export function amount(label, name, currency, { value, ...attributes }, hint = "") {
  const check = (text) => unreadable(text, currency);
  const shown = { value: value && typed(value), inputmode: "decimal", check };
  return field(`${label}, in ${currency}`, name, { ...shown, ...attributes }, hint);
}

/** What a browser without a calendar lets through is checked, too. */
export function date(label, name, { min, max = FARTHEST, ...attributes }, hint = "") {
  const check = (text) => {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
    if (!isDay) return "This is no day. Write one like 2027-12-31.";
    if (text > max) return `Choose ${calendarText(max)} or an earlier day.`;
    return text < min ? `Choose ${calendarText(min)} or a later day.` : "";
  };
  return field(label, name, { type: "date", min, max, check, ...attributes }, hint);
}

/** `options`: [value, label]. */
export function choice(label, name, options, chosen, hint = "", attributes = {}) {
  const option = ([value, said]) => h("option", { value, selected: value === chosen }, said);
  return labelled(label, hint, (ids) => h("select", { name, ...ids, ...attributes }, options.map(option)));
}

export function tick(label, name, attributes = {}, hint = "") {
  const ids = next(hint);
  const box = h("input", { type: "checkbox", name, ...ids, ...attributes });
  return h("div", { class: "field tick" }, h("label", {}, box, h("span", {}, label)), below(hint, ids));
}

/** What is wrong with a field as it is now, "" for nothing. */
export function refusal(input) {
  if (!input.willValidate) return "";
  if (input.validity.badInput) return input.check("");
  if (input.type === "checkbox") return input.required && !input.checked ? "Tick this first." : "";
  if (plain(input.value)) return input.check?.(input.value) ?? "";
  if (!input.required) return "";
  return input.tagName === "SELECT" ? "Choose one." : "Fill this in.";
}

export function mark(input, why) {
  input.setAttribute("aria-invalid", "true");
  place(input).textContent = why;
}

export function unmark(input) {
  input.removeAttribute("aria-invalid");
  place(input)?.replaceChildren();
}

const place = (input) => input.closest(".field")?.querySelector(".wrong");

function labelled(label, hint, input, check) {
  const ids = next(hint);
  const made = Object.assign(input(ids), { check });
  return h("div", { class: "field" }, h("label", { for: ids.id }, label), made, below(hint, ids));
}

function next(hint) {
  count += 1;
  return { id: `field-${count}`, "aria-describedby": `wrong-${count}${hint ? ` hint-${count}` : ""}` };
}

function below(hint, ids) {
  const [wrong, hinted] = ids["aria-describedby"].split(" ");
  return [h("p", { class: "wrong", id: wrong }), hint ? h("p", { class: "hint", id: hinted }, hint) : null];
}
