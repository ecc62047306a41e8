// What went wrong, in words for a person. The API's own sentences are used as they are.
const BY_STATUS = {
  0: "There is no connection at the moment. Nothing is lost: please try again.",
  401: "Your sign-in has ended. Please sign in again.",
  403: "This is not open to you. If that is a surprise, sign out and in again.",
  404: "There is no such thing, or it is not yours.",
  429: "That was too much at once. Please wait a moment and try again.",
  503: "The system is busy at the moment. Please try again.",
};
const BY_CODE = {
  UNREAD: "There was no answer in time. Please try again.",
  UNSURE:
    "There was no answer in time. It may be saved, or it may not." +
    " Press the same button again: nothing is done twice.",
};
const BY_MESSAGE = {
  "sign-in": "The sign-in did not work. Please try again.",
  storage:
    "This browser blocks storage for this page, and the sign-in needs it. Allow cookies and site data for this address" +
    " in the browser's settings, then reload the page.",
  insecure: "The sign-in needs a secure connection. Open this page with https:// at the start of its address.",
};
const OURS = "Something went wrong on our side. Please try again in a moment.";

export function words(problem) {
  if (Object.hasOwn(BY_MESSAGE, problem.message)) return BY_MESSAGE[problem.message];
  if (!("status" in problem)) {
    console.error(problem);
    return OURS;
  }
  if (problem.errors.length) return problem.errors.map(named).join(" ");
  return problem.detail || BY_CODE[problem.code] || BY_STATUS[problem.status] || OURS;
}

/** What the API says of a field, as a sentence. */
export const sentence = (message) => `${message.charAt(0).toUpperCase()}${message.slice(1)}`.replace(/[^.!?]$/, "$&.");

function named({ field, message }) {
  const name = field.replaceAll("_", " ").replaceAll(".", ": ");
  return sentence(`${name}: ${message}`);
}
