"""What the sender of mails does, and what is heard of them, by the domain's functions."""

from dataclasses import replace

from plus_one.domain.copies import is_true
from plus_one.domain.decision import heads_up_is_true
from plus_one.domain.events import EventKind, Side, Written
from plus_one.domain.feedback import Feedback, Verdict, ends_offer_mails, heard
from plus_one.domain.notices import Cause
from plus_one.domain.packages import OfferState
from tests.model.memory_world import Told, World
from tests.model.seen import Got

VERDICTS = {
    "soft": Verdict.BOUNCED_SOFT,
    "delivered": Verdict.DELIVERED,
    "hard": Verdict.BOUNCED_HARD,
    "complaint": Verdict.COMPLAINED,
}


class Mails(World):
    def post(self, event: int) -> Got:
        told = self.events.get(event)
        if told is None:
            return Got(200)
        mailed: dict[str, str] = {}
        for side in told.event.free(self.now):
            if isinstance(side, Side):
                self._post(told, side, mailed)
        return Got(200, {"notices": told.states, "mailed": mailed})

    def _post(self, told: Told, side: Side, mailed: dict[str, str]) -> None:
        pair, notice = (told.event.client_id, told.event.coach_id), told.event.notices[side].claimed(self.now)
        if not self.people.keys() >= set(pair):
            is_over = told.event.kind is EventKind.OFFER_MADE and self._is_stale(told)
            waits = notice.not_yet(Cause.NO_ADDRESS, told.event.at, self.now)
            told.event = told.event.with_notice(side, notice.stale() if is_over else waits)
            return
        person = self.people[pair[side is Side.COACH]]
        if person.undeliverable:
            notice = notice.undeliverable()
        elif self._is_stale(told) or (pair in self.pairings and not is_true(told.event, side, self.known(pair))):
            notice = notice.stale()
        else:
            notice = notice.sent(str(self.step), self.now)
            mailed[side.value], told.mailed_to[side] = told.event.notice_kind, person.email
        told.event = told.event.with_notice(side, notice)

    def _is_stale(self, told: Told) -> bool:
        if told.event.kind is EventKind.OFFER_MADE:
            is_open = self.offers[int(told.event.event_id)].state(self.now) is OfferState.OPEN
            return not (is_open and self.contact_of((told.event.client_id, told.event.coach_id)).wants_mail)
        return told.event.kind is EventKind.SESSION_COMPLETED and not self._still_true(told)

    def _still_true(self, told: Told) -> bool:
        pairing = self.known((told.event.client_id, told.event.coach_id))
        true = heads_up_is_true(pairing, velocity_limit=self.velocity_limit, now=self.now)
        return true and told.said == (pairing.deck_seq, pairing.rate)

    def feedback(self, event: int, to: str, verdict: str) -> Got:
        told, side = self.events.get(event), Side(to)
        if told is None or side not in told.mailed_to:
            return Got(200)
        said = Feedback(
            written=Written(told.event.client_id, told.event.coach_id, told.event.event_id),
            side=side,
            verdict=VERDICTS[verdict],
            address=told.mailed_to[side],
            message_id=str(event),
            mailed_at=self.now,
        )
        before, after = told.event.notices[side], heard(told.event.notices[side], said)
        told.event = told.event.with_notice(side, after)
        if after != before and ends_offer_mails(told.event, said.verdict):
            self.no_offer_mails((told.event.client_id, told.event.coach_id))
            return Got(200)
        person = told.event.client_id if side is Side.CLIENT else told.event.coach_id
        if after != before and said.verdict.ends_mailing and self.people[person].email == said.address:
            self.people[person] = replace(self.people[person], undeliverable=True)
        return Got(200)
