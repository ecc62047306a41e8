"""What waits longer than it should: the operator lists it, ends it, brings it back, takes it to an older version."""

from importlib import import_module
from typing import Any

import pytest
from botocore.exceptions import ClientError

from functions.sweep import app as sweeper
from ops import smoke
from ops.__main__ import main
from plus_one import clock
from plus_one.domain.notices import LEASE
from plus_one.mail import sender
from plus_one.store import due, keys
from tests.integration.api.pair import Pair
from tests.integration.ops.desk import STACK, ids, sweep, told, typed
from tests.kept import everything

WHY = "nobody can read it"


def paused(*_: object) -> str:
    raise sender.MailPostponed("AccountSuspendedException")


@pytest.fixture
def stuck(pair: Pair, later: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """An event whose two mails SES has not taken twice: neither is a copy that waits."""
    with monkeypatch.context() as ses_is_paused:
        ses_is_paused.setattr(sender, "send", paused)
        pair.book(sessions=1)
        pair.marketplace.settle()
        later(minutes=2)
        sweep(pair)
    event_id: str = told(pair)[0]["ids"]["event_id"]
    return event_id


def test_what_waits_for_more_than_an_hour_is_listed_with_its_cause_and_attempts(
    pair: Pair, stuck: str, later: Any
) -> None:
    assert typed("due", "--stuck") == []
    later(hours=1)
    [line] = typed("due", "--stuck")

    assert f"notices of event {stuck}  client=pending(2, AccountSuspendedException)  coach=pending(2, Acc" in line
    assert line.split()[1] in {str(seconds) for seconds in range(3_720, 3_800)}
    assert "client=pending(2, AccountSuspendedException)" in typed("due")[0]


def test_a_renewal_that_waits_for_more_than_ten_minutes_is_listed(pair: Pair, later: Any) -> None:
    pair.complete_all()
    later(minutes=9)
    assert typed("due", "--stuck") == []
    later(minutes=2)
    assert "renewal of session" in typed("due", "--stuck")[0]


def test_a_stack_where_something_is_stuck_is_not_well(pair: Pair, stuck: str, later: Any) -> None:
    """Though each attempt puts it off to later, so that it is never long due."""
    later(hours=1)
    said = [line for line in smoke.overdue(sweeper.table) if line.startswith("waiting since")]
    assert [stuck in line for line in said] == [True]


def test_the_log_has_the_code_of_ses_and_nothing_else_of_what_it_says(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Attack I: SES refuses every mail."""
    said = {"Error": {"Code": "AccessDeniedException", "Message": f"{pair.client.email} is on no list"}}

    def deny(**_: object) -> None:
        raise ClientError(said, "SendEmail")  # type: ignore[arg-type]

    monkeypatch.setattr(import_module("functions.send_notices.app").ses, "send_email", deny)
    pair.book(sessions=1)
    pair.marketplace.settle()
    lines = [line for line in map(vars, caplog.records) if line.get("error") == "MailPostponed"]

    assert [line["code"] for line in lines] == ["AccessDeniedException"] * 2
    assert pair.client.email not in str(lines)
    assert "client=pending(1, AccessDeniedException)" in typed("timeline", *ids(pair))[0]


def test_one_notice_is_given_up_and_the_other_is_not(pair: Pair, stuck: str, later: Any) -> None:
    assert typed("drop", *ids(pair), stuck, "client", "--why", WHY) == ["It has ended as undeliverable."]
    later(hours=1)
    sweep(pair)

    assert mailed(pair, stuck) == [(pair.coach.email,)]
    assert "client=undeliverable(2, DROPPED)  coach=sent(3)" in "".join(typed("timeline", *ids(pair)))
    assert told(pair)[0]["says"] == (
        f"Support gave up a mail about you and your coach that could not be sent to you: “{WHY}”."
    )
    assert typed("due") == []


def test_what_was_given_up_is_brought_back(pair: Pair, stuck: str, later: Any) -> None:
    typed("drop", *ids(pair), stuck, "client", "--why", WHY)
    typed("drop", *ids(pair), stuck, "coach", "--why", WHY)
    assert typed("due") == []
    later(days=2)
    typed("resend", *ids(pair), stuck, "client", "--why", "SES is back")
    assert typed("due", "--stuck") == []
    later(seconds=1)
    sweep(pair)

    assert mailed(pair, stuck) == [(pair.client.email,)]


def test_a_notice_that_is_under_way_or_settled_is_not_given_up(
    pair: Pair, later: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> str:
        raise KeyboardInterrupt

    pair.unenroll()
    with monkeypatch.context() as ses_is_down:
        ses_is_down.setattr(sender, "send", die)
        with pytest.raises(KeyboardInterrupt):
            pair.marketplace.settle()
    event = told(pair)[0]["ids"]["event_id"]
    asked = ["drop", STACK, *ids(pair), event, "client", "--why", WHY]
    assert main(asked) == 1
    later(seconds=LEASE.total_seconds())
    assert main(asked) == 0
    assert main(asked) == 1


@pytest.mark.parametrize("event", ["nothing", "a renewal"])
def test_what_is_no_notice_is_not_given_up(pair: Pair, event: str) -> None:
    """A renewal above all: it ends booked, or skipped with its reason."""
    if event == "a renewal":
        event = pair.complete_all()["session"]["session_id"]
    with pair.marketplace.writing_nothing():
        assert main(["drop", STACK, *ids(pair), event, "client", "--why", WHY]) == 1


def test_before_going_back_what_waits_is_moved_to_where_version_0_1_0_looks(pair: Pair, later: Any) -> None:
    pair.complete_all()
    assert "would be due now" in typed("redrive-due", "--dry-run", "--old-shards")[0]
    assert {item["due_shard"] for item in waiting()} <= set(keys.RENEWAL_SHARDS + keys.NOTICE_SHARDS)
    typed("redrive-due", "--old-shards")
    assert {item["due_shard"] for item in waiting()} <= set(keys.OLD_SHARDS)
    later(seconds=1)
    assert len(list(due.due_by(sweeper.table, clock.now()))) == len(waiting())


def stored_package() -> Any:
    [package] = [item["package"] for item in everything(sweeper.table) if item["type"] == "pairing"]
    return package


def test_before_going_back_pairings_are_written_as_version_0_1_0_reads_them(pair: Pair) -> None:
    """And the backfill undoes it."""
    offer_id = pair.book(sessions=1)["package"]["offer_id"]
    which = f"pairing CLIENT#{pair.client.user_id} PAIRING#{pair.coach.user_id}"
    assert f"would be written as 0.1.0 reads it: {which}" in typed("redrive-due", "--dry-run", "--old-shards")
    assert f"written as 0.1.0 reads it: {which}" in typed("redrive-due", "--old-shards")
    assert stored_package()["offer"] == offer_id
    assert typed("backfill", "--dry-run") == [f"would be written in the short form: {which}"]
    assert typed("backfill") == [f"written in the short form: {which}"]
    assert "offer" not in stored_package()
    assert typed("backfill") == []


def mailed(pair: Pair, event_id: str) -> list[Any]:
    return [mail.to for mail in pair.marketplace.mails() if mail.tags["event_id"] == event_id]


def waiting() -> list[Any]:
    return [item for item in everything(sweeper.table) if "due_shard" in item]
