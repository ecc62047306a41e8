"""For any pairing, offer and settings: what the preview says is what is so once the client has really done it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plus_one import clock
from plus_one.domain.enrollments import NEVER_ENROLLED
from plus_one.domain.ids import UserId
from plus_one.domain.money import Money
from plus_one.domain.packages import Offer
from plus_one.domain.pairings import Pairing as Known
from plus_one.domain.profiles import Profile
from plus_one.domain.renewals import Reason
from plus_one.domain.settings import Settings
from plus_one.store import offers, pairings, profiles
from plus_one.store.table import Table, connect
from tests.builders import ENDED_BY, ENROLLED, NOW, offer, package, pairing, renewal, usd
from tests.conftest import TABLE
from tests.integration.api.pair import Pair
from tests.marketplace import Json, Marketplace, Reply, client, coach

LIKE_ANY_OTHER = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
AMOUNTS = st.sampled_from([0, 1, 6000, 6667, 7000, 20_000])
MONEY = st.none() | st.builds(Money, AMOUNTS, st.sampled_from(["USD"] * 9 + ["EUR"]))
SETTINGS = st.builds(
    Settings,
    paused_until=st.none() | st.sampled_from([-1, 0, 400]).map(lambda days: (NOW + timedelta(days=days)).date()),
    stop_after=st.none() | st.sampled_from([0, 1]),
    monthly_spend_cap=MONEY,
    max_rate=MONEY,
    heads_up=st.booleans(),
)
OWN = SETTINGS.filter(lambda one: "EUR" not in str(one))
ENROLLMENTS = st.one_of(
    st.just(NEVER_ENROLLED),
    OWN.map(ENROLLED.adjusted),
    OWN.map(lambda one: ENROLLED.adjusted(one).turned_off(ENDED_BY, NOW)),
)
KNOWN = st.builds(
    lambda rate, renews, **given: pairing(
        last_package=package(rate=usd(rate), auto_renewal=renews), version=0, **given
    ),
    AMOUNTS,
    st.booleans(),
    on_deck=st.integers(0, 2),
    enrollment=ENROLLMENTS,
    renewal=st.none() | st.sampled_from([renewal(), renewal().skipped(Reason.PAUSED, NOW)]),
    recent_plus_ones=st.integers(0, 12).map(lambda count: (NOW - timedelta(hours=1),) * count),
    spent=st.sampled_from([{}, {"2026-11": 6667}, {"2026-10": 6667}]),
)
OFFERS = st.builds(
    lambda amount, currency, **given: offer(price=Money(amount * 2, currency), sessions=2, **given),
    AMOUNTS,
    st.sampled_from(["USD"] * 5 + ["EUR"]),
    auto_renewal=st.booleans(),
    expires_at=st.sampled_from([None, None, NOW + timedelta(days=1), NOW]),
)


@pytest.fixture
def table(marketplace: Marketplace, monkeypatch: pytest.MonkeyPatch) -> Table:
    """Everything happens in one moment."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return connect(TABLE)


@LIKE_ANY_OTHER
@given(st.none() | KNOWN, st.none() | OFFERS, st.none() | SETTINGS, st.booleans(), st.booleans())
def test_what_the_preview_says_comes_true(
    marketplace: Marketplace,
    table: Table,
    known: Known | None,
    offered: Offer | None,
    wanted: Settings | None,
    flagged: bool,
    moved: bool,
) -> None:
    pair = Pair(marketplace, client(), coach())
    change = _prepared(pair, table, known, offered, wanted, flagged=flagged)
    if moved:
        pair = replace(pair, client=replace(pair.client, email="moved@example.com"))
    before = pair.by_client("GET", "/preview")
    with marketplace.writing_nothing():
        seen = pair.by_client("POST", "/preview", change)
    if not change and known is None:
        assert seen.status == 404
        return
    refused = _really_done(pair, change)
    if seen.status != 200:
        assert [seen.body["code"]] == refused[:1]
        return
    assert _figures(seen.body["now"] or {}) == (_figures(before.body) if known else {})
    _compare(pair, seen.body["then"], refused)


def _compare(pair: Pair, then: Json, refused: list[str]) -> None:
    assert refused in ([], ["PACKAGE_NOT_RENEWABLE"])
    real = pair.by_client("GET", "/preview").body
    if refused:
        assert (then["reason"], then["effective"], real["reason"]) == (*refused, "off", "NOT_ENROLLED")
        real |= {"reason": then["reason"]}
    assert _figures(then) == _figures(real)
    assert then["effective"] == pair.pairing()["enrollment"]["effective"]


def _really_done(pair: Pair, change: Json) -> list[str]:
    """The codes of what is refused, as far as it gets."""
    replies: list[Reply] = []
    if "offer_id" in change:
        replies.append(pair.try_to_book(change["offer_id"]))
    if "settings" in change and all(reply.status < 300 for reply in replies):
        replies.append(pair.try_to_adjust(**change["settings"]))
    return [reply.body["code"] for reply in replies if reply.status >= 400]


def _figures(said: Json) -> Json:
    return {name: said[name] for name in ("on_deck", "books", "reason", "rate") if name in said}


def _prepared(
    pair: Pair, table: Table, known: Known | None, offered: Offer | None, wanted: Settings | None, *, flagged: bool
) -> Json:
    client_id, coach_id = UserId(pair.client.user_id), UserId(pair.coach.user_id)
    pair.marketplace.call(pair.client, "GET", "/v1/profile")
    if flagged:
        profile = Profile(user_id=client_id, name=pair.client.name, email=pair.client.email)
        table.write(profiles.put_undeliverable(profile, clock.now()))
    if known:
        table.write(pairings.put_next(replace(known, client_id=client_id, coach_id=coach_id)))
    change: Json = {}
    if offered:
        table.write(offers.put_new(replace(offered, coach_id=coach_id)))
        change["offer_id"] = offered.offer_id
    return change | ({"settings": _as_sent(wanted)} if wanted else {})


def _as_sent(wanted: Settings) -> Json:
    amounts = {"monthly_spend_cap": wanted.monthly_spend_cap, "max_rate": wanted.max_rate}
    return {
        "paused_until": wanted.paused_until and wanted.paused_until.isoformat(),
        "stop_after": wanted.stop_after,
        "heads_up": wanted.heads_up,
        **{name: money and {"amount": money.amount, "currency": money.currency} for name, money in amounts.items()},
    }
