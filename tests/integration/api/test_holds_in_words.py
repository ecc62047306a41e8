"""What each side reads of a hold, through the API (R15, R16)."""

import json
import re

import pytest

from tests.integration.api.pair import Pair, refused
from tests.integration.api.test_holds import At, at, paused
from tests.integration.test_sweep import sweep

__all__ = ["at", "paused"]  # fixtures

COACH_READS = ["", "/timeline?limit=100", "/preview"]


def told(pair: Pair) -> str:
    return " ".join(json.dumps(pair.by_coach("GET", path).body) for path in COACH_READS)


def test_a_client_reads_the_day_and_the_rate_and_that_it_can_be_booked_now(paused: Pair) -> None:
    assert re.fullmatch(
        r"Your next session with Casey is on hold, because the pause that you set is not over\. We'll book it on"
        r" 11 January 2027 at (USD \S+)\. You can book it now at \1\.",
        paused.by_client("GET", "/preview").body["says"],
    )
    newest = paused.by_client("GET", "/timeline").body["items"][0]
    assert newest["says"].endswith("the pause that you set was not over; it was to be booked on 11 January 2027.")


def test_a_coach_reads_that_it_is_on_hold_and_nothing_of_when(paused: Pair, at: At) -> None:
    assert "on hold by the client's own settings" in told(paused)
    at("2027-01-08T00:01")
    before = told(paused)
    sweep(paused.marketplace)
    assert "resumes_soon" in json.dumps(paused.by_client("GET", "/timeline").body)
    assert told(paused) == before
    assert not re.search(r"2027|pause|PAUSED", before)


@pytest.mark.parametrize(
    ("until", "says"),
    [
        (None, r"Saving books 1 session with Casey at USD \S+\."),
        ("2027-01-20", r"Still on hold, .*\. We'll book it on 21 January 2027 at USD \S+\."),
        ("2027-12-31", r"Still on hold, .*\. We won't book it unless you say so\."),
    ],
)
def test_what_a_save_does_to_a_hold_is_said_before_and_comes_true(paused: Pair, until: str | None, says: str) -> None:
    seen = paused.by_client("POST", "/preview", {"settings": {"paused_until": until}}).body["then"]
    assert re.fullmatch(says, seen["says"])
    saved = paused.adjust(paused_until=until)
    assert (saved["plus_one"] is not None) == seen["says"].startswith("Saving books")
    if until:
        day = re.search(r"on (\d+ \w+ 2027) at", seen["says"])
        assert (day is None) == (paused.by_client("GET", "/preview").body["hold"]["resumes_at"] is None)


def test_the_timeline_tells_the_client_what_a_save_did_to_the_hold(paused: Pair) -> None:
    def newest(kind: str) -> str:
        lines = paused.by_client("GET", "/timeline").body["items"]
        return next(str(line["says"]) for line in lines if line["kind"] == kind)

    paused.adjust(paused_until="2027-01-20")
    assert newest("adjusted").endswith("; the session on hold was to be booked on 21 January 2027.")
    paused.adjust()
    assert newest("adjusted").endswith("; the session on hold was booked.")
    assert ", because you saved your settings; " in newest("plus_one_booked")


@pytest.mark.parametrize("terms", ["2026-11", "2999-01"])
def test_terms_that_a_save_would_refuse_the_preview_refuses(paused: Pair, terms: str) -> None:
    settings = {"paused_until": "2027-01-20", "terms_version": terms}
    refused(paused.by_client("POST", "/preview", {"settings": settings}), 409, "TERMS_CHANGED")
    refused(paused.by_client("PUT", "/enrollment", settings), 409, "TERMS_CHANGED")
