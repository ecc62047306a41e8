"""What booking or saving would do, asked before it is done (api.md, "preview")."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.integration.api.pair import Pair, refused
from tests.integration.api.routes import ASKING, Deal
from tests.marketplace import Json, Reply, client

EUR = {"amount": 20000, "currency": "EUR"}


def asked(pair: Pair, **change: Json) -> Json:
    reply = ask(pair, **change)
    assert reply.status == 200, reply.body
    return reply.body


def ask(pair: Pair, **change: Json) -> Reply:
    with pair.marketplace.writing_nothing():
        return pair.by_client("POST", "/preview", change)


def test_a_client_who_is_paused_until_2099_is_still_on_hold_after_a_package_with_auto_renewal(pair: Pair) -> None:
    pair.book()
    pair.enroll()
    pair.adjust(paused_until="2099-12-31")
    pair.book(auto_renewal=False)
    seen = asked(pair, offer_id=pair.offer()["offer_id"])

    assert (seen["now"]["effective"], seen["now"]["reason"]) == ("suspended", "PACKAGE_NOT_RENEWABLE")
    then = seen["then"]
    assert (then["effective"], then["reason"], then["books"], then["rate"]) == ("suspended", "PAUSED", False, None)
    assert then["on_deck"] == 9
    assert then["says"].startswith("Still on hold, because you paused the +1 Program through 31 December 2099.")


def test_who_has_not_booked_yet_sees_what_the_first_package_brings(pair: Pair) -> None:
    offer_id = pair.offer()["offer_id"]
    seen = asked(pair, offer_id=offer_id)

    assert seen["now"] is None
    assert (seen["then"]["on_deck"], seen["then"]["effective"], seen["then"]["reason"]) == (3, "off", "NOT_ENROLLED")
    then = asked(pair, offer_id=offer_id, settings={})["then"]
    assert (then["effective"], then["books"], then["rate"]) == ("active", True, {"amount": 6667, "currency": "USD"})


def test_what_is_now_is_what_the_preview_of_now_says(deal: Deal) -> None:
    now = deal.pair.by_client("GET", "/preview").body
    seen = asked(deal.pair)

    of_now = {name: said for name, said in now.items() if name not in ("hold", "book_now", "cannot_because")}
    assert seen["now"] == of_now | {"effective": "active"}
    assert seen["then"] == seen["now"] | {"says": seen["then"]["says"]}


def test_a_package_that_cannot_be_renewed_keeps_the_program_from_being_turned_on_and_the_preview_says_so(
    pair: Pair,
) -> None:
    pair.book(auto_renewal=False)
    refused_now = asked(pair, settings={})["then"]
    assert (refused_now["effective"], refused_now["reason"]) == ("off", "PACKAGE_NOT_RENEWABLE")
    assert "You can't turn it on" in refused_now["says"]

    with_another = asked(pair, offer_id=pair.offer()["offer_id"], settings={})["then"]
    assert (with_another["effective"], with_another["reason"]) == ("active", "BOOKED")


def test_a_new_verified_address_counts_before_it_is_written(pair: Pair) -> None:
    pair.book()
    pair.enroll()
    moved = Pair(pair.marketplace, replace(pair.client, email="alex.new@example.com"), pair.coach)
    assert asked(moved, offer_id=pair.offer()["offer_id"])["then"]["books"]


REFUSED: dict[str, tuple[Callable[[Pair], Json], int, str]] = {
    "an offer that there is not": (lambda _: {"offer_id": "nothing"}, 404, "NOT_FOUND"),
    "the custom offer of another client": (
        lambda pair: {"offer_id": pair.offer_to(client("Sam"))["offer_id"]},
        404,
        "NOT_FOUND",
    ),
    "an offer that is booked": (lambda pair: {"offer_id": _booked(pair)}, 409, "OFFER_CLOSED"),
    "an offer in another currency": (
        lambda pair: {"offer_id": pair.offer(price=EUR)["offer_id"]},
        422,
        "CURRENCY_MISMATCH",
    ),
    "settings in another currency": (lambda _: {"settings": {"max_rate": EUR}}, 422, "CURRENCY_MISMATCH"),
    "an unknown setting": (lambda _: {"settings": {"paused": "2099-12-31"}}, 422, "INVALID"),
    "something unknown": (lambda _: {"offer": "nothing"}, 422, "INVALID"),
}


def _booked(pair: Pair) -> str:
    offer_id: str = pair.offer(client_id=pair.client.user_id)["offer_id"]
    pair.try_to_book(offer_id)
    return offer_id


@pytest.mark.parametrize("what", REFUSED)
def test_what_booking_or_saving_refuses_its_preview_refuses(pair: Pair, what: str) -> None:
    change, status, code = REFUSED[what]
    pair.book()

    refused(ask(pair, **change(pair)), status, code)


def test_without_a_package_and_without_an_offer_there_is_nothing_to_preview(pair: Pair) -> None:
    refused(ask(pair), 404, "NOT_FOUND")
    refused(ask(pair, settings={}), 409, "NO_PACKAGE_BOOKED")


def test_nobody_previews_a_package_of_their_own(pair: Pair) -> None:
    both = replace(pair.coach, groups=("client", "coach"))
    own = Pair(pair.marketplace, both, both)
    refused(ask(own, offer_id=pair.offer()["offer_id"]), 422, "SAME_PERSON")


@pytest.mark.parametrize("route", ASKING)
def test_a_preview_writes_nothing_and_uses_up_no_key(deal: Deal, route: str) -> None:
    with deal.pair.marketplace.writing_nothing():
        first = deal.request(route, idempotency_key="one-key")
    assert first.status == 200
    again = deal.request("POST /v1/coaches/{coach_id}/packages", idempotency_key="one-key")
    assert again.status == 201


def test_the_rates_of_an_offer_that_is_not_made_are_those_of_its_booking(pair: Pair) -> None:
    prices = [(20000, 3), (10000, 3), (1, 2), (0, 7), (999_999_999, 50)]
    before = None
    for amount, sessions in prices:
        figures = {"sessions": sessions, "price": {"amount": amount, "currency": "USD"}}
        seen = rates(pair, client_id=pair.client.user_id, **figures).body
        booked = pair.book(**figures)
        assert seen == {"rate_before": before, "rate_after": booked["rate_after"]}
        assert booked["rate_before"] == before
        before = booked["rate_after"]


def rates(pair: Pair, **figures: Json) -> Reply:
    with pair.marketplace.writing_nothing():
        return pair.marketplace.call(pair.coach, "POST", "/v1/offers/preview", figures)


def test_an_offer_to_everybody_or_to_somebody_new_has_no_rate_before(pair: Pair) -> None:
    figures = {"sessions": 3, "price": {"amount": 20000, "currency": "USD"}}
    known = {"rate_before": None, "rate_after": {"amount": 6667, "currency": "USD"}}
    assert rates(pair, **figures).body == rates(pair, client_id="somebody-new", **figures).body == known


def test_a_coach_is_told_at_once_that_this_client_books_in_another_currency(pair: Pair) -> None:
    pair.book()
    refused(rates(pair, sessions=3, price=EUR, client_id=pair.client.user_id), 422, "CURRENCY_MISMATCH")
