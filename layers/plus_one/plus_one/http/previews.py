"""What a person is shown before a completion, and a client before booking or saving (api.md, "preview")."""

from datetime import datetime

from plus_one.domain.book_now import BookNow
from plus_one.domain.decision import Book, Decision
from plus_one.domain.enrollments import Effective
from plus_one.domain.events import Side
from plus_one.domain.outlook_lines import preview_says
from plus_one.domain.pairings import Pairing
from plus_one.domain.preview_lines import then_says
from plus_one.domain.previews import Preview
from plus_one.domain.renewals import Reason
from plus_one.http import present
from plus_one.http.answers import BookNowAnswer, ReasonCode
from plus_one.http.fields import Answer, MomentAnswer, MoneyAnswer, money


class PreviewAnswer(Answer):
    """What completing the last session would do now. `says` is a sentence for a person."""

    on_deck: int
    books: bool
    reason: ReasonCode
    rate: MoneyAnswer | None
    says: str


class HoldAnswer(Answer):
    """`resumes_at`: null if it waits for the client."""

    reason: ReasonCode
    resumes_at: MomentAnswer | None


class ClientsPreviewAnswer(PreviewAnswer):
    """With nothing on deck: what is on hold, and what the client can book now, or why not."""

    hold: HoldAnswer | None
    book_now: BookNowAnswer | None
    cannot_because: ReasonCode | None


class OutlookAnswer(PreviewAnswer):
    """With how the +1 Program stands."""

    effective: Effective


class ForeseenAnswer(Answer):
    """The pairing as it is (null before the first package), and as it would be."""

    now: OutlookAnswer | None
    then: OutlookAnswer


def preview(pairing: Pairing, decision: Decision, side: Side, now: BookNow | None = None) -> PreviewAnswer:
    books = isinstance(decision, Book)
    return PreviewAnswer(
        on_deck=pairing.on_deck,
        books=books,
        reason=present.reason(side, Reason.BOOKED if isinstance(decision, Book) else decision.reason),
        rate=money(decision.rate) if isinstance(decision, Book) else None,
        says=preview_says(decision, pairing, side, now),
    )


def clients_preview(pairing: Pairing, decision: Decision, now: BookNow) -> ClientsPreviewAnswer:
    hold = pairing.hold
    held = HoldAnswer(reason=present.reason(Side.CLIENT, hold.reason), resumes_at=hold.resumes_at) if hold else None
    return ClientsPreviewAnswer(
        **dict(preview(pairing, decision, Side.CLIENT, now)),
        hold=held,
        book_now=present.bookable(now),
        cannot_because=now.refused if now.renewal else None,
    )


def foreseen(now: Preview | None, then: Preview, at: datetime) -> ForeseenAnswer:
    return ForeseenAnswer(now=_outlook(now) if now else None, then=_outlook(then, says=then_says(now, then, at)))


def _outlook(value: Preview, **changed: str) -> OutlookAnswer:
    known = preview(value.pairing, value.decision, Side.CLIENT, value.tap).model_dump() | changed
    return OutlookAnswer(**known, effective=value.standing.effective)
