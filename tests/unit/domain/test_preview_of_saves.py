"""What a save would do to what is on hold, said before the click (product.md, R12, R15)."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Reason
from plus_one.domain.settings import DEFAULTS, Settings
from tests.builders import NOW, offer, pairing, renewal, usd
from tests.unit.domain.test_preview_lines import OWN_TAP, PAUSE, adjusted, said

TO_JANUARY = Settings(paused_until=date(2027, 1, 10))


def held(reason: Reason = Reason.PAUSED, until: datetime | None = None, **given: Any) -> Pairing:
    return adjusted(TO_JANUARY, on_deck=0, renewal=renewal().held(reason, until, NOW), **given)


def test_a_save_that_books_what_is_on_hold_says_so_before_the_click() -> None:
    assert said(held(), settings=DEFAULTS) == "Saving books 1 session with Maya Chen at USD 66.67."
    assert said(held(), settings=DEFAULTS, stopped=True) == (
        "No +1s are booked for now. We'll book 1 session with Maya Chen at USD 66.67 as soon as they resume."
    )


def test_a_save_that_moves_what_is_on_hold_says_the_new_day_and_the_rate() -> None:
    later = Settings(paused_until=date(2027, 2, 14))
    assert said(held(), settings=later) == (
        "Still on hold, because you paused the +1 Program through 14 February 2027. We'll book it on 15 February 2027"
        " at USD 66.67."
    )
    cap = Settings(monthly_spend_cap=usd(10_000))
    assert said(held(spent={"2026-11": 6667}), settings=cap).endswith("We'll book it on 1 December 2026 at USD 66.67.")


def test_a_save_that_leaves_no_day_says_that_it_waits() -> None:
    """R15: neither a rate above the maximum nor a moment more than 180 days away books by itself."""
    for settings in (Settings(max_rate=usd(6666)), PAUSE):
        assert said(held(until=NOW), settings=settings).endswith(". We won't book it unless you say so.")


def test_under_older_terms_it_waits_unless_the_save_accepts_the_new_ones() -> None:
    older = held()
    older = replace(older, enrollment=replace(older.enrollment, terms_version="2026-11"))
    later = Settings(paused_until=date(2027, 2, 14))
    assert said(older, settings=later).endswith(". We won't book it unless you say so.")
    assert said(older, settings=later, terms="2026-12").endswith(". We'll book it on 15 February 2027 at USD 66.67.")


def test_a_package_takes_the_place_of_what_is_on_hold() -> None:
    assert said(held(), offer()).startswith("Still on hold, because you paused the +1 Program through 10 January 2027.")
    assert "book it on" not in said(held(), offer())


def test_with_nothing_on_hold_a_save_books_nothing_and_the_client_can() -> None:
    skipped = renewal().skipped(Reason.ENROLLMENT_CHANGED, NOW)
    open_tap = pairing(on_deck=0, renewal=skipped)
    assert said(open_tap, settings=DEFAULTS) == f"The +1 Program stays on. {OWN_TAP}"
    assert said(open_tap, settings=DEFAULTS, stopped=True) == (
        "On hold, because no +1s are booked for now. What is due by then is booked as soon as they resume."
        " You have no session booked."
    )


def test_as_it_is_a_hold_that_is_free_is_about_to_be_booked() -> None:
    free = pairing(on_deck=0, renewal=renewal().held(Reason.PAUSED, NOW, NOW))
    assert said(free) == "The +1 Program stays on. What was on hold is free, and we're about to book it at USD 66.67."
