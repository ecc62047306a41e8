"""Booking a package: its sessions go on deck, and its rate counts at once."""

from dataclasses import replace

from tests.integration.api.pair import Pair, refused
from tests.marketplace import Json, Marketplace, client, coach


def usd(amount: int) -> Json:
    return {"amount": amount, "currency": "USD"}


def test_the_first_package_begins_the_pairing(pair: Pair) -> None:
    booked = pair.book()

    assert booked["rate_before"] is None
    assert booked["rate_after"] == booked["package"]["rate"] == usd(6667)
    assert [(session["status"], session["rate"]) for session in booked["sessions"]] == [("booked", usd(6667))] * 3
    assert booked["pairing"] == pair.pairing()
    assert (booked["pairing"]["on_deck"], booked["pairing"]["name"]) == (3, "Casey")
    assert booked["pairing"]["can_enroll"] is True
    assert booked["pairing"]["enrollment"]["state"] == "not_enrolled"


def test_both_sides_list_the_package_and_its_sessions(pair: Pair) -> None:
    booked = pair.book()

    for side in (pair.by_client, pair.by_coach):
        assert side("GET", "/packages").body == {"items": [booked["package"]], "next": None}
        assert side("GET", "/sessions").body == {"items": booked["sessions"][::-1], "next": None}


def test_both_sides_see_the_same_pairing_under_the_others_name_and_id(pair: Pair) -> None:
    pair.book()
    of_client, of_coach = pair.pairing(), pair.by_coach("GET").body

    assert (of_client.pop("coach_id"), of_client.pop("name")) == (pair.coach.user_id, "Casey")
    assert (of_coach.pop("client_id"), of_coach.pop("name")) == (pair.client.user_id, "Alex")
    assert of_client.pop("book_now") is None
    of_client["enrollment"] = {name: of_client["enrollment"][name] for name in of_coach["enrollment"]}
    assert of_client == of_coach


def test_the_roster_and_my_coaches_hold_the_pairing_as_it_is(pair: Pair) -> None:
    pair.book()

    assert pair.marketplace.call(pair.client, "GET", "/v1/coaches").body["items"] == [pair.pairing()]
    assert pair.marketplace.call(pair.coach, "GET", "/v1/clients").body["items"] == [pair.by_coach("GET").body]


def test_a_coach_never_sees_the_address_of_a_client(pair: Pair) -> None:
    pair.book()
    pair.enroll()

    for path in ("", "/packages", "/sessions"):
        assert pair.client.email not in str(pair.by_coach("GET", path).body)


def test_a_new_package_pools_its_sessions_and_says_both_rates(pair: Pair) -> None:
    pair.book(sessions=3, price=usd(20000))
    booked = pair.book(sessions=2, price=usd(9000))

    assert (booked["rate_before"], booked["rate_after"]) == (usd(6667), usd(4500))
    assert booked["pairing"]["on_deck"] == 5
    assert booked["pairing"]["rate"] == usd(4500)
    assert booked["pairing"]["last_package"]["package_id"] == booked["package"]["package_id"]


def test_sessions_keep_the_rate_that_they_were_sold_at(pair: Pair) -> None:
    pair.book(sessions=1, price=usd(7000))
    pair.book(sessions=1, price=usd(9000))

    assert [session["rate"] for session in pair.sessions()] == [usd(9000), usd(7000)]


def test_the_very_next_completion_renews_at_the_rate_of_the_last_package(pair: Pair) -> None:
    pair.book(sessions=1, price=usd(7000))
    pair.enroll()
    pair.book(sessions=1, price=usd(9000))
    pair.renew()

    [plus_one] = pair.sessions("?status=booked")
    assert (plus_one["origin"], plus_one["rate"]) == ("plus_one", usd(9000))


def test_a_plus_one_never_changes_the_rate_and_keeps_its_own(pair: Pair) -> None:
    pair.book(sessions=1, price=usd(7000))
    pair.enroll()
    pair.renew()
    pair.book(sessions=1, price=usd(9000))

    assert [session["rate"] for session in pair.sessions("?status=booked")] == [usd(9000), usd(7000)]
    assert pair.pairing()["last_package"]["rate"] == usd(9000)


def test_a_coach_changes_the_rate_only_by_the_client_booking_a_new_package(pair: Pair) -> None:
    before = pair.book()["rate_after"]
    dearer = pair.offer(price=usd(90_000), client_id=pair.client.user_id)
    assert pair.pairing()["rate"] == before
    pair.try_to_book(dearer["offer_id"])

    assert pair.pairing()["rate"] == usd(30_000)


def test_a_package_in_another_currency_is_refused(pair: Pair) -> None:
    pair.book()
    offer = pair.offer(price={"amount": 100, "currency": "EUR"})

    with pair.marketplace.writing_nothing():
        refused(pair.try_to_book(offer["offer_id"]), 422, "CURRENCY_MISMATCH")


def test_a_free_package_is_fine(pair: Pair) -> None:
    assert pair.book(price=usd(0))["rate_after"] == usd(0)


def test_fifty_sessions_are_booked_in_one_go(pair: Pair) -> None:
    booked = pair.book(sessions=50)

    assert len({session["session_id"] for session in booked["sessions"]}) == 50
    assert pair.pairing()["on_deck"] == 50


def test_what_was_never_offered_is_not_found(pair: Pair) -> None:
    pair.book()

    with pair.marketplace.writing_nothing():
        refused(pair.try_to_book("nothing"), 404, "NOT_FOUND")


def test_one_person_is_the_coach_of_one_and_the_client_of_another(marketplace: Marketplace) -> None:
    both = replace(client("Bo"), groups=("client", "coach"))
    as_coach, as_client = Pair(marketplace, client("Alex"), both), Pair(marketplace, both, coach("Casey"))
    as_coach.book(sessions=2)
    as_client.book(sessions=3)

    assert (as_coach.by_coach("GET").body["on_deck"], as_client.pairing()["on_deck"]) == (2, 3)
