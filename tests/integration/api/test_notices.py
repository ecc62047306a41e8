"""Who gets which mail, and when none goes out (product.md, "Notices")."""

import pytest

from tests.integration.api.pair import Pair
from tests.marketplace import Json


@pytest.fixture
def two_left(pair: Pair) -> Pair:
    pair.book(sessions=2, price={"amount": 13334, "currency": "USD"})
    pair.enroll()
    return pair


def complete_one(pair: Pair) -> None:
    pair.complete(pair.sessions("?status=booked")[0]["session_id"])


def sides_of(pair: Pair, kind: str) -> list[str]:
    pair.marketplace.settle()
    return sorted(mail.tags["side"] for mail in pair.marketplace.mails_of(kind))


def test_when_one_session_is_left_the_client_gets_a_heads_up_with_the_rate(two_left: Pair) -> None:
    complete_one(two_left)

    assert sides_of(two_left, "heads_up") == ["client"]
    [mail] = two_left.marketplace.mails_of("heads_up")
    assert "USD 66.67" in str(mail.text)


def test_a_heads_up_that_is_no_longer_true_when_its_turn_comes_is_stale_and_not_sent(two_left: Pair) -> None:
    complete_one(two_left)
    two_left.unenroll()

    assert sides_of(two_left, "heads_up") == []
    assert "stale" in str([item.get("notices") for item in two_left.marketplace.items()])


def test_the_heads_up_can_be_switched_off(two_left: Pair) -> None:
    two_left.adjust(heads_up=False)
    complete_one(two_left)

    assert sides_of(two_left, "heads_up") == []


def test_both_are_told_of_a_hold(two_left: Pair) -> None:
    two_left.adjust(stop_after=0)
    two_left.complete_all()

    assert sides_of(two_left, "held") == ["client", "coach"]


def test_both_are_told_of_a_skip_that_a_person_can_act_on(two_left: Pair) -> None:
    two_left.complete_all()
    two_left.unenroll()
    two_left.enroll()

    assert sides_of(two_left, "not_booked") == ["client", "coach"]


@pytest.mark.parametrize("reason", ["NOT_ENROLLED", "ALREADY_ON_DECK", "COMPLETION_UNDONE"])
def test_nobody_is_mailed_about_a_skip_that_nobody_can_act_on(two_left: Pair, reason: str) -> None:
    last: Json = two_left.complete_all()["session"]["session_id"]
    match reason:
        case "NOT_ENROLLED":
            two_left.unenroll()
        case "ALREADY_ON_DECK":
            two_left.book()
        case "COMPLETION_UNDONE":
            two_left.reopen(last)

    assert sides_of(two_left, "not_booked") == []
    assert two_left.pairing()["renewal"]["reason"] == reason
