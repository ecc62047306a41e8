"""What completing the last session would do now, in one sentence (product.md, R11 to R15; api.md, "preview")."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from plus_one.domain.book_now import book_now
from plus_one.domain.decision import Book, Decision, Skip
from plus_one.domain.events import Side
from plus_one.domain.explanations import because
from plus_one.domain.outlook_lines import preview_says
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Reason, unwritten
from plus_one.domain.sides import PRIVATE
from tests.builders import NOW, renewal
from tests.unit.domain.telling import NAMES, RATE, between, every_side, is_a_sentence

NEXT_PACKAGE = (
    "Nothing is on deck, so +1 starts with the next package: when its last session is marked complete, 1 more is"
    " booked at the rate by then, which is USD 66.67 now."
)
NEXT_BOOKING = (
    "Nothing is on deck until Iris Novak books the next session or package. When the last session is then marked"
    " complete, 1 more is booked at the rate by then, which is USD 66.67 now."
)
NOTHING = {Side.CLIENT: NEXT_PACKAGE, Side.COACH: NEXT_BOOKING}
DAY = datetime(2027, 1, 10, 23, tzinfo=UTC)
HELD = renewal().held(Reason.PAUSED, DAY, NOW)


@every_side
def test_the_preview_of_a_booking_names_the_rate(side: Side) -> None:
    said = preview_says(Book(RATE), between(on_deck=3), side)
    assert said == "When the last session is marked complete, 1 more is booked at USD 66.67."


@every_side
def test_with_nothing_on_deck_and_no_completion_to_book_for_a_preview_names_what_comes_first(side: Side) -> None:
    assert preview_says(Book(RATE), between(on_deck=0), side) == NOTHING[side]


@every_side
def test_between_a_last_completion_and_its_plus_one_a_preview_says_that_it_is_about_to_come(side: Side) -> None:
    due = between(on_deck=0, renewal=renewal())
    about_to = "The last session was marked complete, and 1 more is about to be booked at USD 66.67."
    assert preview_says(Book(RATE), due, side) == about_to
    for other in (renewal(epoch=3), renewal(deck_seq=2), renewal().skipped(Reason.PAUSED, NOW)):
        assert preview_says(Book(RATE), replace(due, renewal=other), side) == NOTHING[side]


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


@pytest.mark.parametrize(
    ("side", "reason", "says"),
    [
        (
            Side.CLIENT,
            Reason.PAUSED,
            "the next one would be on hold, because the pause that you set is not over. It resumes by itself after the"
            " last day of the pause, or when you end the pause in your preferences.",
        ),
        (Side.COACH, Reason.PAUSED, "the next one would be on hold by the client's own settings."),
        (
            Side.COACH,
            Reason.VELOCITY_GUARD,
            "the next one would be on hold, because so many +1s were booked within 24 hours that a safety limit stops"
            " the next one. It resumes by itself as those 24 hours pass.",
        ),
        (
            Side.CLIENT,
            Reason.NOT_ENROLLED,
            "nothing would be booked, because you are not enrolled in the +1 Program with Maya Chen. Only you can turn"
            " it on.",
        ),
        (
            Side.COACH,
            Reason.ZERO_RATE,
            "nothing would be booked, because the rate of the last package that Iris Novak booked is zero. It resumes"
            " by itself when Iris Novak books a package with a rate above zero.",
        ),
    ],
)
def test_a_preview_is_about_now_for_a_setting_may_end_before_the_session_does(
    side: Side, reason: Reason, says: str
) -> None:
    on_deck = preview_says(Skip(reason), between(on_deck=1), side)
    assert on_deck == f"If the last session were marked complete now, {says}"


@pytest.mark.parametrize(
    ("side", "why"),
    [
        (
            Side.CLIENT,
            "It can't be turned on, because Maya Chen does not offer auto-renewal on the last package that you",
        ),
        (
            Side.COACH,
            "It can't be turned on, because you do not offer auto-renewal on the last package that Iris Novak",
        ),
    ],
)
def test_nobody_is_told_to_turn_on_what_the_last_package_does_not_allow(side: Side, why: str) -> None:
    said = preview_says(Skip(Reason.NOT_ENROLLED), between(auto_renewal=False), side)
    assert said.endswith(f". {why} booked.")


@every_side
@pytest.mark.parametrize("on_deck", [0, 1, 8])
@pytest.mark.parametrize("reason", sorted(set(Reason) - {Reason.BOOKED}))
def test_the_preview_of_any_skip_is_a_sentence_that_says_why(reason: Reason, side: Side, on_deck: int) -> None:
    said = preview_says(Skip(reason), between(on_deck=on_deck), side)
    assert is_a_sentence(said)
    if side is Side.CLIENT or reason not in PRIVATE or not on_deck:
        assert f", because {because(reason, side, *NAMES)}. " in said
