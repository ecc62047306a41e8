"""Whatever a client has set, a coach gets the same bytes, as long as the coach may know no difference."""

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plus_one import clock
from plus_one.domain.ids import ulid
from tests import handed
from tests.builders import NOW
from tests.conftest import TABLE, aws, create_table
from tests.integration.api.pair import Pair
from tests.integration.api.routes import COACH, GOOD
from tests.marketplace import Json, Marketplace, client, coach

FEW = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
READS = [route for route, good in GOOD.items() if good.role == COACH and route.startswith("GET ")]
FIGURES = {"sessions": 3, "price": {"amount": 22_500, "currency": "USD"}}
ALEX, CASEY = client("Alex"), coach("Casey")


def usd(*amounts: int) -> st.SearchStrategy[Json]:
    return st.sampled_from(amounts).map(lambda amount: {"amount": amount, "currency": "USD"})


def days(*ahead: int) -> st.SearchStrategy[str]:
    return st.sampled_from(ahead).map(lambda day: (NOW + timedelta(days=day)).date().isoformat())


ROOM = {
    "paused_until": st.none() | days(-40, -1),
    "stop_after": st.none() | st.integers(5, 1000),
    "monthly_spend_cap": st.none() | usd(50_000, 999_999_999),
    "max_rate": st.none() | usd(6667, 100_000),
    "heads_up": st.booleans(),
}
HOLD: dict[str, st.SearchStrategy[Any]] = {
    "paused_until": days(0, 1, 400),
    "stop_after": st.just(0),
    "monthly_spend_cap": usd(0, 6666),
    "max_rate": usd(0, 6666),
}
LEAVES_ROOM = st.fixed_dictionaries(ROOM)
HOLDS = st.sampled_from(sorted(HOLD)).flatmap(lambda name: st.fixed_dictionaries(ROOM | {name: HOLD[name]}))


@pytest.fixture
def numbers(monkeypatch: pytest.MonkeyPatch) -> list[Iterator[int]]:
    """Everything happens in one moment, and ids are drawn from here."""
    drawn: list[Iterator[int]] = [count()]
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "new_id", lambda at: ulid(at, next(drawn[0]) << 20))
    return drawn


def new_world(marketplace: Marketplace, numbers: list[Iterator[int]], wanted: Json) -> Pair:
    """Two sessions are on deck, and the client has set this."""
    aws("dynamodb").delete_table(TableName=TABLE)
    create_table(aws("dynamodb"), marketplace.template, TABLE)
    numbers[0] = count()
    pair = Pair(Marketplace(marketplace.template, marketplace.all_mails, 0), ALEX, CASEY)
    pair.book(sessions=2, price={"amount": 13_334, "currency": "USD"})
    pair.enroll()
    pair.adjust(**wanted)
    return pair


def got(pair: Pair, method: str, path: str, body: Json = None) -> tuple[int, Json, str]:
    """The answer as it is sent; each has an id of its own."""
    market = pair.marketplace
    event = market.http_event(CASEY.claims(), method, path, None if body is None else json.dumps(body), {})
    answer = market.handler(market.routes[event["routeKey"]])(event, handed.context())
    return answer["statusCode"], {**answer["headers"], "x-request-id": ""}, answer["body"]


def seen(pair: Pair) -> list[tuple[int, Json, str]]:
    ids = {"client_id": ALEX.user_id}
    read = [got(pair, *route.format_map(ids).split()) for route in READS]
    return [*read, got(pair, "POST", "/v1/offers/preview", FIGURES | ids)]


def story(pair: Pair) -> Iterator[tuple[int, Json, str]]:
    """Both sessions are completed, what is due is settled, a +1 is cancelled, and the last completion is undone and
    made again. Then the coach ends with the client and takes that back."""
    yield from seen(pair)
    sessions = [each["session_id"] for each in pair.sessions("?status=booked")]
    of = f"/v1/clients/{ALEX.user_id}/sessions"
    for session_id in sessions:
        yield got(pair, "POST", f"{of}/{session_id}/complete", {})
        yield from seen(pair)
    pair.settle()
    yield from seen(pair)
    for plus_one in pair.sessions("?status=booked"):
        yield got(pair, "POST", f"{of}/{plus_one['session_id']}/cancel")
    yield got(pair, "POST", f"{of}/{sessions[-1]}/reopen")
    yield from seen(pair)
    yield got(pair, "POST", f"{of}/{sessions[-1]}/complete", {})
    pair.settle()
    for method in ("PUT", "DELETE"):
        yield got(pair, method, f"/v1/clients/{ALEX.user_id}/end")
        yield from seen(pair)[:-1]  # while it is ended, no figures of an offer are given


def told(marketplace: Marketplace, numbers: list[Iterator[int]], wanted: Json) -> list[tuple[int, Json, str]]:
    return list(story(new_world(marketplace, numbers, wanted)))


@FEW
@given(st.one_of(st.tuples(HOLDS, HOLDS), st.tuples(LEAVES_ROOM, LEAVES_ROOM)))
def test_two_clients_whose_settings_differ_are_the_same_to_the_byte_for_their_coach(
    marketplace: Marketplace, numbers: list[Iterator[int]], both: tuple[Json, Json]
) -> None:
    one, other = (told(marketplace, numbers, wanted) for wanted in both)
    assert one == other
    assert all(status == 200 for status, _, _ in one)


@FEW
@given(HOLDS, LEAVES_ROOM)
def test_the_figures_for_an_offer_do_not_even_tell_whether_a_plus_one_would_be_booked(
    marketplace: Marketplace, numbers: list[Iterator[int]], held: Json, free: Json
) -> None:
    figures = FIGURES | {"client_id": ALEX.user_id}
    one, other = (
        got(new_world(marketplace, numbers, wanted), "POST", "/v1/offers/preview", figures) for wanted in (held, free)
    )
    assert one == other
    assert one[2] == ('{"rate_before":{"amount":6667,"currency":"USD"},"rate_after":{"amount":7500,"currency":"USD"}}')


def test_every_route_of_a_coach_about_a_client_is_looked_at() -> None:
    ends = {"PUT /v1/clients/{client_id}/end", "DELETE /v1/clients/{client_id}/end"}
    asked = {*READS, *ends, "POST /v1/offers/preview"} | {
        f"POST /v1/clients/{{client_id}}/sessions/{{session_id}}/{verb}" for verb in ("complete", "reopen", "cancel")
    }
    of_coach = {route for route, good in GOOD.items() if good.role == COACH}
    assert of_coach - asked == {"POST /v1/offers", "DELETE /v1/offers/{offer_id}"}
