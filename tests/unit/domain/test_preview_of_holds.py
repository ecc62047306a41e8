"""What is next while nothing is on deck, as a preview says it (product.md, R11 to R17)."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from plus_one.domain.book_now import book_now
from plus_one.domain.decision import Book, Decision, Skip
from plus_one.domain.events import Side
from plus_one.domain.outlook_lines import preview_says
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Reason, unwritten
from plus_one.domain.sides import PRIVATE
from tests.builders import NOW, renewal
from tests.unit.domain.telling import RATE, between, every_side
from tests.unit.domain.test_preview import NEXT_PACKAGE

DAY = datetime(2027, 1, 10, 23, tzinfo=UTC)
HELD = renewal().held(Reason.PAUSED, DAY, NOW)


def to_client(decision: Decision, pairing: Pairing, *, stopped: bool = False) -> str:
    tap = book_now(pairing, velocity_limit=12, stopped=stopped, now=NOW)
    return preview_says(decision, pairing, Side.CLIENT, tap)


def on_hold(**given: Any) -> Pairing:
    return between(**{"on_deck": 0, "renewal": HELD, "client_time_zone": "Europe/Berlin"} | given)


def test_a_hold_says_why_its_day_and_its_rate_and_that_it_can_be_booked_now() -> None:
    assert to_client(Skip(Reason.PAUSED), on_hold()) == (
        "Your next session with Maya Chen is on hold, because the pause that you set is not over. We'll book it on"
        " 11 January 2027 at USD 66.67. You can book it now at USD 66.67."
    )


def test_a_hold_without_a_moment_waits_for_the_client() -> None:
    waits = on_hold(renewal=renewal().held(Reason.RATE_ABOVE_MAXIMUM, None, NOW))
    asks = "because the rate is above the maximum that you set. We won't book it unless you say so."
    for decision in (Skip(Reason.RATE_ABOVE_MAXIMUM), Book(RATE)):
        said = to_client(decision, waits)
        assert said.endswith(f"is on hold, {asks} You can book it now at USD 66.67.")
    assert to_client(Book(RATE), waits, stopped=True).endswith(asks)


def test_a_hold_that_is_free_is_about_to_be_booked() -> None:
    assert to_client(Book(RATE), on_hold()) == (
        "Your next session with Maya Chen is no longer on hold. We're about to book it at USD 66.67."
    )


@pytest.mark.parametrize("reason", sorted(PRIVATE))
@pytest.mark.parametrize("moment", [None, DAY])
def test_to_a_coach_a_hold_has_no_reason_day_or_limit(reason: Reason, moment: datetime | None) -> None:
    held = on_hold(renewal=renewal().held(reason, moment, NOW))
    for decision in (Skip(reason), Book(RATE)):
        assert preview_says(decision, held, Side.COACH) == (
            "The next session with Iris Novak is on hold by the client's own settings."
        )


def test_a_coach_reads_a_reason_that_is_not_private() -> None:
    held = on_hold(renewal=renewal().held(Reason.NOTICE_UNDELIVERABLE, None, NOW))
    assert preview_says(Skip(Reason.NOTICE_UNDELIVERABLE), held, Side.COACH) == (
        "The next session with Iris Novak is on hold, because our mail does not reach Iris Novak, and no +1 is booked"
        " without telling Iris Novak."
    )


def test_after_a_skip_the_client_can_book_now_or_reads_why_not() -> None:
    skipped = between(on_deck=0, renewal=renewal(epoch=0).skipped(Reason.ENROLLMENT_CHANGED, NOW))
    can = "Nothing is on deck. You can book your next session with Maya Chen now at USD 66.67."
    assert to_client(Book(RATE), skipped) == to_client(Skip(Reason.PAUSED), skipped) == can
    ended = replace(skipped, coach_has_ended=True)
    assert to_client(Skip(Reason.COACH_ENDED), ended) == (
        "Nothing is on deck, and you can't book your next session now, because Maya Chen ended the work with you. Only"
        " Maya Chen can take that back."
    )
    assert to_client(Book(RATE), skipped, stopped=True) == (
        "Nothing is on deck, and you can't book your next session now, because no +1s are booked for now. What"
        " is due by then is booked as soon as they resume."
    )


@every_side
def test_while_bookings_are_stopped_a_completion_would_wait(side: Side) -> None:
    assert preview_says(Skip(Reason.PROGRAM_STOPPED), between(on_deck=1), side) == (
        "If the last session were marked complete now, the next one would wait, because no +1s are booked for now. What"
        " is due by then is booked as soon as they resume."
    )


def test_a_hold_that_would_be_free_waits_for_the_start() -> None:
    stopped = Skip(Reason.PROGRAM_STOPPED)
    assert to_client(stopped, on_hold(), stopped=True) == (
        "Your next session with Maya Chen is on hold, because no +1s are booked for now. We'll book it as soon as they"
        " resume."
    )
    waits = on_hold(renewal=renewal().held(Reason.RATE_ABOVE_MAXIMUM, None, NOW))
    assert to_client(stopped, waits, stopped=True).endswith("We won't book it unless you say so.")


def test_what_was_booked_once_is_not_offered_again() -> None:
    used = between(on_deck=0, renewal=renewal().booked(NOW))
    assert to_client(Book(RATE), used) == NEXT_PACKAGE


def test_a_client_who_is_not_enrolled_reads_that_first() -> None:
    off = between(on_deck=0, enrolled=False, renewal=unwritten(renewal()))
    assert to_client(Skip(Reason.NOT_ENROLLED), off).endswith("with Maya Chen. Only you can turn it on.")
