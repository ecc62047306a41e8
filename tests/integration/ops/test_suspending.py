"""Support suspends somebody: no write of theirs is taken but what takes back, and their +1s wait until it is over."""

from collections.abc import Callable
from typing import Any

import pytest

from ops.__main__ import main
from ops.audit.audit import overdue
from plus_one import clock
from plus_one.domain.ids import UserId
from plus_one.store import keys, suspensions
from plus_one.store.items import marshal, text
from plus_one.store.table import ABSENT, connect, put
from tests.conftest import TABLE
from tests.integration.api.pair import OFFER, Pair, refused
from tests.integration.api.routes import ASKING, GOOD, begin
from tests.integration.ops.desk import STACK, Figures, ids, sweep, told, typed
from tests.integration.unsubscribe.link import follow, token_of
from tests.kept import everything
from tests.marketplace import coach

WHY = "spam was sent from it"
A_MINUTE_LONG = 60
TAKES_BACK = {route for route in GOOD if route.endswith("/cancel") or route.startswith("DELETE /v1/coaches")}
REFUSED = sorted(route for route in GOOD if not route.startswith("GET ") and route not in {*ASKING, *TAKES_BACK})


def suspend(user_id: str) -> None:
    typed("suspend", user_id, "--why", WHY)


def resume(user_id: str) -> None:
    typed("resume", user_id, "--why", "it was a mistake")


def people(pair: Pair) -> dict[str, str]:
    return {"client": pair.client.user_id, "coach": pair.coach.user_id}


@pytest.fixture(params=["client", "coach"])
def one(request: pytest.FixtureRequest, pair: Pair) -> str:
    """The id of either of the two."""
    return people(pair)[request.param]


def test_from_the_next_request_on_every_write_is_refused_but_what_takes_back(pair: Pair) -> None:
    deal = begin(pair)
    for user_id in people(pair).values():
        suspend(user_id)
    with pair.marketplace.writing_nothing():
        for route in REFUSED:
            refused(deal.request(route), 403, "SUSPENDED")
    for route in GOOD.keys() - set(REFUSED):
        assert deal.request(route).body.get("code") in (None, "NOT_CANCELLABLE"), route


def test_a_key_that_was_used_before_is_refused_as_well(pair: Pair) -> None:
    [session] = pair.sessions("?status=booked")
    assert pair.try_to_complete(session["session_id"], idempotency_key="one").status == 200
    suspend(pair.coach.user_id)
    with pair.marketplace.writing_nothing():
        refused(pair.try_to_complete(session["session_id"], idempotency_key="one"), 403, "SUSPENDED")


def test_who_has_never_signed_in_can_be_suspended_and_is_still_unknown(pair: Pair) -> None:
    stranger = coach("Robin")
    suspend(stranger.user_id)
    with pair.marketplace.writing_nothing():
        refused(pair.marketplace.call(stranger, "POST", "/v1/offers", OFFER), 403, "SUSPENDED")
    resume(stranger.user_id)

    assert pair.marketplace.call(stranger, "POST", "/v1/offers", OFFER).status == 201


def test_both_sides_cancel_a_plus_one_and_the_link_works_all_the_same(pair: Pair) -> None:
    pair.renew()
    [plus_one] = pair.sessions("?status=booked")
    for user_id in people(pair).values():
        suspend(user_id)

    assert pair.by_coach("POST", f"/sessions/{plus_one['session_id']}/cancel").status == 200
    assert follow(pair.marketplace, "POST", token_of(pair.client, pair.coach)).status == 200
    assert pair.enrollment()["state"] == "not_enrolled"


def test_a_renewal_waits_until_the_suspension_is_lifted_and_is_booked_within_a_minute(
    pair: Pair, one: str, later: Callable[..., None]
) -> None:
    pair.complete_all()
    suspend(one)
    pair.settle()
    later(minutes=30)
    sweep(pair)
    assert pair.pairing()["renewal"]["state"] == "pending"
    resume(one)
    sweep(pair)

    assert pair.pairing()["renewal"]["state"] == "booked"


def test_it_is_booked_at_the_rules_of_that_moment(pair: Pair) -> None:
    pair.complete_all()
    suspend(pair.coach.user_id)
    pair.settle()
    pair.adjust(stop_after=0)
    resume(pair.coach.user_id)
    sweep(pair)

    assert pair.pairing()["renewal"]["reason"] == "STOP_AFTER_REACHED"


def test_it_waits_for_both(pair: Pair) -> None:
    pair.complete_all()
    for user_id in people(pair).values():
        suspend(user_id)
    pair.settle()
    resume(pair.client.user_id)
    sweep(pair)

    assert pair.pairing()["renewal"]["state"] == "pending"


@pytest.mark.parametrize("whose", ["client", "coach"])
def test_while_one_is_suspended_both_read_that_a_plus_one_waits(pair: Pair, whose: str) -> None:
    suspend(people(pair)[whose])

    seen = [by("GET", "/preview").body for by in (pair.by_client, pair.by_coach)]
    then = pair.by_client("POST", "/preview", {"settings": {}}).body["then"]
    assert [(each["books"], each["reason"], each["rate"]) for each in (*seen, then)] == [
        (False, "PROGRAM_STOPPED", None)
    ] * 3
    why = "because no +1s are booked for now. What is due by then is booked as soon as they resume."
    assert all(each["says"].endswith(why) for each in seen)
    resume(people(pair)[whose])
    assert [by("GET", "/preview").body["reason"] for by in (pair.by_client, pair.by_coach)] == ["BOOKED"] * 2


