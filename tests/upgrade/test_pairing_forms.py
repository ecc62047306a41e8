"""A pairing is stored in two forms: that of 0.1.0, until the backfill, and one that leaves room in its kilobyte."""

from dataclasses import replace

import pytest

from ops import pairing_forms
from ops.audit.audit import violations
from plus_one.domain.ids import EventId
from plus_one.domain.pairings import Pairing
from plus_one.store import keys, pairings
from plus_one.store.items import Item, marshal, unmarshal
from plus_one.store.pairing_names import is_older
from plus_one.store.table import Table
from tests.conftest import TABLE, aws
from tests.integration.samples import ENROLLMENT, PAIRING
from tests.marketplace import Marketplace
from tests.upgrade.test_newer import stored
from tests.upgrade.test_upgrade import kept

# Written by hand. Never make these from what the code writes.
OLDER: Item = {
    "PK": "CLIENT#6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
    "SK": "PAIRING#0c60c80f-961e-4f16-8b9b-9a1b7b0f2d6c",
    "GSI1PK": "COACH#0c60c80f-961e-4f16-8b9b-9a1b7b0f2d6c",
    "GSI1SK": "CLIENT#6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
    "type": "pairing",
    "version": 7,
    "client": "Alex",
    "coach": "Zoë Casey",
    "currency": "USD",
    "on_deck": 2,
    "deck_seq": 4,
    "package_seq": 3,
    "package": {
        "id": "01KAPACKAGE000000000000000",
        "offer": "01KAFFER000000000000000000",
        "n": 3,
        "price": 20000,
        "rate": 6667,
        "auto": True,
        "at": 1795428005123,
        "before": 6000,
    },
    "enrollment": {
        "on": True,
        "epoch": 3,
        "since": 1795428005123,
        "until": 1795514405124,
        "terms": "2026-11",
        "ended_by": "01M86FZ4840000000000000009",
        "set": {"paused": "2026-12-31", "stop": 7, "cap": 20000, "max": 7000, "heads_up": False},
        "seq": 2,
    },
    "renewal": {
        "of": "01KASESS10N000000000000000",
        "n": 2,
        "at": 1795428005123,
        "epoch": 3,
        "seq": 4,
        "reason": "PACKAGE_NOT_RENEWABLE",
        "done": 1795514405124,
    },
    "plus_one": {
        "id": "01KAP1S0000000000000000000",
        "rate": 6667,
        "at": 1795428005123,
        "seq": 2,
        "month": "2026-11",
        "n": 0,
    },
    "r": "1o9dPLa",
    "p": "1o9dQ",
    "u": "1o9dP00MW",
    "e": "1o9dP3",
    "z": 1795428005123,
    "w": "1o9dP2",
    "spent": {"2026-11": 6667},
    "told": 4,
    "profile": 3,
    "zone": "Europe/Berlin",
    "undeliverable": True,
    "t": 1795514405124,
}
SHORT: Item = {
    "PK": "CLIENT#6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
    "SK": "PAIRING#0c60c80f-961e-4f16-8b9b-9a1b7b0f2d6c",
    "GSI1PK": "COACH#0c60c80f-961e-4f16-8b9b-9a1b7b0f2d6c",
    "GSI1SK": "CLIENT#6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
    "type": "pairing",
    "version": 7,
    "client": "Alex",
    "coach": "Zoë Casey",
    "c": "USD",
    "on_deck": 2,
    "d": 4,
    "n": 3,
    "package": {
        "i": "01KAPACKAGE000000000000000",
        "n": 3,
        "p": 20000,
        "r": 6667,
        "a": True,
        "t": 1795428005123,
        "b": 6000,
    },
    "enrollment": {
        "o": True,
        "e": 3,
        "s": 1795428005123,
        "u": 1795514405124,
        "v": "2026-11",
        "b": "0000000000000009",
        "set": {"p": "2026-12-31", "s": 7, "c": 20000, "m": 7000, "h": False},
        "q": 2,
    },
    "renewal": {
        "o": "01KASESS10N000000000000000",
        "n": 2,
        "t": 1795428005123,
        "e": 3,
        "q": 4,
        "r": "R",
        "d": 1795514405124,
    },
    "plus_one": {"i": "01KAP1S0000000000000000000", "r": 6667, "t": 1795428005123, "q": 2, "m": "2026-11", "n": 0},
    "r": "1o9dPLa",
    "p": "1o9dQ",
    "u": "1o9dP00MW",
    "e": "1o9dP3",
    "z": 1795428005123,
    "w": "1o9dP2",
    "spent": {"2026-11": 6667},
    "h": 4,
    "f": 3,
    "zone": "Europe/Berlin",
    "x": True,
    "t": 1795514405124,
}
SAYS = replace(PAIRING, enrollment=replace(ENROLLMENT, ended_by=EventId("01M86FZ4840000000000000009")))
FORMS = pytest.mark.parametrize("form", [OLDER, SHORT], ids=["of 0.1.0", "short"])


