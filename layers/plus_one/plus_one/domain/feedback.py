"""What became of a mail. It is heard later, perhaps twice, in any order, or before the mail is marked sent."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum

from plus_one.domain.events import Event, EventKind, Side, Written
from plus_one.domain.notices import UNSENT, Notice, NoticeState


class Verdict(IntEnum):
    """A higher one outweighs a lower one, whichever is heard first.

    A soft bounce beside a delivery is an automatic answer, like that of somebody on holiday.
    """

    BOUNCED_SOFT = 1
    DELIVERED = 2
    BOUNCED_HARD = 3
    COMPLAINED = 4

    @property
    def ends_mailing(self) -> bool:
        """Nothing more is mailed to that address."""
        return self >= Verdict.BOUNCED_HARD


_SAID = {
    Verdict.BOUNCED_SOFT: "bounced",
    Verdict.DELIVERED: "delivered",
    Verdict.BOUNCED_HARD: "bounced",
    Verdict.COMPLAINED: "complained",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """About the notice to one side of an event: the mail `message_id`, which went to `address` at `mailed_at`."""

    written: Written
    side: Side
    verdict: Verdict
    address: str
    message_id: str
    mailed_at: datetime


def heard(notice: Notice, feedback: Feedback) -> Notice:
    """The notice with what is known now: never less than before. Whatever became of the mail, it was sent."""
    if _verdict_on(notice) >= feedback.verdict:
        return notice
    if notice.state in UNSENT:
        notice = notice.sent(feedback.message_id, feedback.mailed_at)
    if feedback.verdict.ends_mailing:
        notice = notice.undeliverable()
    return replace(notice, feedback=_SAID[feedback.verdict])


def ends_offer_mails(about: Event, verdict: Verdict) -> bool:
    """A complaint about an offer is a word about that coach's offers. It is none about the address."""
    return about.kind is EventKind.OFFER_MADE and verdict is Verdict.COMPLAINED


def _verdict_on(notice: Notice) -> int:
    """0: nothing was heard yet."""
    if notice.feedback == "bounced":
        hard = notice.state is NoticeState.UNDELIVERABLE
        return Verdict.BOUNCED_HARD if hard else Verdict.BOUNCED_SOFT
    return next((verdict for verdict, said in _SAID.items() if said == notice.feedback), 0)
