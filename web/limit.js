// How long the page waits for an answer, however often it asks. A function is stopped after ten seconds and API Gateway
// gives up after thirty: what has not come by now is not worth the wait.
export const LONGEST = 20_000;

export const limit = (longest = LONGEST) => AbortSignal.timeout(longest);