def test_a_client_who_leaves_meanwhile_gets_no_plus_one(pair: Pair, later: Callable[..., None]) -> None:
    """It need no longer wait for anybody: the next look, at most an hour later, skips it."""
    pair.complete_all()
    suspend(pair.client.user_id)
    pair.settle()
    pair.unenroll()
    later(minutes=61)
    sweep(pair)

    assert pair.pairing()["renewal"]["reason"] == "NOT_ENROLLED"


def test_lifting_it_again_wakes_what_fell_asleep_meanwhile(pair: Pair) -> None:
    """A settling that had read the suspension can write a moment after `resume` has looked for what waits."""
    pair.complete_all()
    suspend(pair.client.user_id)
    pair.settle()
    connect(TABLE).write(suspensions.put_resumed(UserId(pair.client.user_id), clock.now()))
    sweep(pair)
    assert pair.pairing()["renewal"]["state"] == "pending"
    assert main(["resume", STACK, pair.client.user_id, "--why", WHY]) == 1
    sweep(pair)

    assert pair.pairing()["renewal"]["state"] == "booked"


def test_what_only_another_version_knows_keeps_nobody_from_resuming_and_is_listed(pair: Pair) -> None:
    """A newer version may have left it, and somebody went back to this one."""
    table, unknown = connect(TABLE), keys.Key("CLIENT#1", "COACH#2#REMINDER#3")
    due_now = {"type": "reminder", "due_shard": keys.RENEWAL_SHARDS[0], "due_at": text(clock.now())}
    table.write(put(unknown, due_now, ABSENT))
    pair.complete_all()
    suspend(pair.client.user_id)
    pair.settle()
    line = "what only another version knows: CLIENT#1 COACH#2#REMINDER#3"
    assert [each for each in typed("due") if each.endswith(line)]
    assert f"due now: {line}" in typed("redrive-due")
    resume(pair.client.user_id)
    sweep(pair)
    table.client.delete_item(TableName=TABLE, Key=marshal(unknown.item()))

    assert pair.pairing()["renewal"]["state"] == "booked"


def test_what_waits_for_support_is_late_for_nobody(
    pair: Pair, later: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    pair.complete_all()
    suspend(pair.client.user_id)
    pair.settle()
    later(hours=2)
    capsys.readouterr()
    sweep(pair)

    assert '"OldestDueRenewal":[0.0]' in capsys.readouterr().out
    assert list(overdue(everything(connect(TABLE)), clock.now())) == []


def test_what_waited_for_support_is_not_late_when_it_is_settled(
    pair: Pair, one: str, later: Callable[..., None], figures: Figures
) -> None:
    """Otherwise the alarm rings whenever somebody is no longer suspended."""
    pair.complete_all()
    suspend(one)
    pair.settle()
    later(hours=48)
    resume(one)
    assert list(overdue(everything(connect(TABLE)), clock.now())) == []
    figures()
    sweep(pair)

    assert pair.pairing()["renewal"]["state"] == "booked"
    assert figures()["OldestDueRenewal"][0] < A_MINUTE_LONG


def test_neither_is_one_whose_client_has_left_meanwhile(
    pair: Pair, later: Callable[..., None], figures: Figures
) -> None:
    pair.complete_all()
    suspend(pair.coach.user_id)
    pair.settle()
    pair.unenroll()
    later(minutes=60, seconds=30)
    figures()
    sweep(pair)

    assert pair.pairing()["renewal"]["reason"] == "NOT_ENROLLED"
    assert figures()["OldestDueRenewal"][0] < A_MINUTE_LONG


def test_after_the_suspension_it_grows_late_like_any_other(
    pair: Pair, later: Callable[..., None], figures: Figures
) -> None:
    pair.complete_all()
    suspend(pair.client.user_id)
    pair.settle()
    later(hours=48)
    resume(pair.client.user_id)
    later(minutes=30)
    assert len(list(overdue(everything(connect(TABLE)), clock.now()))) == 1
    figures()
    sweep(pair)

    assert 30 * 60 <= figures()["OldestDueRenewal"][0] < 31 * 60


def test_the_timeline_tells_the_person_why_and_the_other_side_that_plus_ones_wait(pair: Pair) -> None:
    suspend(pair.client.user_id)
    assert _lines(pair) == (
        f"Support suspended your account, which put +1s with your coach on hold: “{WHY}”.",
        "Support put +1s with your client on hold.",
    )
    resume(pair.client.user_id)

    assert _lines(pair) == (
        "Support lifted the suspension of your account, which ended a hold on +1s with your coach: “it was a mistake”.",
        "Support ended a hold on +1s with your client.",
    )


def _lines(pair: Pair) -> tuple[str, str]:
    [by_coach, *_] = pair.by_coach("GET", "/timeline").body["items"]
    return told(pair)[0]["says"], by_coach["says"]


def test_every_pairing_of_the_person_says_so_and_the_first_line_stays_the_only_one(
    pair: Pair, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Pair(pair.marketplace, pair.client, coach("Robin"))
    other.book(sessions=1)
    suspend(pair.client.user_id)
    with pair.marketplace.writing_nothing():
        assert main(["suspend", STACK, pair.client.user_id, "--why", WHY]) == 1

    assert "suspended already" in capsys.readouterr().err
    assert {told(each)[0]["kind"] for each in (pair, other)} == {"support_helped"}
    assert len([line for line in told(pair) if line["kind"] == "support_helped"]) == 1


@pytest.mark.parametrize("command", ["suspend", "resume"])
def test_without_a_reason_nothing_is_done(pair: Pair, command: str) -> None:
    with pair.marketplace.writing_nothing(), pytest.raises(SystemExit):
        main([command, STACK, pair.client.user_id])


def test_the_operator_reads_ids_and_states_and_not_why(pair: Pair) -> None:
    suspend(pair.client.user_id)
    line: Any = typed("timeline", *ids(pair))[0]

    assert "support_helped" in line
    assert WHY not in line
