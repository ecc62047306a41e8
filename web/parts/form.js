// Forms that say beside each field what is wrong with it. The browser's own bubble says it in its own words, one field
// at a time, and leaves what was said before.
import { busy } from "./action.js";
import { mark, refusal, unmark } from "./fields.js";
import { h } from "./h.js";
import { hush } from "./news.js";
import { sentence } from "./problems.js";

export function form(attributes, does, ...children) {
  const element = h("form", { novalidate: true, ...attributes }, ...children);
  element.addEventListener("input", ({ target }) => unmark(target));
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    hush();
    const fields = [...element.elements].filter(({ name }) => name);
    if (marked(fields.map((field) => [field, refusal(field)]))) return;
    const button = event.submitter ?? element.querySelector("[type=submit]");
    busy(button, () => does(element).catch((problem) => refused(element, problem)));
  });
  return element;
}

/** What the API says of a field stands beside it; the rest is thrown on. */
function refused({ elements }, problem) {
  const { errors = [] } = problem;
  const named = errors.map((error) => [fieldOf(elements, error), sentence(error.message), error]);
  const rest = named.filter(([field]) => !field);
  if (!marked(named.filter(([field]) => field)) || rest.length)
    throw Object.assign(problem, { errors: rest.map(([, , error]) => error) });
}

/** Whether it could be sent as it is. */
export const isGood = ({ elements }) => ![...elements].some(refusal);

const fieldOf = (elements, { field }) =>
  field
    .split(".")
    .reverse()
    .map((name) => elements.namedItem(name))
    .find((found) => found?.willValidate);

/** The first of them gets the focus; false if there is none. */
function marked(fields) {
  const wrong = fields.filter(([, why]) => why);
  wrong.forEach(([field, why]) => mark(field, why));
  wrong[0]?.[0].focus();
  return wrong.length > 0;
}
