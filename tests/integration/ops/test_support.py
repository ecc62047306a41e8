"""What support does for somebody, and everybody reads who it was and why."""

from typing import Any

import pytest

from ops.__main__ import main
from tests.integration.api.pair import Pair
from tests.integration.ops.desk import STACK, ids, lost_feedback, sweep, told, typed
from tests.marketplace import coach

WHY = "asked for by telephone"


def test_a_notice_is_mailed_again_and_the_timeline_says_so(pair: Pair, later: Any) -> None:
    enrolled = told(pair)[0]["ids"]["event_id"]
    typed("resend", *ids(pair), enrolled, "client", "--why", WHY)
    later(seconds=1)
    sweep(pair)

    mails = pair.marketplace.mails_of("enrolled")
    assert sorted(mail.to for mail in mails) == [(pair.client.email,)] * 2 + [(pair.coach.email,)]
    assert told(pair)[0]["says"] == f"Support had a mail about you and your coach sent to you again: “{WHY}”."


@pytest.mark.parametrize("case", ["no such event", "flagged", "still to be sent"])
def test_what_cannot_be_mailed_again_is_refused_and_nothing_is_written(
    pair: Pair, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if case == "flagged":
        pair.marketplace.publish(lost_feedback(pair)[2])
    if case == "still to be sent":
        pair.unenroll()
    event = "nothing" if case == "no such event" else told(pair)[0]["ids"]["event_id"]
    with pair.marketplace.writing_nothing():
        assert main(["resend", STACK, *ids(pair), event, "client", "--why", WHY]) == 1

    assert capsys.readouterr().err


def test_support_ends_an_enrollment_and_everybody_reads_who_it_was_and_why(pair: Pair) -> None:
    pair.renew()
    [line] = typed("end-enrollment", *ids(pair), "--why", WHY)
    pair.marketplace.tell_the_other_side()

    assert "stays on deck" in line
    assert pair.enrollment()["state"] == "not_enrolled"
    assert told(pair)[0]["says"].startswith(f"Support turned the +1 Program with your coach off for you: “{WHY}”")
    mails = [str(mail.text) for mail in pair.marketplace.mails_of("unenrolled")]
    assert len(mails) == 2
    assert all("our support turned the +1 Program" in text and WHY in text for text in mails)


def test_after_support_ended_it_a_last_completion_books_nothing(pair: Pair) -> None:
    pair.complete_all()
    typed("end-enrollment", *ids(pair), "--why", WHY)
    pair.settle()

    assert pair.pairing()["renewal"]["reason"] == "NOT_ENROLLED"


def test_the_flag_of_an_address_is_cleared_everywhere_and_every_timeline_says_so(pair: Pair) -> None:
    other = Pair(pair.marketplace, pair.client, coach("Robin"))
    other.book(sessions=1)
    pair.marketplace.publish(lost_feedback(pair)[2])
    assert pair.enrollment()["reason"] == "NOTICE_UNDELIVERABLE"
    typed("clear-flag", pair.client.user_id, "--why", WHY)

    assert pair.enrollment()["effective"] == "active"
    assert {told(each)[0]["kind"] for each in (pair, other)} == {"support_helped"}
    assert main(["clear-flag", STACK, pair.client.user_id, "--why", WHY]) == 1


@pytest.mark.parametrize("why", ["", " \n", "x" * 101])
def test_support_says_why_in_a_line(pair: Pair, why: str) -> None:
    with pair.marketplace.writing_nothing():
        assert main(["end-enrollment", STACK, *ids(pair), "--why", why]) == 1
