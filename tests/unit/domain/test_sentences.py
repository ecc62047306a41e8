"""What holds for every line of the timeline, whatever it tells (api.md, "timeline")."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plus_one.domain.events import EventKind, Side, timeline_ids
from plus_one.domain.money import LARGEST_AMOUNT, Money
from plus_one.domain.sentences import timeline_says
from plus_one.domain.settings import SETTINGS
from plus_one.domain.sides import CLIENT_SETTING, PRIVATE, known_to
from tests.unit.domain.telling import (
    every_kind,
    every_side,
    is_a_sentence,
    says,
)
from tests.unit.mail.samples import CASES, an_event
from tests.unit.mail.samples import PRIVATE as SET

WITHOUT_A_RATE = {
    *(EventKind.NOT_BOOKED, EventKind.SESSION_COMPLETED, EventKind.ADJUSTED, EventKind.UNENROLLED),
    *(EventKind.SUPPORT_HELPED, EventKind.COACH_ENDED, EventKind.COACH_RETURNED),
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_told_to_the_client_and_hidden_from_the_coach(setting: str) -> None:
    as_set = {setting: SET[setting]}
    assert says(EventKind.ADJUSTED, Side.CLIENT, **as_set) != says(EventKind.ADJUSTED, Side.CLIENT)
    assert says(EventKind.ADJUSTED, Side.COACH, **as_set) == says(EventKind.ADJUSTED, Side.COACH)
    assert setting not in known_to(Side.COACH, an_event(EventKind.ADJUSTED, **as_set)).facts


@every_side
@every_kind
def test_every_kind_of_event_has_its_sentence(kind: EventKind, side: Side) -> None:
    said = says(kind, side)
    assert is_a_sentence(said)
    assert ("Maya Chen" if side is Side.CLIENT else "Iris Novak") in said
    assert ("Iris Novak" if side is Side.CLIENT else "Maya Chen") not in said


@every_side
@pytest.mark.parametrize("case", CASES)
def test_every_case_is_a_sentence_whatever_is_set(case: str, side: Side) -> None:
    kind, facts = CASES[case]
    for known in (facts, facts | SET):
        assert is_a_sentence(says(kind, side, **known))


@pytest.mark.parametrize("case", CASES)
def test_a_coach_reads_the_same_whatever_the_client_has_set(case: str) -> None:
    kind, facts = CASES[case]
    said = says(kind, Side.COACH, **(facts | SET))
    assert said == says(kind, Side.COACH, **(facts | dict.fromkeys(SET)))
    assert not re.search(r"2039|747|8,?181|9,?292|\bpause|\bspend|\bmaximum|\bheads-up", said)


@every_kind
@pytest.mark.parametrize("fact", ["reason", "suspended_because", "reason_after"])
def test_what_a_coach_knows_of_an_event_holds_nothing_private(kind: EventKind, fact: str) -> None:
    known = [known_to(Side.COACH, an_event(kind, **SET, **{fact: reason})) for reason in PRIVATE]
    assert known == [known_to(Side.COACH, an_event(kind, **{fact: CLIENT_SETTING}, heads_up=None))] * len(PRIVATE)


def test_a_client_knows_all_of_an_event() -> None:
    event = an_event(EventKind.ENROLLED, **SET, suspended_because="PAUSED")
    assert known_to(Side.CLIENT, event) == event


@every_kind
def test_the_ids_are_those_of_the_event_and_of_what_it_is_about(kind: EventKind) -> None:
    event = an_event(kind)
    names = {"session_id", "completed_session_id", "last_plus_one_id", "package_id", "offer_id"} & set(event.facts)
    assert timeline_ids(event) == {"event_id": event.event_id} | {name: event.facts[name] for name in names}


def test_a_fact_that_is_nothing_is_no_id() -> None:
    event = an_event(EventKind.SESSION_REOPENED)
    nothing = replace(event, facts=event.facts | {"session_id": None})
    assert timeline_ids(nothing) == {"event_id": event.event_id, "completed_session_id": "01KACOMPLETED0000000000000"}


@every_side
@every_kind
@given(st.integers(0, LARGEST_AMOUNT), st.sampled_from(["USD", "JPY", "KWD"]))
def test_money_is_told_with_its_code_in_its_minor_units(kind: EventKind, side: Side, rate: int, currency: str) -> None:
    said = says(kind, side, rate=rate, currency=currency)
    assert "USD" not in said or currency == "USD"
    untold = kind in WITHOUT_A_RATE or (kind is EventKind.RESUMES_SOON and side is Side.COACH)
    assert untold or str(Money(rate, currency)) in said


@every_kind
@pytest.mark.parametrize("name", ["{client} {0.__class__}", "%s", "מאיה כהן", "<b>", "your coach"])
def test_names_and_titles_are_text_and_nothing_else(kind: EventKind, name: str) -> None:
    """A number right after a name that runs from right to left would be drawn on its other side."""
    facts = {"title": name} if kind in (EventKind.OFFER_MADE, EventKind.PACKAGE_BOOKED) else {}
    for side in Side:
        said = timeline_says(an_event(kind, **facts), side, name, name)
        assert name in said or name.capitalize() in said
        assert not re.search(rf"{re.escape(name)}[^A-Za-z]*\d", said)
        assert said[0] == said[0].upper()
