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
const OURS = "Something went wrong on our side. Please try again in a moment.";

export function words(problem) {
  if (!("status" in problem)) {
    console.error(problem);
    return OURS;
  }
  if (problem.errors.length) return problem.errors.map(named).join(" ");
  return problem.detail || BY_CODE[problem.code] || BY_STATUS[problem.status] || OURS;
}

function named({ field, message }) {
  const name = field.replaceAll("_", " ").replaceAll(".", ": ");
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${message}.`;
}
