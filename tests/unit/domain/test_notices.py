"""A notice: one mail to one person about one event (product.md, "Words" and "mail fails")."""

from datetime import timedelta

import pytest

from plus_one.domain.notices import LEASE, Notice, NoticeState
from tests.builders import MS, NOW

PENDING = Notice()
CLAIMED = PENDING.claimed(NOW)
MINUTE = timedelta(minutes=1)


def test_a_new_notice_is_pending_and_free() -> None:
    assert (PENDING.state, PENDING.attempts) == (NoticeState.PENDING, 0)
    assert (PENDING.not_before, PENDING.message_id, PENDING.sent_at) == (None, None, None)
    assert PENDING.is_free(NOW)


def test_claiming_is_an_attempt_with_a_lease() -> None:
    assert Notice(state=NoticeState.SENDING, attempts=1, not_before=NOW + LEASE) == CLAIMED
    assert timedelta(minutes=2) == LEASE


@pytest.mark.parametrize(
    ("since", "free"), [(timedelta(0), False), (LEASE - MS, False), (LEASE, True), (LEASE + MS, True)]
)
def test_a_notice_that_is_being_sent_is_free_again_only_when_its_lease_runs_out(since: timedelta, free: bool) -> None:
    assert CLAIMED.is_free(NOW + since) is free


def test_claiming_again_counts_the_attempt_and_takes_a_new_lease() -> None:
    again = CLAIMED.claimed(NOW + LEASE)
    assert (again.attempts, again.not_before) == (2, NOW + 2 * LEASE)


def test_a_sent_notice_keeps_the_message_id_and_the_moment() -> None:
    sent = CLAIMED.sent("ses-1", NOW + MS)
    assert sent == Notice(state=NoticeState.SENT, attempts=1, message_id="ses-1", sent_at=NOW + MS)


def test_a_failed_attempt_puts_the_notice_back_until_after_a_pause() -> None:
    put_back = CLAIMED.put_back(NOW)
    assert put_back == Notice(state=NoticeState.PENDING, attempts=1, not_before=NOW + MINUTE)
    assert not put_back.is_free(NOW + MINUTE - MS)
    assert put_back.is_free(NOW + MINUTE)


def test_a_notice_that_is_no_longer_true_is_stale_and_has_no_lease() -> None:
    stale = Notice().claimed(NOW).stale()
    assert (stale.state, stale.not_before, stale.attempts) == (NoticeState.STALE, None, 1)


def test_an_undeliverable_notice_keeps_why() -> None:
    assert Notice(feedback="bounced").undeliverable("BadRequest").feedback == "BadRequest"
    assert Notice(feedback="bounced").undeliverable().feedback == "bounced"


def test_an_undeliverable_notice_has_no_lease() -> None:
    assert CLAIMED.undeliverable() == Notice(state=NoticeState.UNDELIVERABLE, attempts=1)


@pytest.mark.parametrize(
    "settled",
    [CLAIMED.sent("ses-1", NOW), CLAIMED.undeliverable(), Notice(state=NoticeState.STALE, not_before=NOW)],
    ids=["sent", "undeliverable", "stale"],
)
def test_what_is_settled_is_never_free_again(settled: Notice) -> None:
    assert not settled.is_free(NOW + timedelta(days=400))


@pytest.mark.parametrize(
    ("attempts", "minutes"),
    [(0, 1), (1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 32), (7, 60), (8, 60), (1_000_000, 60)],
)
def test_each_failed_attempt_doubles_the_pause_up_to_an_hour(attempts: int, minutes: int) -> None:
    assert Notice(attempts=attempts).put_back(NOW).not_before == NOW + minutes * MINUTE
