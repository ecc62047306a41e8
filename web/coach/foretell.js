// What marking a session complete will do, said before the click. The rule's word is the API's preview.
import { money } from "../money.js";
import { withOwn } from "../parts/own.js";
import { sessions } from "../parts/pieces.js";

export function foretell({ name, on_deck: onDeck }, { books, rate, says: plain }) {
  const says = withOwn(plain, name);
  if (onDeck > 1)
    return [`Marking one complete leaves ${sessions(onDeck - 1)} on deck and books nothing. `, last(books, rate, says)];
  if (onDeck && books) return `This is the last session on deck: marking it complete, a no-show too, books 1 more at ${money(rate)}.`;
  return onDeck ? ["This is the last session on deck. ", says] : says;
}

const last = (books, rate, says) => (books ? `Marking the last one complete, a no-show too, books 1 more at ${money(rate)}.` : says);
