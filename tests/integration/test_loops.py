"""Nobody's acts cost the other person of a pairing more than 40 mails a day (product.md, "Limits")."""

from typing import Any

import pytest

from ops.audit.audit import violations
from plus_one.store.packing import packed
from plus_one.store.table import Table
from tests.conftest import ROOT
from tests.integration.acting import Acting
from tests.integration.samples import AT
from tests.kept import everything
from tests.proof.brakes import hostile
from tests.proof.brakes.hostile import MOST_A_DAY, Hostile
from tests.proof.brakes.stories import STORIES

HISTORIES = 200
LAW = ROOT / "docs" / "product.md"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_a_loop_meets_a_brake(table: Table, story: Any) -> None:
    ended, expected = story(Acting(table))
    assert ended == expected


def test_the_limits_add_up_to_at_most_40_mails_a_day() -> None:
    assert hostile.most_to_the_client() <= MOST_A_DAY
    assert hostile.most_to_the_coach() <= MOST_A_DAY
    assert f"at most {hostile.most_about_own_turns()} times in any 24 hours" in LAW.read_text(encoding="utf-8")


def test_no_hostile_history_costs_more_than_the_limits_add_up_to() -> None:
    most = [Hostile(seed).play().most for seed in range(HISTORIES)]
    assert 10 < max(each["client"] for each in most) <= hostile.most_to_the_client()
    assert 20 < max(each["coach"] for each in most) <= hostile.most_to_the_coach()


def test_the_auditor_names_what_met_no_brake(table: Table) -> None:
    acting = Acting(table)
    [session] = acting.booked()
    acting.complete(session)
    acting.reopen(session)
    items = everything(table)
    assert violations(items) == []
    [reopened] = [item for item in items if item.get("kind") == "session_reopened"]
    reopened["facts"]["completion"] = 4
    [pairing] = [item for item in items if item["type"] == "pairing"]
    pairing["p"] = packed([AT])
    assert [said for said in violations(items) if "was reopened 4 times" in said]
    assert [said for said in violations(items) if "the pairing remembers packages" in said]
