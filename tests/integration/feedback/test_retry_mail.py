"""A person whose address refused our mail is told so, and may ask us to try it again."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from plus_one import clock
from plus_one.store.table import Contended, Table
from tests.integration.api.pair import refused as refusal
from tests.integration.feedback.enrolled import Pair, flagged
from tests.integration.feedback.news import hard
from tests.marketplace import Person, Reply, coach

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def hour(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the clock to so many hours after the story began."""

    def later(hours: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=hours))

    later(0)
    return later


def mail(pair: Pair, person: Person) -> str:
    return str(pair.marketplace.call(person, "GET", "/v1/profile").body["mail"])


def retry(pair: Pair, person: Person, **headers: str) -> Reply:
    return pair.marketplace.call(person, "POST", "/v1/profile/retry-mail", **headers)


def bounce(pair: Pair, person: Person, kind: str = "") -> None:
    pair.marketplace.publish(hard(pair.mail(kind, to=person)))


@pytest.mark.parametrize("side", ["alex", "casey"])
def test_a_person_whose_address_refused_mail_is_told_so_and_gets_mail_again_when_they_ask(
    pair: Pair, side: str
) -> None:
    person = getattr(pair, side)
    assert mail(pair, person) == "ok"
    bounce(pair, person)
    assert mail(pair, person) == "refused"
    again = retry(pair, person)

    assert (again.status, again.body["mail"]) == (200, "ok")
    assert mail(pair, person) == "ok"
    assert pair.complete_last() == "BOOKED"
    assert pair.mail("plus_one_booked", to=person).subject


def test_the_pairings_with_all_coaches_go_on_as_soon_as_the_client_asks(pair: Pair) -> None:
    other = Pair(pair.marketplace, pair.alex, coach("Robin"))
    bounce(pair, pair.alex)
    assert pair.reasons() == other.reasons() == {"NOTICE_UNDELIVERABLE"}
    retry(pair, pair.alex)
    assert pair.reasons() == other.reasons() == {None}


def test_an_address_that_refuses_again_is_tried_once_a_day(pair: Pair, hour: Any) -> None:
    bounce(pair, pair.alex)
    retry(pair, pair.alex)
    pair.complete_last()
    bounce(pair, pair.alex, "plus_one_booked")
    hour(23.9)
    with pair.marketplace.writing_nothing():
        refusal(retry(pair, pair.alex), 409, "MAIL_RETRIED_TOO_SOON")
    assert flagged(pair.alex)
    hour(24)
    assert retry(pair, pair.alex).body["mail"] == "ok"


def test_who_is_not_held_back_asks_for_nothing(pair: Pair) -> None:
    with pair.marketplace.writing_nothing():
        for _ in range(2):
            assert retry(pair, pair.alex).body["mail"] == "ok"


def test_a_repetition_with_its_key_clears_no_flag_that_was_set_since(pair: Pair, hour: Any) -> None:
    bounce(pair, pair.alex)
    first = retry(pair, pair.alex, idempotency_key="once")
    pair.complete_last()
    bounce(pair, pair.alex, "plus_one_booked")
    hour(25)
    again = retry(pair, pair.alex, idempotency_key="once")

    assert (first.body["mail"], again.status, again.body["mail"]) == ("ok", 200, "refused")
    assert flagged(pair.alex)


def test_a_key_that_asked_for_nothing_is_used_up_too(pair: Pair) -> None:
    assert retry(pair, pair.alex, idempotency_key="early").status == 200
    bounce(pair, pair.alex)
    assert retry(pair, pair.alex, idempotency_key="early").body["mail"] == "refused"


def test_a_new_address_may_be_tried_again_at_once(pair: Pair) -> None:
    bounce(pair, pair.alex)
    retry(pair, pair.alex)
    pair.alex = replace(pair.alex, email="new@example.com")
    assert mail(pair, pair.alex) == "ok"
    pair.complete_last()
    bounce(pair, pair.alex, "plus_one_booked")
    assert retry(pair, pair.alex).body["mail"] == "ok"


def test_a_conflict_that_lasts_is_answered_with_try_again_and_nothing_is_done(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    def contended(*_: Any) -> None:
        raise Contended

    bounce(pair, pair.alex)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    monkeypatch.setattr(Table, "commit", contended)
    with pair.marketplace.writing_nothing():
        refusal(retry(pair, pair.alex), 503, "TRY_AGAIN")
