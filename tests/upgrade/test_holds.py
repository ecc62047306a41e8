"""What versions without holds have left: the tap is open for it, and nothing books by itself."""

from datetime import timedelta

import pytest

from plus_one import clock
from plus_one.store.items import Item
from tests.integration.api.pair import Pair
from tests.integration.test_sweep import sweep
from tests.marketplace import Marketplace, client, coach
from tests.upgrade.test_newer import rewrite

OLD_TERMS = "2026-11"


@pytest.fixture
def pair(marketplace: Marketplace) -> Pair:
    return Pair(marketplace, client("Alex"), coach("Casey"))


@pytest.fixture
def under_old_terms(pair: Pair) -> Pair:
    """Enrolled before there were holds."""
    pair.book(sessions=1)
    pair.enroll()
    rewrite("pairing", lambda item: item | {"enrollment": item["enrollment"] | {"v": OLD_TERMS}})
    return pair


def _skipped(item: Item) -> Item:
    return {name: value for name, value in item.items() if not name.startswith("due_")} | {"state": "skipped"}


def _without_hold(item: Item) -> Item:
    return item | {"renewal": {name: value for name, value in item["renewal"].items() if name != "h"}}


def pause(pair: Pair, days: int = 3, **more: str) -> None:
    pair.adjust(paused_until=f"{clock.now() + timedelta(days=days):%Y-%m-%d}", **more)


def shown(pair: Pair) -> Item:
    preview: Item = pair.by_client("GET", "/preview").body
    return preview


def a_year_passes(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    later = clock.now() + timedelta(days=365)
    monkeypatch.setattr(clock, "now", lambda: later)
    sweep(pair.marketplace)


def test_what_an_older_version_skipped_never_books_by_itself_but_can_be_tapped(
    under_old_terms: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = under_old_terms
    pause(pair)
    pair.renew()
    rewrite("renewal", _skipped)
    rewrite("pairing", _without_hold)
    a_year_passes(pair, monkeypatch)
    pair.adjust()
    assert (pair.pairing()["on_deck"], shown(pair)["hold"]) == (0, None)

    assert pair.by_client("POST", "/plus-one", shown(pair)["book_now"]).status == 201
    assert pair.pairing()["on_deck"] == 1


def test_who_enrolled_under_older_terms_is_asked(under_old_terms: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    pause(under_old_terms)
    under_old_terms.renew()
    assert shown(under_old_terms)["hold"] == {"reason": "PAUSED", "resumes_at": None}
    a_year_passes(under_old_terms, monkeypatch)
    assert under_old_terms.pairing()["on_deck"] == 0


def test_a_save_that_names_the_new_terms_gives_the_hold_its_day(under_old_terms: Pair) -> None:
    pause(under_old_terms)
    under_old_terms.renew()
    pause(under_old_terms, terms_version="2026-12")
    assert shown(under_old_terms)["hold"]["resumes_at"]
    assert under_old_terms.enrollment()["terms_version"] == "2026-12"


def test_terms_that_are_not_the_present_ones_cannot_be_accepted(under_old_terms: Pair) -> None:
    reply = under_old_terms.try_to_adjust(terms_version="2025-01")
    assert (reply.status, reply.body["code"]) == (409, "TERMS_CHANGED")
