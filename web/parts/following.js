// A line about what is being typed. It asks the API when the typing pauses, and shows only the latest answer.
import { h } from "./h.js";

const PAUSE = 400;

/** `answer` takes what is typed, and `show` makes words of the answer. `follow(null)` empties the line. */
export function following(answer, show = (words) => words ?? "") {
  const place = h("p", { class: "hint", role: "status" });
  let latest = 0;
  let later = 0;
  let about = null;
  const say = (words, typed = null) => {
    place.textContent = words;
    about = JSON.stringify(typed);
  };
  const begin = () => {
    latest += 1;
    clearTimeout(later);
    return latest;
  };
  const ask = async (typed, mine) => {
    const answered = await answer(typed);
    if (mine === latest) say(show(answered), typed);
  };
  place.follow = (typed) => {
    const mine = begin();
    const refused = (problem) => {
      if (mine === latest) say(show(null) || refusal(problem));
    };
    if (typed === null) say(show(null));
    else later = setTimeout(() => ask(typed, mine).catch(refused), PAUSE);
  };
  /** Whether the line was about something else; then it is about this now. */
  place.catchUp = async (typed) => {
    if (about === JSON.stringify(typed)) return false;
    await ask(typed, begin());
    return true;
  };
  return place;
}

/** Only the API's own sentence of why not. Sending the form says what is wrong with a field. */
const refusal = ({ status, errors, detail }) => (status === 409 || (status === 422 && !errors.length) ? detail : "");
