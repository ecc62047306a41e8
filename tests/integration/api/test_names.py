"""A person is called in every answer what they call themselves now."""

from datetime import timedelta
from typing import Any

import pytest

from plus_one import clock
from plus_one.actions import follow_profile
from plus_one.domain.ids import UserId
from plus_one.store import due, keys
from plus_one.store.table import Table, update
from tests.conftest import TABLE, aws
from tests.integration.acting import renew_copies
from tests.integration.api.pair import Pair
from tests.marketplace import Marketplace, client, coach

NEW = "Professor Casey"


@pytest.fixture
def pair(marketplace: Marketplace) -> Pair:
    return Pair(marketplace, client("Alex"), coach("Casey"))


def rename(pair: Pair, who: Any, name: str = NEW) -> None:
    assert pair.marketplace.call(who, "PUT", "/v1/profile", {"name": name, "time_zone": "UTC"}).status == 200


def items(reply: Any) -> list[Any]:
    listed: list[Any] = reply.body["items"]
    return listed


def swept(pair: Pair) -> None:
    """A minute later."""
    renew_copies(Table(aws("dynamodb"), TABLE), clock.now())


def make_copies_old(pair: Pair) -> None:
    """As where the copies of a change were missed."""
    key = keys.pairing(UserId(pair.client.user_id), UserId(pair.coach.user_id))
    names = {"#client": "client", "#coach": "coach"}
    expression = "SET #client = :old, #coach = :old"
    Table(aws("dynamodb"), TABLE).write(update(key, expression, "attribute_exists(PK)", names, old="Old name"))


def test_a_client_who_first_books_after_the_coach_was_renamed_reads_the_new_name(pair: Pair) -> None:
    offer_id = pair.offer()["offer_id"]
    rename(pair, pair.coach)

    assert pair.try_to_book(offer_id).body["pairing"]["name"] == NEW
    assert pair.by_client("GET").body["name"] == NEW
    assert NEW in pair.by_client("GET", "/preview").body["says"]
    assert [one["name"] for one in items(pair.marketplace.call(pair.client, "GET", "/v1/coaches"))] == [NEW]


def test_offers_that_were_made_before_name_the_coach_as_now(pair: Pair) -> None:
    pair.offer()
    pair.offer(client_id=pair.client.user_id)
    rename(pair, pair.coach)

    lists = [
        pair.by_client("GET", "/offers"),
        pair.marketplace.call(pair.client, "GET", "/v1/inbox"),
        pair.marketplace.call(pair.coach, "GET", "/v1/offers"),
    ]
    assert [[one["coach_name"] for one in items(reply)] for reply in lists] == [[NEW] * 2, [NEW], [NEW] * 2]


def test_an_offer_that_is_asked_for_again_names_the_coach_as_now(pair: Pair) -> None:
    offer = {"title": "One", "sessions": 1, "price": {"amount": 1, "currency": "USD"}}
    names = []
    for _ in range(2):
        reply = pair.marketplace.call(pair.coach, "POST", "/v1/offers", offer, idempotency_key="one")
        names.append(reply.body["coach_name"])
        rename(pair, pair.coach)

    assert names == ["Casey", NEW]


def test_the_lists_of_a_coachs_clients_have_the_new_name_after_the_sweep(pair: Pair) -> None:
    pair.book()
    other = Pair(pair.marketplace, client("Bo"), pair.coach)
    other.book()
    rename(pair, pair.coach)
    swept(pair)

    for one in (pair.client, other.client):
        assert [each["name"] for each in items(pair.marketplace.call(one, "GET", "/v1/coaches"))] == [NEW]


def test_a_turn_of_the_sweep_renews_so_many_copies_and_the_next_turn_goes_on(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is not reached yet reads the new name where the pairing is read by itself."""
    pairs = [pair, *(Pair(pair.marketplace, client(name), pair.coach) for name in ("Bo", "Cy", "Di", "Ed"))]
    for each in pairs:
        each.book()
    monkeypatch.setattr(follow_profile, "A_TURN", 2)
    rename(pair, pair.coach)

    renewed = [0, 2, 4, 5, 5]
    for so_many in renewed:
        listed = [items(pair.marketplace.call(each.client, "GET", "/v1/coaches"))[0]["name"] for each in pairs]
        assert listed.count(NEW) == so_many
        assert [each.by_client("GET").body["name"] for each in pairs] == [NEW] * 5
        follow_profile.follow_profile(Table(aws("dynamodb"), TABLE), UserId(pair.coach.user_id), 0, clock.now())
    assert [*due.due_profiles(Table(aws("dynamodb"), TABLE), clock.now() + timedelta(minutes=1))] == []


def test_the_roster_has_the_new_name_of_a_client_after_the_sweep(pair: Pair) -> None:
    pair.book()
    rename(pair, pair.client, "Alexandra")
    swept(pair)
    assert [each["name"] for each in items(pair.marketplace.call(pair.coach, "GET", "/v1/clients"))] == ["Alexandra"]


def test_a_pairing_that_is_read_by_itself_has_both_names_of_now(pair: Pair) -> None:
    pair.book()
    make_copies_old(pair)

    assert pair.by_client("GET").body["name"] == "Casey"
    assert pair.by_coach("GET").body["name"] == "Alex"
    assert "Old name" not in pair.by_client("GET", "/preview").body["says"]


@pytest.mark.parametrize("side", ["client", "coach"])
def test_cancelling_answers_and_keeps_both_names_of_now(pair: Pair, side: str) -> None:
    pair.book()
    pair.enroll()
    pair.complete_all()
    pair.marketplace.settle()
    make_copies_old(pair)
    [plus_one] = pair.sessions("?status=booked")
    by, name = {"client": (pair.by_client, "Casey"), "coach": (pair.by_coach, "Alex")}[side]

    assert by("POST", f"/sessions/{plus_one['session_id']}/cancel").body["pairing"]["name"] == name
    assert [one["name"] for one in items(pair.marketplace.call(pair.client, "GET", "/v1/coaches"))] == ["Casey"]
    assert [one["name"] for one in items(pair.marketplace.call(pair.coach, "GET", "/v1/clients"))] == ["Alex"]


def test_of_two_names_that_are_saved_at_once_the_later_one_stays(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first is about to be copied when the second is saved and copied."""
    pair.book()
    get, reads = Table.get, list[keys.Key]()

    def rename_in_between(table: Table, *wanted: keys.Key) -> Any:
        found = get(table, *wanted)
        reads.extend(key for key in wanted if key.sk.startswith("PAIRING#"))
        if len(reads) == 1 and wanted[0].sk.startswith("PAIRING#"):
            monkeypatch.setattr(Table, "get", get)
            rename(pair, pair.coach, "The second")
        return found

    rename(pair, pair.coach, "The first")
    make_copies_old(pair)
    monkeypatch.setattr(Table, "get", rename_in_between)
    swept(pair)

    assert [one["name"] for one in items(pair.marketplace.call(pair.client, "GET", "/v1/coaches"))] == ["The second"]
