"""The system under test without a store: the domain's own functions, and dicts where the actions have the table."""

from plus_one.domain.refusals import Refusal, Suspended
from plus_one.http.problems import STATUS
from tests.model.law import REFUSED
from tests.model.memory_enrollments import Enrollments
from tests.model.memory_mails import Mails
from tests.model.memory_previews import Previews
from tests.model.memory_sessions import Sessions
from tests.model.seen import Body, Got
from tests.model.steps import Step


class Memory(Previews, Enrollments, Sessions, Mails):
    def do(self, step: Step) -> Got:
        self.step = step.n
        try:
            if step.verb in REFUSED and (step.args.get("person") or step.caller) in self.suspended:
                raise Suspended
            got: Got = getattr(self, step.verb)(**step.args)
        except Refusal as refusal:
            return Got(STATUS[type(refusal)].value, code=refusal.code)
        return got

    def notices(self, step: int) -> dict[str, str]:
        told = self.events.get(step)
        return dict.fromkeys(told.states, told.event.notice_kind) if told else {}

    def details(self, pair: tuple[str, str], side: str) -> Body:
        mine = {name: self.sessions[name] for name, owner in self.owners.items() if owner == pair}
        return {"sessions": {name: one.status.value for name, one in mine.items()}}