def written(pairing: Pairing) -> Item:
    return unmarshal(pairings.put_next(pairing)["Put"]["Item"])


@FORMS
def test_both_forms_say_the_same(form: Item) -> None:
    assert pairings.from_item(form) == SAYS


@FORMS
def test_a_pairing_keeps_its_form(form: Item) -> None:
    assert written(pairings.from_item(form)) == form | {"version": 8}


def test_a_new_pairing_is_short() -> None:
    assert written(replace(SAYS, version=6)) == SHORT


def test_what_another_version_wrote_into_either_form_is_kept() -> None:
    for form in (OLDER, SHORT):
        newer = form | {"hold": {"until": 5}, "renewal": form["renewal"] | {"hold": True}}
        assert written(pairings.from_item(newer)) == newer | {"version": 8}


def test_the_tables_of_older_versions_are_written_in_the_short_form_and_back(
    before: list[Item], marketplace: Marketplace
) -> None:
    """Going back to 0.1.0, each has the offer of its last package."""
    table = Table(aws("dynamodb"), TABLE)

    def all_pairings() -> list[Item]:
        return [item for item in kept(marketplace) if item["type"] == "pairing"]

    was = {item["PK"]: pairings.from_item(item) for item in all_pairings()}
    older = {item["PK"]: {**item, "recent": None, "r": None, "version": None} for item in all_pairings()}
    assert len(list(pairing_forms.shorten(table, dry_run=True))) == len(was) == 8
    assert all(map(is_older, all_pairings()))

    assert len(list(pairing_forms.shorten(table, dry_run=False))) == 8
    assert not any(map(is_older, all_pairings()))
    for item in all_pairings():
        moments = pairings.from_item(item).recent_plus_ones
        assert pairings.from_item(item) == replace(
            was[item["PK"]], version=was[item["PK"]].version + 1, recent_plus_ones=moments
        )
    assert violations(kept(marketplace)) == []
    assert list(pairing_forms.shorten(table, dry_run=False)) == []

    assert len(list(pairing_forms.lengthen(table, dry_run=False))) == 8
    assert {item["PK"]: {**item, "recent": None, "r": None, "version": None} for item in all_pairings()} == older
    assert violations(kept(marketplace)) == []
    assert list(pairing_forms.lengthen(table, dry_run=False)) == []


def test_a_pairing_that_is_written_meanwhile_is_rewritten_as_it_is_then(marketplace: Marketplace) -> None:
    table = Table(aws("dynamodb"), TABLE)
    table.client.put_item(TableName=TABLE, Item=marshal(OLDER))
    rewriting = pairing_forms.shorten(table, dry_run=False)
    [read] = table.get(keys.pairing(SAYS.client_id, SAYS.coach_id))
    assert read
    table.write(pairings.put_next(replace(pairings.from_item(read), client_name="Sasha")))
    assert len(list(rewriting)) == 1
    assert (stored("pairing")["client"], is_older(stored("pairing"))) == ("Sasha", False)
    table.client.delete_item(TableName=TABLE, Key=marshal(keys.pairing(SAYS.client_id, SAYS.coach_id).item()))
