"""What is due, on the bus: booked, cancelled, taken back; whatever the mails do, and the other way round."""

import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from jsonschema import Draft4Validator  # type: ignore[import-untyped]

from ops.audit.audit import violations
from plus_one.store.items import Item, unmarshal
from tests.announced import announced, wrong_announcements
from tests.conftest import ROOT
from tests.integration.api.pair import Pair
from tests.integration.test_permissions import A_MINUTE
from tests.integration.test_sweep import behave
from tests.kept import unfinished
from tests.marketplace import Json, Marketplace, client, coach

RATE = {"amount": 6667, "currency": "USD"}


@pytest.fixture
def pair(marketplace: Marketplace) -> Pair:
    """Enrolled, with one session on deck; all that came before is told."""
    pair = Pair(marketplace, client("Alex"), coach("Casey"))
    pair.book(sessions=1, price=RATE)
    pair.enroll()
    marketplace.settle()
    return pair


@pytest.fixture
def bus_fails(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Until it does not."""
    apps = [import_module(f"functions.{name}.app") for name in ("send_notices", "sweep")]
    sound = [app.bus.put_events for app in apps]

    def failing(**_: Any) -> Any:
        return {"FailedEntryCount": 1, "Entries": [{"ErrorCode": "InternalFailure"}]}

    def let(fail: bool) -> None:
        for app, put in zip(apps, sound, strict=True):
            monkeypatch.setattr(app.bus, "put_events", failing if fail else put)

    return let


def items(pair: Pair) -> list[Item]:
    return [unmarshal(item) for item in pair.marketplace.items()]


def sweep(pair: Pair) -> None:
    pair.marketplace.handler("sweep")({}, A_MINUTE)


def plus_one(pair: Pair) -> str:
    """Completes what is on deck; the +1 that came of it, told."""
    pair.complete_all()
    pair.marketplace.settle()
    [session] = pair.sessions("?status=booked")
    return str(session["session_id"])


def heard(pair: Pair) -> list[tuple[str, Json]]:
    """And that it is sound: by its schema, and by the table."""
    said = announced()
    assert {each["source"] for each in said} <= {"plus_one"}
    for each in said:
        schema = json.loads((ROOT / "docs" / "events" / f"{each['detail-type']}.json").read_text())
        Draft4Validator(schema).validate(each["detail"])
    assert list(wrong_announcements(items(pair), [each["detail"] for each in said])) == []
    return [(each["detail-type"], each["detail"]) for each in said]


def test_a_plus_one_that_is_booked_is_due(pair: Pair) -> None:
    session_id = plus_one(pair)

    [(kind, detail)] = heard(pair)
    assert (kind, detail["session_id"], detail["due"]) == ("plus_one.booked", session_id, RATE)
    assert (detail["client_id"], detail["coach_id"]) == (pair.client.user_id, pair.coach.user_id)


@pytest.mark.parametrize("side", ["client", "coach"])
def test_a_plus_one_that_is_cancelled_by_either_is_due_no_more(pair: Pair, side: str) -> None:
    session_id = plus_one(pair)
    by = {"client": pair.by_client, "coach": pair.by_coach}[side]
    assert by("POST", f"/sessions/{session_id}/cancel").status == 200
    pair.marketplace.settle()

    _, (kind, detail) = heard(pair)
    assert (kind, detail["session_id"], detail["no_longer_due"]) == ("plus_one.cancelled", session_id, RATE)


def test_a_plus_one_that_is_taken_back_is_due_no_more_and_completing_again_makes_another_one_due(pair: Pair) -> None:
    [first] = pair.sessions("?status=booked")
    taken_back = plus_one(pair)
    assert pair.by_coach("POST", f"/sessions/{first['session_id']}/reopen").status == 200
    pair.marketplace.settle()
    another = plus_one(pair)

    said = [(kind, detail["session_id"]) for kind, detail in heard(pair)]
    assert said == [("plus_one.booked", taken_back), ("plus_one.cancelled", taken_back), ("plus_one.booked", another)]
    assert taken_back != another


def test_a_reopening_that_takes_nothing_back_and_a_skip_are_not_announced(pair: Pair) -> None:
    [first] = pair.sessions("?status=booked")
    pair.unenroll()
    pair.complete_all()
    assert pair.by_coach("POST", f"/sessions/{first['session_id']}/reopen").status == 200
    pair.marketplace.settle()

    assert heard(pair) == []


def test_a_later_package_changes_nothing_of_what_was_due(
    pair: Pair, bus_fails: Callable[[bool], None], later: Any
) -> None:
    bus_fails(True)
    plus_one(pair)
    pair.book(sessions=1, price={"amount": 9900, "currency": "USD"})
    bus_fails(False)
    later(minutes=5)
    sweep(pair)

    [(_, detail)] = heard(pair)
    assert detail["due"] == RATE


def test_a_bus_that_fails_holds_no_mail_up_and_hears_it_once_when_it_is_back(
    pair: Pair, bus_fails: Callable[[bool], None], later: Any
) -> None:
    bus_fails(True)
    plus_one(pair)
    assert len(pair.marketplace.mails_of("plus_one_booked")) == 2
    for _ in range(3):
        later(minutes=10)
        sweep(pair)
    assert heard(pair) == []
    assert violations(items(pair)) == []

    bus_fails(False)
    later(hours=1)
    sweep(pair)
    sweep(pair)
    assert [kind for kind, _ in heard(pair)] == ["plus_one.booked"]
    assert len(pair.marketplace.mails_of("plus_one_booked")) == 2
    assert unfinished(items(pair)) == []


def test_a_mail_that_fails_holds_no_announcement_up_and_brings_no_second_one(pair: Pair, later: Any) -> None:
    behave(pair.client.email, "fail")
    plus_one(pair)
    assert [kind for kind, _ in heard(pair)] == ["plus_one.booked"]

    behave(pair.client.email, "deliver")
    later(minutes=20)
    sweep(pair)
    assert len(pair.marketplace.mails_of("plus_one_booked")) == 2
    assert len(heard(pair)) == 1
    assert unfinished(items(pair)) == []


def test_what_is_delivered_twice_is_announced_once(pair: Pair) -> None:
    pair.complete_all()
    pair.marketplace.settle(times=3)

    assert len(heard(pair)) == 1


def test_nobody_sees_the_announcement_in_the_api_and_it_names_nobody(pair: Pair) -> None:
    plus_one(pair)

    for reply in (pair.by_client("GET", path) for path in ("", "/timeline", "/sessions")):
        assert not {"announcement", "bus"} & set(words(reply.body))
    [(_, detail)] = heard(pair)
    for named in (pair.client.name, pair.client.email, pair.coach.name, pair.coach.email):
        assert named not in json.dumps(detail)


def words(body: Json) -> list[str]:
    """Every name and value, however deep."""
    match body:
        case dict():
            return [*body, *(word for each in body.values() for word in words(each))]
        case list():
            return [word for each in body for word in words(each)]
    return [str(body)]
