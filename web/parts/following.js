// A line about what is being typed. It asks the API when the typing pauses, and shows only the latest answer.
import { h } from "./h.js";

const PAUSE = 400;

/** `answer` takes what is typed and gives words. `follow(null)` empties the line. */
export function following(answer) {
  const place = h("p", { class: "hint", role: "status" });
  let latest = 0;
  let later = 0;
  place.follow = (typed) => {
    latest += 1;
    const mine = latest;
    clearTimeout(later);
    const say = (words) => {
      if (mine === latest) place.textContent = words;
    };
    if (typed === null) say("");
    else later = setTimeout(() => answer(typed).catch(refusal).then(say), PAUSE);
  };
  return place;
}

/** Only the API's own sentence of why not. Sending the form says what is wrong with a field. */
const refusal = ({ status, errors, detail }) => (status === 409 || (status === 422 && !errors.length) ? detail : "");
