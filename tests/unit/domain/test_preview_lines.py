"""What booking or saving would do, said before the click: whole sentences (api.md, "preview")."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from plus_one.domain.decision import Book
from plus_one.domain.enrollments import Effective
from plus_one.domain.packages import Offer
from plus_one.domain.pairings import Pairing
from plus_one.domain.preview_lines import then_says
from plus_one.domain.previews import Change, preview, preview_after
from plus_one.domain.profiles import Profile
from plus_one.domain.renewals import Reason
from plus_one.domain.settings import DEFAULTS, Settings
from tests.builders import CLIENT, ENROLLED, MS, NOW, offer, pairing, renewal, usd

LIMIT = 12
ALL_REASONS = set(Reason) - {
    Reason.BOOKED,
    Reason.NOT_ENROLLED,
    Reason.ENROLLMENT_CHANGED,
    Reason.COMPLETION_UNDONE,
    Reason.ALREADY_ON_DECK,
    Reason.PROGRAM_STOPPED,  # said of a stop, which the rule does not ask for
}
PAUSE = Settings(paused_until=date(2099, 12, 31))
PAUSED = (
    "because you paused the +1 Program through 31 December 2099. It can resume after that day, or as soon as you end"
    " the pause."
)


def said(
    known: Pairing | None,
    offered: Offer | None = None,
    settings: Settings | None = None,
    *,
    terms: str | None = None,
    stopped: bool = False,
    **client: Any,
) -> str:
    who = Profile(user_id=CLIENT, name="Iris Novak", email="iris@example.com", **client)
    now = preview(known, velocity_limit=LIMIT, now=NOW) if known else None
    change = Change(offered, settings, terms)
    then = preview_after(known, who, change, velocity_limit=LIMIT, now=NOW, stopped=stopped)
    return then_says(now, then, NOW)


def adjusted(settings: Settings, **given: Any) -> Pairing:
    return pairing(enrollment=ENROLLED.adjusted(settings), **given)


BOOKS = "When your last booked session is complete, we'll book one more at USD 66.67."


def test_a_save_in_the_last_millisecond_of_a_pause_is_foreseen_with_the_pause_over() -> None:
    """A completion after it would be later than the save."""
    midnight = datetime.combine(NOW.date() + timedelta(days=1), time(), NOW.tzinfo)
    who, known = Profile(user_id=CLIENT, name="Iris Novak", email="iris@example.com"), pairing(latest_at=NOW)
    change = Change(None, Settings(paused_until=NOW.date()))
    then = preview_after(known, who, change, velocity_limit=LIMIT, now=midnight - MS)
    assert isinstance(then.decision, Book)


def test_a_client_who_is_paused_stays_on_hold_after_the_next_package() -> None:
    """Case 32."""
    assert said(adjusted(PAUSE, auto_renewal=False), offer()) == f"Still on hold, {PAUSED}"


def test_it_stays_on_resumes_or_is_on() -> None:
    assert said(pairing(), offer()) == f"The +1 Program stays on. {BOOKS}"
    assert said(pairing(auto_renewal=False), offer()) == f"The +1 Program resumes. {BOOKS}"
    assert said(adjusted(PAUSE), settings=DEFAULTS) == f"The +1 Program resumes. {BOOKS}"
    assert said(pairing(enrolled=False), settings=DEFAULTS) == f"The +1 Program is on. {BOOKS}"
    assert said(None, offer(), DEFAULTS) == f"The +1 Program is on. {BOOKS}"


def test_the_rate_is_the_one_of_the_offer() -> None:
    assert said(pairing(), offer(price=usd(75_000))).endswith("we'll book one more at USD 75.00.")


def test_booking_turns_nothing_on_and_a_package_may_not_allow_it() -> None:
    off = "The +1 Program stays off"
    assert said(pairing(enrolled=False), offer()) == said(None, offer()) == f"{off} until you turn it on."
    why = "You can't turn it on, because {} package doesn't include auto-renewal."
    without = offer(auto_renewal=False)
    for known, settings in ((None, None), (None, DEFAULTS), (pairing(enrolled=False), DEFAULTS)):
        assert said(known, without, settings) == f"{off}. {why.format('this')}"
    refused = pairing(enrolled=False, auto_renewal=False)
    assert said(refused, settings=DEFAULTS) == said(refused) == f"{off}. {why.format('your latest')}"


OWN_TAP = "You have no session booked. You can book your next one yourself, at USD 66.67."
KEPT: dict[Reason, tuple[Pairing, Offer | None, Settings | None, str]] = {
    Reason.PACKAGE_NOT_RENEWABLE: (
        pairing(),
        offer(auto_renewal=False),
        None,
        "this package doesn't include auto-renewal. It can resume once you book a package that includes auto-renewal.",
    ),
    Reason.ZERO_RATE: (
        pairing(),
        offer(price=usd(0)),
        None,
        "the rate of this package is zero. It can resume once you book a package with a rate above zero.",
    ),
    Reason.PAUSED: (pairing(), None, PAUSE, PAUSED.removeprefix("because ")),
    Reason.STOP_AFTER_REACHED: (
        pairing(),
        None,
        Settings(stop_after=0),
        "you allow no more +1s. It can resume once you allow more.",
    ),
    Reason.SPEND_CAP_REACHED: (
        pairing(spent={"2026-11": 6667}),
        None,
        Settings(monthly_spend_cap=usd(10_000)),
        "your monthly cap has USD 33.33 left and the rate is USD 66.67. It can resume once the cap has room for the"
        " rate.",
    ),
    Reason.RATE_ABOVE_MAXIMUM: (
        adjusted(Settings(max_rate=usd(7000))),
        offer(price=usd(75_000)),
        None,
        "the rate of USD 75.00 is above USD 70.00, the highest that you allow. It can resume once you raise or remove"
        " that limit, or book a package at a lower rate.",
    ),
    Reason.COACH_ENDED: (
        pairing(coach_has_ended=True),
        None,
        PAUSE,
        "Maya Chen ended the work with you. It can resume once your coach takes that back.",
    ),
    Reason.VELOCITY_GUARD: (
        pairing(enrolled=False, recent_plus_ones=(NOW,) * LIMIT),
        None,
        DEFAULTS,
        "so many +1s were booked within 24 hours that a safety limit stops the next one. It can resume as those 24"
        " hours pass.",
    ),
}


@pytest.mark.parametrize("reason", KEPT)
def test_what_would_be_on_hold_says_why_and_what_it_takes_to_resume(reason: Reason) -> None:
    known, offered, settings, why = KEPT[reason]
    assert said(known, offered, settings).removeprefix("Still on hold, b").removeprefix("On hold, b") == f"ecause {why}"


def test_mail_that_does_not_arrive_keeps_a_new_package_from_booking_and_saving_clears_it() -> None:
    flagged = pairing(client_undeliverable=True)
    assert said(flagged, offer(), undeliverable=True) == (
        "Still on hold, because our mail doesn't reach you, and we book nothing without telling you. It can resume once"
        " you save your settings or verify a new address."
    )
    assert said(flagged, settings=DEFAULTS) == f"The +1 Program resumes. {BOOKS}"


def test_every_reason_for_a_hold_has_its_sentence() -> None:
    assert KEPT.keys() | {Reason.NOTICE_UNDELIVERABLE} == ALL_REASONS


def test_a_cap_that_was_lowered_below_what_is_spent_has_nothing_left() -> None:
    spent = pairing(spent={"2026-11": 20_000})
    assert "your monthly cap has USD 0.00 left" in said(spent, settings=Settings(monthly_spend_cap=usd(10_000)))


def test_with_nothing_booked_only_a_package_brings_the_next_plus_one() -> None:
    assert said(adjusted(PAUSE, on_deck=0), settings=PAUSE) == (
        f"Still on hold, {PAUSED} You have no session booked, so the next +1 needs a new package first."
    )
    assert said(pairing(on_deck=0), settings=DEFAULTS) == (
        "The +1 Program stays on. You have no session booked, so the next +1 needs a new package first."
    )


def test_between_a_last_completion_and_its_plus_one_saving_keeps_it_and_turning_on_again_does_not() -> None:
    due = pairing(on_deck=0, renewal=renewal())
    assert said(due, settings=DEFAULTS) == (
        "The +1 Program stays on. Your last session is complete, and we're about to book one more at USD 66.67."
    )
    off = replace(due, enrollment=replace(due.enrollment, state=pairing(enrolled=False).enrollment.state))
    assert preview(off, velocity_limit=LIMIT, now=NOW).standing.effective is Effective.OFF
    assert said(off, settings=DEFAULTS) == f"The +1 Program is on. {OWN_TAP}"
