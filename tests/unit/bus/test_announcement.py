"""What others hear of an event, and that it is what the committed schemas and docs/events.md say."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker  # type: ignore[import-untyped]

from plus_one.bus.announcement import Announcement, announcement
from plus_one.domain.events import NOTICES, Bus, Event, EventKind
from plus_one.domain.ids import ulid
from tests.builders import CLIENT, COACH, NOW, event
from tests.conftest import ROOT

SCHEMAS = {path.stem: json.loads(path.read_text()) for path in (ROOT / "docs" / "events").glob("*.json")}
PAGE = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
MONEY = {"amount": 6667, "currency": "USD"}
PLUS_ONE, COMPLETED, PACKAGE = (ulid(NOW, number) for number in range(3))
FACTS: dict[str, Any] = {
    "session_id": PLUS_ONE,
    "completed_session_id": COMPLETED,
    "package_id": PACKAGE,
    "package_price": 20000,
    "rate": 6667,
    "currency": "USD",
    "by": "coach",
}
BOOKED = event(EventKind.PLUS_ONE_BOOKED, **FACTS)
CANCELLED = event(EventKind.PLUS_ONE_CANCELLED, **FACTS)
REOPENED = event(EventKind.SESSION_REOPENED, **FACTS)


def test_a_booked_plus_one_says_what_is_due_and_for_what() -> None:
    said = announcement(BOOKED)

    assert said == Announcement(
        "plus_one.booked",
        {
            "version": 1,
            "id": BOOKED.event_id,
            "at": "2026-11-23T10:00:00.123Z",
            "client_id": CLIENT,
            "coach_id": COACH,
            "session_id": PLUS_ONE,
            "completed_session_id": COMPLETED,
            "package_id": PACKAGE,
            "due": MONEY,
        },
    )


@pytest.mark.parametrize("gone", [CANCELLED, REOPENED], ids=["cancelled", "taken back"])
def test_a_plus_one_that_is_gone_says_what_is_due_no_more(gone: Event) -> None:
    said = announcement(gone)

    assert said.kind == "plus_one.cancelled"
    assert (said.detail["session_id"], said.detail["no_longer_due"]) == (PLUS_ONE, MONEY)
    assert "due" not in said.detail


@pytest.mark.parametrize("gone", [CANCELLED, REOPENED], ids=["cancelled", "taken back"])
@pytest.mark.parametrize("currency", ["JPY", "KWD"])
def test_what_is_due_no_more_is_in_the_currency_in_which_it_was_due(gone: Event, currency: str) -> None:
    booked = announcement(replace(BOOKED, facts=FACTS | {"currency": currency}))
    said = announcement(replace(gone, facts=FACTS | {"currency": currency}))

    assert said.detail["no_longer_due"] == booked.detail["due"] == {"amount": 6667, "currency": currency}


@pytest.mark.parametrize("told", [BOOKED, CANCELLED, REOPENED], ids=lambda told: told.kind)
def test_what_is_announced_is_what_its_schema_says_to_the_field(told: Event) -> None:
    said = announcement(told)
    schema = SCHEMAS[said.kind]

    validator(schema).validate(said.detail)
    assert set(said.detail) == set(schema["properties"]) == set(schema["required"])


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_is_one_and_refuses_what_lacks_a_field_or_has_a_fraction(kind: str) -> None:
    told = {"plus_one.booked": BOOKED, "plus_one.cancelled": CANCELLED}[kind]
    sound = announcement(told).detail
    money = "due" if "due" in sound else "no_longer_due"

    Draft4Validator.check_schema(SCHEMAS[kind])
    for field in sound:
        assert not validator(SCHEMAS[kind]).is_valid({name: sound[name] for name in sound if name != field})
    assert not validator(SCHEMAS[kind]).is_valid(sound | {money: {"amount": 66.67, "currency": "USD"}})


def test_the_page_links_every_schema_and_its_example_is_one_of_them() -> None:
    assert set(re.findall(r"\]\(events/([\w.]+)\.json\)", PAGE)) == set(SCHEMAS)
    [example] = [json.loads(block) for block in re.findall(r"```json\n(.+?)```", PAGE, re.DOTALL)]
    validator(SCHEMAS[example["detail-type"]]).validate(example["detail"])


def test_the_kinds_that_are_always_announced_are_those_of_a_plus_one() -> None:
    """A reopening is when it takes a +1 back."""
    always = {kind for kind, whom in NOTICES.items() if Bus.BUS in whom}
    assert always == {EventKind.PLUS_ONE_BOOKED, EventKind.PLUS_ONE_CANCELLED}


def validator(schema: Any) -> Draft4Validator:
    return Draft4Validator(schema, format_checker=FormatChecker())
