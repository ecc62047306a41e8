"""The copy meets what people did after the loss: nothing newer is overwritten, and two histories are not mixed."""

from functools import partial

import pytest

from ops.__main__ import main
from ops.support import CannotHelp
from plus_one.domain.ids import UserId
from plus_one.store.keys import open_count
from plus_one.store.table import connect
from tests import tables
from tests.conftest import TABLE
from tests.integration.api.pair import Pair
from tests.integration.ops.desk import STACK, lost_feedback, typed
from tests.integration.ops.lost import COPY, as_aws_restores_it, lose, restored


def test_what_went_on_since_stays_and_what_is_missing_is_added(pair: Pair) -> None:
    as_aws_restores_it()
    pair.renew()
    kept = tables.items(TABLE)
    lose("COACH#" + pair.coach.user_id + "#PACKAGE")
    restored()

    assert tables.items(TABLE) == kept


def test_a_pairing_that_began_again_since_is_named_and_left_alone(
    pair: Pair, capsys: pytest.CaptureFixture[str]
) -> None:
    as_aws_restores_it()
    lose()
    pair.book(sessions=1)
    typed("stop")
    kept = [item for item in tables.items(TABLE) if item["PK"]["S"].startswith("CLIENT#")]
    assert main(["restore", STACK, "--from", COPY, "--yes"]) == 1

    said = capsys.readouterr()
    assert f"left alone, client {pair.client.user_id} with coach {pair.coach.user_id}" in said.out
    assert "1 pairings were left alone" in said.err
    assert [item for item in tables.items(TABLE) if item["PK"]["S"].startswith("CLIENT#")] == kept


def test_open_standard_offers_are_counted_again_with_those_of_the_copy(pair: Pair) -> None:
    """A coach who makes an offer after the loss begins a count."""
    as_aws_restores_it()
    lose()
    pair.offer()
    again, counted = "open_offers: 1 counted again", partial(connect(TABLE).get, open_count(UserId(pair.coach.user_id)))
    [begun] = counted()
    assert again in restored()
    [count] = counted()
    assert (begun and begun["open"], count and count["open"]) == (1, 2)
    assert again not in restored()
    assert counted() == [count]


def test_a_pairing_of_which_the_stack_has_later_events_is_left_alone(pair: Pair) -> None:
    as_aws_restores_it()
    pair.unenroll()
    lose("PAIRING#")
    typed("stop")
    with pair.marketplace.writing_nothing(), pytest.raises(CannotHelp, match="left alone"):
        typed("restore", "--from", COPY, "--yes")
    lose()


def test_two_tables_that_went_on_by_themselves_are_not_mixed(pair: Pair) -> None:
    as_aws_restores_it("earlier")
    pair.unenroll()
    as_aws_restores_it()
    lose()
    typed("stop")
    typed("restore", "--from", "earlier")
    typed("start")
    pair.complete_all()
    pair.unenroll()
    typed("stop")
    with pair.marketplace.writing_nothing(), pytest.raises(CannotHelp, match="left alone"):
        typed("restore", "--from", COPY, "--yes")


def test_a_profile_keeps_its_name_and_its_flag_after_somebody_has_signed_in_again(pair: Pair) -> None:
    pair.marketplace.call(pair.client, "PUT", "/v1/profile", {"name": "Alexandra", "time_zone": "Europe/Berlin"})
    pair.marketplace.publish(lost_feedback(pair)[2])
    as_aws_restores_it()
    lose()
    pair.marketplace.call(pair.client, "PUT", "/v1/profile", {"name": "Alex", "time_zone": "UTC"})
    assert "profile: 1 merged" in restored()

    profile = pair.marketplace.call(pair.client, "GET", "/v1/profile").body
    assert (profile["name"], profile["time_zone"]) == ("Alexandra", "Europe/Berlin")
    assert pair.enrollment()["reason"] == "NOTICE_UNDELIVERABLE"
