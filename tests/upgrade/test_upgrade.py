"""A new version goes on from the table of an older one: nothing is lost, and nothing is done twice."""

from collections import Counter
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from ops import support
from ops.audit.audit import violations
from ops.audit.pairs import pairs
from plus_one import clock
from plus_one.domain.ids import UserId
from plus_one.domain.limits import full_minute
from plus_one.domain.pairings import Pairing
from plus_one.domain.profiles import Caller
from plus_one.domain.renewals import Reason
from plus_one.store import keys
from plus_one.store import pairings as store
from plus_one.store.items import Item, marshal, unmarshal
from plus_one.store.table import Table
from tests.announced import announced, told_by
from tests.conftest import TABLE, aws
from tests.integration.acting import Acting
from tests.integration.test_permissions import A_MINUTE
from tests.kept import unfinished
from tests.marketplace import Marketplace, Person
from tests.upgrade.conftest import DEPLOYED, TABLES

# What an older version has done that knows no announcements.
OF_NO_ANNOUNCEMENTS = pytest.mark.parametrize(
    "before",
    [path for path in TABLES if path.stem == "before-announcements"],
    indirect=True,
    ids=lambda path: path.stem,
)
SWEEPS = (0, 3, 70, 140)  # minutes later


def swept(marketplace: Marketplace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stream has forgotten what the older version wrote."""
    marketplace.new_records()
    for minutes in SWEEPS:
        monkeypatch.setattr(clock, "now", lambda minutes=minutes: DEPLOYED + timedelta(minutes=minutes))
        marketplace.handler("sweep")({}, A_MINUTE)


def streamed(marketplace: Marketplace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mapping begins at the oldest record, and each comes twice."""
    marketplace.settle(times=2)


FINISH = [swept, streamed]


def kept(marketplace: Marketplace) -> list[Item]:
    return [unmarshal(item) for item in marketplace.items()]


def notices(items: list[Item], *states: str) -> Counter[tuple[str, str]]:
    """By event and to whom."""
    told = [(item["event_id"], told_by(item)) for item in items if item["type"] == "event"]
    return Counter((id_, to) for id_, by in told for to, notice in by.items() if notice["state"] in states)


def heard(marketplace: Marketplace) -> Counter[tuple[str, str]]:
    mailed = Counter((mail.tags["event_id"], mail.tags["side"]) for mail in marketplace.mails())
    return mailed + Counter((each["detail"]["id"], "bus") for each in announced())


def test_the_older_table_has_something_of_everything_under_way(before: list[Item]) -> None:
    states = Counter((item["type"], item["state"]) for item in before if item["type"] == "renewal")
    assert states["renewal", "pending"] >= 3
    assert states["renewal", "booked"] >= 3
    assert {item["type"] for item in before} == {
        *("event", "offer", "package", "pairing", "profile", "receipt", "renewal", "session")
    }
    for state in ("pending", "sending", "sent", "undeliverable"):
        assert notices(before, state), state
    assert violations(before) == []
    assert {item["due_shard"] for item in before if "due_shard" in item} <= set(keys.OLD_SHARDS)


@pytest.mark.parametrize("finish", FINISH)
def test_every_renewal_is_settled_once_and_all_is_told_once(
    before: list[Item], marketplace: Marketplace, monkeypatch: pytest.MonkeyPatch, finish: Any
) -> None:
    finish(marketplace, monkeypatch)

    after = kept(marketplace)
    assert violations(after) == []
    assert unfinished(after) == []
    assert heard(marketplace) == notices(after, "sent") - notices(before, "sent")
    assert {name: reasons(after)[name] for name, was in reasons(before).items() if was is None} == {
        "Client a booking": Reason.BOOKED,
        "Client a skip": Reason.NOT_ENROLLED,
        "Client a new address": Reason.NOTICE_UNDELIVERABLE,
    }


@pytest.mark.parametrize("finish", FINISH)
def test_what_was_done_before_stays_as_it_was(
    before: list[Item], marketplace: Marketplace, monkeypatch: pytest.MonkeyPatch, finish: Any
) -> None:
    finish(marketplace, monkeypatch)

    done = [item for item in before if "due_at" not in item and item["type"] != "pairing"]
    assert len(done) > 50
    assert [item for item in done if item not in kept(marketplace)] == []


@OF_NO_ANNOUNCEMENTS
def test_what_is_booked_from_now_on_is_announced_and_what_an_older_version_has_booked_is_not(
    before: list[Item], marketplace: Marketplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept(marketplace, monkeypatch)

    booked = [item["event_id"] for item in kept(marketplace) if item.get("kind") == "plus_one_booked"]
    [new] = set(booked) - {item.get("event_id") for item in before}
    assert [each["detail"]["id"] for each in announced()] == [new]


@pytest.mark.parametrize("key", ["complete-1", "complete-2"])
def test_a_request_of_before_that_comes_again_does_nothing(
    before: list[Item], marketplace: Marketplace, key: str
) -> None:
    [receipt] = [item for item in before if item["SK"] == f"KEY#{key}"]
    people = person(before, "Client settled"), person(before, "Coach settled")
    acting = Acting(Table(aws("dynamodb"), TABLE), *people, begins=DEPLOYED)

    with marketplace.writing_nothing():
        assert acting.complete(receipt["created"], key).session.session_id == receipt["created"]


def test_both_sides_read_all_that_the_older_version_wrote(before: list[Item], marketplace: Marketplace) -> None:
    for pairing in pairings(before):
        a_client, a_coach = (person(before, name) for name in (pairing.client_name, pairing.coach_name))
        paths = {a_client: f"/v1/coaches/{a_coach.user_id}", a_coach: f"/v1/clients/{a_client.user_id}"}
        for (who, path), what in product(paths.items(), ("", "/packages", "/sessions", "/timeline", "/preview")):
            caller = Person(who.user_id, who.name or "", who.email or "", ("client", "coach"))
            assert marketplace.call(caller, "GET", path + what).status == 200


def test_a_client_of_the_older_version_switches_the_offers_of_a_coach_off(
    before: list[Item], marketplace: Marketplace
) -> None:
    pairing = pairings(before)[0]
    a_client = person(before, pairing.client_name)
    caller = Person(a_client.user_id, a_client.name or "", a_client.email or "", ("client",))
    path = f"/v1/coaches/{pairing.coach_id}/contact"
    assert marketplace.call(caller, "GET", path).body == {"offers_by_mail": True, "offers": True}
    assert marketplace.call(caller, "PUT", path, {"offers": False}).body == {"offers_by_mail": True, "offers": False}
    assert violations(kept(marketplace)) == []


@OF_NO_ANNOUNCEMENTS
def test_what_a_version_without_announcements_leaves_behind_is_named(
    before: list[Item], marketplace: Marketplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody went back: the older code has settled the notices as it knows them, by what was its own update."""
    marketplace.settle(only="book_plus_one")
    [written] = [item for item in kept(marketplace) if "announcement" in item]
    aws("dynamodb").update_item(
        TableName=TABLE,
        Key=marshal({"PK": written["PK"], "SK": written["SK"]}),
        UpdateExpression="SET notices = :notices REMOVE due_shard, due_at",
        ConditionExpression="notices = :read",
        ExpressionAttributeValues=marshal({":read": written["notices"], ":notices": settled(written["notices"])}),
    )

    [wrong] = violations(kept(marketplace))
    assert written["SK"] in wrong
    assert "pending" in wrong


def test_what_an_older_version_left_pending_waits_for_whom_support_suspends(
    before: list[Item], marketplace: Marketplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, who = Table(aws("dynamodb"), TABLE), person(before, "Client a booking").user_id
    support.suspend(table, who, support.Help("any reason", clock.now()))
    swept(marketplace, monkeypatch)
    assert reasons(kept(marketplace))["Client a booking"] is None
    support.resume(table, who, support.Help("any reason", clock.now()))
    marketplace.handler("sweep")({}, A_MINUTE)

    assert reasons(kept(marketplace))["Client a booking"] is Reason.BOOKED


def test_the_line_of_a_suspension_is_one_that_version_0_1_0_can_show(before: list[Item]) -> None:
    """It knows two acts of support, and fails at any other. The reason is not where it looks for one."""
    table, who = Table(aws("dynamodb"), TABLE), person(before, "Client a booking").user_id
    for told in support.suspend(table, who, support.Help("a private reason", clock.now())):
        assert told.facts["act"] in ("resend", "clear")
        assert told.facts["whom"] in ("client", "coach")
        assert "private" not in str(told.facts["why"])


def test_the_plus_ones_that_an_older_version_remembers_count_on_in_the_new_form(before: list[Item]) -> None:
    """A version that knows the older form only finds none, and does not break."""
    remembering = [item for item in before if "recent" in item]
    assert remembering
    for item in remembering:
        known = store.from_item(item)
        written = unmarshal(store.put_next(known)["Put"]["Item"])
        assert "recent" not in written
        assert store.from_item(written).recent_plus_ones == tuple(map(full_minute, known.recent_plus_ones))


def settled(notices: Item) -> Item:
    return {side: {"state": "sent", "attempts": 1} for side in notices}


def person(items: list[Item], name: str) -> Caller:
    [profile] = [item for item in items if item["type"] == "profile" and item["name"] == name]
    return Caller(user_id=UserId(profile["PK"].removeprefix("USER#")), name=name, email=profile["email"])


def pairings(items: list[Item]) -> list[Pairing]:
    return [pair.pairing for pair in pairs(items).values() if pair.pairing]


def reasons(items: list[Item]) -> dict[str, Reason | None]:
    """By client: how the latest renewal was settled, None while it is pending."""
    return {each.client_name: each.renewal.reason for each in pairings(items) if each.renewal}


def test_a_custom_offer_of_an_older_version_is_withdrawn_and_no_contact_is_made_for_it(
    before: list[Item], marketplace: Marketplace
) -> None:
    offers = [item for item in before if item["type"] == "offer" and item["state"] == "open" and "client_id" in item]
    assert offers
    for offer in offers:
        coach = Person(offer["PK"].removeprefix("COACH#"), "Casey", "casey@example.com", ("coach",))
        assert marketplace.call(coach, "DELETE", f"/v1/offers/{offer['offer_id']}").status == 204
    assert [item for item in kept(marketplace) if item["type"] == "contact"] == []
    assert violations(kept(marketplace)) == []
