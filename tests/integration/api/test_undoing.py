"""A completion marked by mistake, and a +1 that somebody cancels (product.md, "Doubtful cases")."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.integration.api import shapes
from tests.integration.api.pair import Pair, refused
from tests.integration.api.shapes import misfits
from tests.marketplace import Json, client, coach


@pytest.fixture
def last(pair: Pair) -> str:
    """The last session of a client who wants three +1s at the most."""
    [session] = pair.book(sessions=1)["sessions"]
    pair.by_client("PUT", "/enrollment", {"stop_after": 3})
    return str(session["session_id"])


def plus_one(pair: Pair) -> Json:
    [booked] = pair.sessions("?status=booked")
    return booked


def mails_of_cancelling(pair: Pair) -> set[str]:
    pair.marketplace.tell_the_other_side()
    return {mail.tags["side"] for mail in pair.marketplace.mails_of("plus_one_cancelled")}


def test_reopening_a_completion_takes_its_untouched_plus_one_back_and_tells_both(pair: Pair, last: str) -> None:
    pair.renew()
    booked = plus_one(pair)
    reopened = pair.reopen(last)

    assert misfits(reopened, shapes.REOPENING) == []
    assert reopened["session"]["status"] == "booked"
    assert (reopened["cancelled_plus_one"]["session_id"], reopened["pairing"]["on_deck"]) == (booked["session_id"], 1)
    assert pair.pairing()["renewal"]["state"] == "booked"
    assert pair.enrollment()["stop_after"] == 3
    assert mails_of_cancelling(pair) == {"client", "coach"}


def test_reopening_before_the_booking_skips_the_renewal_as_undone_and_mails_nobody(pair: Pair, last: str) -> None:
    pair.complete(last)
    pair.reopen(last)
    pair.settle()

    [reopened] = [item for item in pair.marketplace.items() if item.get("kind") == {"S": "session_reopened"}]
    assert "notices" not in reopened
    assert pair.pairing()["renewal"]["reason"] == "COMPLETION_UNDONE"
    assert pair.pairing()["on_deck"] == 1


def test_completing_again_after_reopening_is_a_new_trigger(pair: Pair, last: str) -> None:
    pair.renew()
    pair.reopen(last)

    assert pair.renew()["reason"] == "BOOKED"
    assert [each["status"] for each in pair.sessions() if each["origin"] == "plus_one"] == ["booked", "cancelled"]


def test_a_completed_plus_one_is_in_the_way_of_reopening(pair: Pair, last: str) -> None:
    pair.renew()
    pair.complete_all()

    refused(pair.try_to_reopen(last), 409, "PLUS_ONE_IN_USE")


def test_a_cancelled_plus_one_is_no_obstacle_to_reopening(pair: Pair, last: str) -> None:
    pair.renew()
    pair.by_client("POST", f"/sessions/{plus_one(pair)['session_id']}/cancel")

    assert pair.reopen(last)["cancelled_plus_one"] is None


@pytest.mark.parametrize(("hours", "status"), [(23, 200), (25, 409)])
def test_a_completion_is_reopened_within_24_hours(
    pair: Pair, last: str, hours: int, status: int, later: Callable[..., None]
) -> None:
    pair.complete(last)
    later(hours=hours)

    reply = pair.try_to_reopen(last)
    assert (reply.status, reply.body.get("code")) == (status, None if status == 200 else "REOPEN_WINDOW_OVER")


@pytest.mark.parametrize("side", ["client", "coach"])
def test_either_side_cancels_a_plus_one_that_triggers_nothing_and_both_are_told(
    pair: Pair, last: str, side: str
) -> None:
    pair.renew()
    by = pair.by_client if side == "client" else pair.by_coach
    cancelled = by("POST", f"/sessions/{plus_one(pair)['session_id']}/cancel")

    seen = shapes.COACH if side == "client" else shapes.CLIENT
    assert misfits(cancelled.body, {"session": shapes.SESSION, "pairing": seen}) == []
    assert (cancelled.status, cancelled.body["session"]["status"]) == (200, "cancelled")
    assert mails_of_cancelling(pair) == {"client", "coach"}
    assert pair.pairing()["on_deck"] == 0
    assert pair.enrollment()["stop_after"] == 3


def test_a_cancelled_plus_one_cannot_be_completed(pair: Pair, last: str) -> None:
    pair.renew()
    session_id = plus_one(pair)["session_id"]
    pair.by_client("POST", f"/sessions/{session_id}/cancel")

    with pair.marketplace.writing_nothing():
        refused(pair.try_to_complete(session_id), 409, "SESSION_CANCELLED")


def test_neither_side_can_cancel_what_the_two_do_not_have(pair: Pair, last: str) -> None:
    pair.renew()
    session_id = plus_one(pair)["session_id"]
    strangers = Pair(pair.marketplace, client("Sam"), coach("Robin"))

    with pair.marketplace.writing_nothing():
        for ask in (pair.by_client, pair.by_coach):
            refused(ask("POST", "/sessions/nothing/cancel"), 404, "NOT_FOUND")
        for ask in (replace(pair, coach=strangers.coach).by_client, replace(pair, client=strangers.client).by_coach):
            refused(ask("POST", f"/sessions/{session_id}/cancel"), 404, "NOT_FOUND")


def test_a_session_of_a_package_is_not_cancelled(pair: Pair, last: str) -> None:
    refused(pair.by_client("POST", f"/sessions/{last}/cancel"), 409, "NOT_CANCELLABLE")
    refused(pair.by_coach("POST", f"/sessions/{last}/cancel"), 409, "NOT_CANCELLABLE")
