"""product.md and api.md once more, in plain Python: one request after the other, no store, nothing of the code."""

from datetime import datetime

from tests.model.law_mails import Mails
from tests.model.law_previews import Previews
from tests.model.law_sessions import Sessions
from tests.model.law_terms import Body
from tests.model.law_world import Answer, refuse
from tests.model.steps import Step

# What a suspended person cannot do: all that writes, but for leaving, the link and cancelling a +1.
REFUSED = {
    "profile", "offer", "withdraw", "contact", "book", "enroll", "complete", "reopen", "tap", "end",
    "take_end_back",
}  # fmt: skip


class Law(Previews, Sessions, Mails):
    def __init__(self, velocity_limit: int, start: datetime) -> None:
        super().__init__(velocity_limit, start)
        self.receipts: dict[tuple[str, str | None], tuple[Body, Answer]] = {}

    def do(self, step: Step) -> Answer:
        """With an Idempotency-Key, a repetition answers what the first request made and does nothing."""
        self.step = step.n
        args = {name: value for name, value in step.args.items() if name != "key"}
        if step.verb in REFUSED and self.person(step.args.get("person") or step.caller).suspended:
            return refuse("SUSPENDED", *(["SAME_PERSON"] if args.get("client") == step.caller else []))
        key = (step.caller, step.args.get("key"))
        if key not in self.receipts:
            answer: Answer = getattr(self, step.verb)(**args)
            if key[1] and not answer.codes:
                self.receipts[key] = (args, answer)
            return answer
        self.writes(step.caller)
        first, answer = self.receipts[key]
        return Answer(answer.status, ids(answer.body)) if first == args else refuse("IDEMPOTENCY_KEY_REUSED")


def ids(body: Body) -> Body:
    """What of an answer a repetition must repeat; the rest is as it stands now."""
    named = {"session": {"session_id": body["session"]["session_id"]}} if "session" in body else {}
    return named | {name: body[name] for name in ("sessions", "offer_id", "mailed") if name in body}
