"""Functions of one stack change one after the other, and may go back: this version works on a newer one's table."""

import json
from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest

from plus_one import clock
from plus_one.store.items import Item, marshal, unmarshal
from tests.conftest import TABLE, aws
from tests.integration.api.pair import Pair
from tests.integration.test_permissions import A_MINUTE
from tests.marketplace import Marketplace, client, coach

PARKING = {"of": "01M83XJE7B00000000000002XR", "until": 1_767_225_600_000}
SAYS_NOTHING = "Something happened that this version does not know."
NO_REASON = "because of a rule that this version does not know"
SECRET = "PARKED_BY_THE_CLIENT"


@pytest.fixture
def pair(marketplace: Marketplace) -> Pair:
    return Pair(marketplace, client("Alex"), coach("Casey"))


@pytest.fixture
def parked(pair: Pair) -> Pair:
    """A last completion of an enrolled client, which a newer version has parked."""
    pair.book(sessions=1)
    pair.enroll()
    pair.complete_all()
    rewrite("pairing", _parked)
    rewrite("renewal", lambda item: item | {"state": "parked", "reason": SECRET})
    rewrite("event", _as_parked, kind="session_completed")
    return pair


def rewrite(type_: str, change: Callable[[Item], Item], **which: str) -> None:
    """As a newer version would write each item of this type."""
    for item in map(unmarshal, aws("dynamodb").scan(TableName=TABLE)["Items"]):
        if item["type"] == type_ and item | which == item:
            aws("dynamodb").put_item(TableName=TABLE, Item=marshal(change(item)))


def _parked(item: Item) -> Item:
    return item | {
        "parking": PARKING,
        "package": item["package"] | {"tier": "gold"},
        "enrollment": item["enrollment"] | {"set": {"days": ["MON", "FRI"]}, "asked": True},
        "renewal": item["renewal"] | {"r": SECRET, "d": item["t"], "parking": True},
    }


def _as_parked(item: Item) -> Item:
    return item | {"kind": "parked", "reason": SECRET, "facts": {"parked_until": "2027-01-01"}}


def stored(type_: str) -> Item:
    [item] = [each for each in map(unmarshal, aws("dynamodb").scan(TableName=TABLE)["Items"]) if each["type"] == type_]
    return item


def test_both_sides_read_what_this_version_does_not_know(parked: Pair) -> None:
    for ask, what in product(
        (parked.by_client, parked.by_coach), ("", "/packages", "/sessions", "/timeline", "/preview")
    ):
        assert ask("GET", what).status == 200
    assert parked.by_client("GET", "/enrollment").status == 200
    assert parked.by_client("GET", "/timeline").body["items"][0]["says"] == SAYS_NOTHING


def test_a_coach_reads_no_reason_that_may_be_the_clients_own(parked: Pair) -> None:
    answers = [parked.by_coach("GET", what).body for what in ("", "/timeline")]
    assert SECRET not in json.dumps(answers)
    assert parked.by_client("GET").body["renewal"]["reason"] == SECRET


def test_what_was_skipped_for_an_unknown_reason_is_told_without_one(pair: Pair) -> None:
    pair.book(sessions=1)
    pair.enroll()
    pair.renew()
    rewrite("event", lambda item: item | {"kind": "not_booked", "reason": SECRET}, kind="plus_one_booked")
    assert NO_REASON in pair.by_client("GET", "/timeline").body["items"][0]["says"]


def test_support_may_do_what_this_version_does_not_know(pair: Pair) -> None:
    pair.book(sessions=1)
    facts = {"act": "merge", "whom": "client", "why": "Two accounts"}
    rewrite("event", lambda item: item | {"kind": "support_helped", "facts": facts}, kind="package_booked")
    says = pair.by_client("GET", "/timeline").body["items"][0]["says"]
    assert says == "Support helped with something that this version does not know: “Two accounts”."


def test_an_unknown_state_counts_as_ended_and_the_sweep_is_quiet(
    parked: Pair, marketplace: Marketplace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = stored("renewal")
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    marketplace.handler("sweep")({}, A_MINUTE)

    assert "ERROR" not in caplog.text
    assert stored("renewal")["state"] == before["state"]
    assert parked.pairing()["on_deck"] == 0


def test_the_program_goes_on_and_keeps_what_it_does_not_know(parked: Pair) -> None:
    parked.book(sessions=1)
    assert stored("pairing")["parking"] == PARKING
    assert stored("pairing")["enrollment"]["set"] == {"days": ["MON", "FRI"]}
    assert parked.renew()["state"] == "booked"
    assert stored("pairing")["parking"] == PARKING
    assert stored("pairing")["enrollment"]["asked"] is True


def test_what_is_unknown_of_one_renewal_or_package_is_not_said_of_the_next(parked: Pair) -> None:
    assert stored("pairing")["package"]["tier"] == "gold"
    parked.book(sessions=1)
    after = stored("pairing")
    assert "tier" not in after["package"]
    assert after["renewal"]["parking"] is True
    parked.renew()
    assert "parking" not in stored("pairing")["renewal"]


def test_un_enrolling_is_never_refused_and_keeps_what_it_does_not_know(parked: Pair) -> None:
    assert parked.by_client("DELETE", "/enrollment").status == 200
    assert stored("pairing")["parking"] == PARKING
    assert stored("pairing")["renewal"]["r"] == SECRET


def test_saved_settings_replace_those_that_this_version_does_not_know(parked: Pair) -> None:
    parked.adjust(stop_after=3)
    assert stored("pairing")["enrollment"]["set"] == {"s": 3}
    assert stored("pairing")["enrollment"]["asked"] is True


def test_a_session_of_an_unknown_kind_is_read_and_is_in_nobodys_way(pair: Pair) -> None:
    session = pair.book(sessions=1)["sessions"][0]
    rewrite("session", lambda item: item | {"status": "scheduled", "origin": "gift", "trigger": "parking"})
    [read] = pair.sessions()
    assert (read["status"], read["origin"]) == ("scheduled", "gift")
    assert pair.try_to_reopen(session["session_id"]).body["code"] == "NOT_COMPLETED"


def test_a_mail_that_only_a_newer_version_can_write_waits_for_it(
    parked: Pair, marketplace: Marketplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewrite("event", lambda item: item | {"notices": {"client": {"state": "pending", "attempts": 0}}}, kind="parked")
    marketplace.settle()
    later = clock.now() + timedelta(minutes=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    rewrite("event", lambda item: item | {"due_shard": "DUE#1", "due_at": "2020-01-01T00:00:00.000Z"}, kind="parked")
    marketplace.handler("sweep")({}, A_MINUTE)

    [event] = [each for each in map(unmarshal, marketplace.items()) if each.get("kind") == "parked"]
    assert event["notices"]["client"]["state"] == "pending"
    assert event["notices"]["client"]["feedback"] == "NOT_COMPOSED"
    assert "due_at" in event
