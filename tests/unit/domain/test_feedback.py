"""What is heard about a mail: at any time, in any order, any number of times."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plus_one.domain.events import Side, Written
from plus_one.domain.feedback import Feedback, Verdict, heard
from plus_one.domain.ids import EventId, UserId
from plus_one.domain.notices import Notice, NoticeState

NOW = datetime(2026, 11, 23, 10, 0, 0, 123000, UTC)
PENDING = Notice()
SENDING = PENDING.claimed(NOW)
SENT = SENDING.sent("0100-0000", NOW)

verdicts = st.sampled_from(Verdict)
notices = st.sampled_from([PENDING, SENDING, SENT, PENDING.undeliverable(), PENDING.stale()])


def said(verdict: Verdict) -> Feedback:
    return Feedback(
        written=Written(UserId("client-1"), UserId("coach-1"), EventId("01E")),
        side=Side.CLIENT,
        verdict=verdict,
        address="alex@example.com",
        message_id="0100-0000",
        mailed_at=NOW,
    )


def after(notice: Notice, *verdicts: Verdict) -> Notice:
    for verdict in verdicts:
        notice = heard(notice, said(verdict))
    return notice


@pytest.mark.parametrize(
    ("verdict", "state", "feedback"),
    [
        (Verdict.DELIVERED, NoticeState.SENT, "delivered"),
        (Verdict.BOUNCED_SOFT, NoticeState.SENT, "bounced"),
        (Verdict.BOUNCED_HARD, NoticeState.UNDELIVERABLE, "bounced"),
        (Verdict.COMPLAINED, NoticeState.UNDELIVERABLE, "complained"),
    ],
)
@pytest.mark.parametrize("notice", [PENDING, SENDING, SENT], ids=lambda notice: notice.state)
def test_what_is_delivered_or_bounces_softly_counts_as_sent_and_what_is_refused_as_undeliverable(
    notice: Notice, verdict: Verdict, state: NoticeState, feedback: str
) -> None:
    now = after(notice, verdict)
    assert (now.state, now.feedback) == (state, feedback)


@pytest.mark.parametrize("notice", [PENDING, SENDING], ids=lambda notice: notice.state)
def test_a_mail_that_is_heard_of_was_sent_whatever_the_sender_knows(notice: Notice) -> None:
    now = after(notice, Verdict.DELIVERED)
    assert (now.message_id, now.sent_at, now.not_before) == ("0100-0000", NOW, None)


def test_what_the_sender_noted_stays() -> None:
    late = replace(said(Verdict.DELIVERED), message_id="another", mailed_at=NOW + timedelta(days=1))
    now = heard(SENT, late)
    assert (now.message_id, now.sent_at) == (SENT.message_id, SENT.sent_at)


@pytest.mark.parametrize("later", [Verdict.DELIVERED, Verdict.BOUNCED_SOFT, Verdict.BOUNCED_HARD])
def test_no_news_takes_a_complaint_back(later: Verdict) -> None:
    complained = after(SENT, Verdict.COMPLAINED)
    assert after(complained, later) == complained


@pytest.mark.parametrize("later", [Verdict.DELIVERED, Verdict.BOUNCED_SOFT])
def test_a_delivery_that_is_heard_after_a_hard_bounce_does_not_undo_it(later: Verdict) -> None:
    bounced = after(SENT, Verdict.BOUNCED_HARD)
    assert after(bounced, later) == bounced


def test_an_automatic_answer_does_not_hide_that_the_mail_arrived() -> None:
    assert after(SENT, Verdict.DELIVERED, Verdict.BOUNCED_SOFT).feedback == "delivered"
    assert after(SENT, Verdict.BOUNCED_SOFT, Verdict.DELIVERED).feedback == "delivered"


@given(notice=notices, heard_of=st.lists(verdicts, max_size=6))
def test_hearing_it_again_changes_nothing(notice: Notice, heard_of: list[Verdict]) -> None:
    once = after(notice, *heard_of)
    assert after(once, *heard_of) == once


@pytest.mark.parametrize("notice", [PENDING, SENDING, SENT], ids=lambda notice: notice.state)
@pytest.mark.parametrize("size", [2, 3, 4])
def test_the_order_does_not_matter(notice: Notice, size: int) -> None:
    for some in permutations(Verdict, size):
        assert after(notice, *some) == after(notice, *sorted(some))


def test_only_what_is_final_ends_mailing() -> None:
    assert [verdict for verdict in Verdict if verdict.ends_mailing] == [Verdict.BOUNCED_HARD, Verdict.COMPLAINED]


@given(heard_of=st.lists(verdicts, min_size=1, max_size=4))
def test_the_sender_who_comes_late_does_not_move_it_back(heard_of: list[Verdict]) -> None:
    """As send_notices marks: only a notice that is still the one that it claimed."""
    now = after(SENDING, *heard_of)
    assert (now.state, now.attempts) != (SENDING.state, SENDING.attempts)
