"""What the timeline tells a reader who was not there (api.md, "timeline")."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plus_one.domain.events import EventKind, Side
from plus_one.domain.lines import known_to
from plus_one.domain.money import LARGEST_AMOUNT, Money
from plus_one.domain.sentences import timeline_ids, timeline_says
from plus_one.domain.settings import SETTINGS
from plus_one.domain.sides import CLIENT_SETTING, PRIVATE
from tests.unit.domain.telling import (
    AGAIN,
    every_kind,
    every_side,
    is_a_sentence,
    says,
)
from tests.unit.mail.samples import CASES, an_event
from tests.unit.mail.samples import PRIVATE as SET

WITHOUT_A_RATE = {
    *(EventKind.NOT_BOOKED, EventKind.SESSION_COMPLETED, EventKind.ADJUSTED, EventKind.UNENROLLED),
    EventKind.SUPPORT_HELPED,
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


@pytest.mark.parametrize(
    ("case", "side", "said"),
    [
        (
            "offer",
            Side.CLIENT,
            "Maya Chen offered to you alone 8 sessions for USD 533.36, USD 66.67 per session, with auto-renewal:"
            " “Strength block”.",
        ),
        (
            "package, enrolled",
            Side.CLIENT,
            "You booked 8 sessions with Maya Chen for USD 533.36, the package “Strength block”; the rate went from"
            " USD 60.00 to USD 66.67; then 9 sessions were on deck; the +1 Program stayed on at that rate.",
        ),
        (
            "package, now suspended",
            Side.COACH,
            "Iris Novak booked 8 sessions with you for USD 533.36, the package “Strength block”; the rate went from"
            " USD 60.00 to USD 66.67; then 9 sessions were on deck; the +1 Program was suspended from then on, because"
            " you did not offer auto-renewal on the last package that Iris Novak booked.",
        ),
        (
            "first package",
            Side.CLIENT,
            "You booked 8 sessions with Maya Chen for USD 533.36, the package “Strength block”; the rate was USD 66.67"
            " from then on; then 8 sessions were on deck; you were not enrolled in the +1 Program.",
        ),
        (
            "enrolled, with every setting",
            Side.CLIENT,
            "You turned the +1 Program with Maya Chen on at a rate of USD 66.67; 8 sessions were on deck; paused"
            " until the end of 19 August 2039; +1s that remain: 747; the spend cap per calendar month is USD 8,181.81;"
            " the maximum rate is USD 9,292.92; heads-up mails are off.",
        ),
        (
            "enrolled, paused",
            Side.COACH,
            "Iris Novak turned the +1 Program with you on at a rate of USD 66.67; 8 sessions were on deck; it was"
            " suspended, because Iris Novak's own settings asked for it.",
        ),
        (
            "unenrolled",
            Side.CLIENT,
            "You turned the +1 Program with Maya Chen off while signed in; no +1 was booked after that; 1 session"
            " stayed on deck, the +1 at USD 66.67.",
        ),
        (
            "unenrolled by the link",
            Side.COACH,
            "The +1 Program with you was turned off by the link in a mail to Iris Novak, without signing in; no +1 was"
            " booked after that; 1 session stayed on deck, the +1 at USD 66.67.",
        ),
        (
            "heads-up",
            Side.CLIENT,
            "Maya Chen marked a session with you complete; then 1 session was on deck.",
        ),
        (
            "+1",
            Side.CLIENT,
            "1 more session with Maya Chen was booked at USD 66.67, because you were enrolled and the last session on"
            " deck was marked complete; that is the rate of the last package that you booked, 8 sessions for"
            " USD 533.36.",
        ),
        (
            "not booked, SPEND_CAP_REACHED",
            Side.CLIENT,
            "No +1 with Maya Chen was booked after the last completion, because the rate was more than what was left"
            " of your monthly spend cap; nothing was on deck, so +1 starts again with the next package.",
        ),
        (
            "not booked, SPEND_CAP_REACHED",
            Side.COACH,
            "No +1 with Iris Novak was booked after the last completion, because Iris Novak's own settings asked for"
            " it; nothing was on deck, so +1 starts again with the next package.",
        ),
        (
            "+1 taken back",
            Side.COACH,
            "You undid the completion of a session with Iris Novak, so it is on deck again; the +1 at USD 66.67 that"
            " the completion had booked was cancelled; then 1 session was on deck.",
        ),
        (
            "+1 cancelled by the coach",
            Side.CLIENT,
            "Maya Chen cancelled the +1 with you at USD 66.67; a cancelled session books nothing, and then nothing was"
            " on deck.",
        ),
    ],
)
def test_a_reader_who_was_not_there_reads_what_happened_and_why(case: str, side: Side, said: str) -> None:
    kind, facts = CASES[case]
    assert says(kind, side, **facts) == said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"outcome": "no_show", "on_deck": 2}, "complete as a no-show; then 2 sessions were on deck."),
        (
            {"trigger": "renewal", "on_deck": 0},
            "last session on deck with you complete; you were enrolled, so a +1 was",
        ),
        (
            {"trigger": "not_enrolled", "on_deck": 0},
            "no +1 was booked, because you were not enrolled in the +1 Program",
        ),
    ],
)
def test_a_completion_says_what_it_triggered(facts: dict[str, Any], said: str) -> None:
    assert said in says(EventKind.SESSION_COMPLETED, Side.CLIENT, **facts)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"rate_before": 6667}, "the rate stayed USD 66.67;"),
        ({"effective_before": "suspended"}, "the +1 Program went on again at that rate."),
        (
            {"effective_before": "suspended", "effective_after": "suspended", "reason_after": "PAUSED"},
            "the +1 Program stayed suspended, because the pause that you set was not over.",
        ),
    ],
)
def test_a_package_says_what_became_of_the_rate_and_the_enrollment(facts: dict[str, Any], said: str) -> None:
    assert said in says(EventKind.PACKAGE_BOOKED, Side.CLIENT, **facts)


def test_settings_are_told_to_the_client_and_their_change_to_both() -> None:
    assert says(EventKind.ADJUSTED, Side.CLIENT).endswith(" with Maya Chen; no pause and no limit is set.")
    assert "+1s that remain: 3." in says(EventKind.ADJUSTED, Side.CLIENT, stop_after=3)
    assert says(EventKind.ADJUSTED, Side.COACH, stop_after=3) == (
        "Iris Novak changed the settings of the +1 Program with you."
    )


def test_enrolling_with_nothing_on_deck_says_what_starts_it() -> None:
    said = says(EventKind.ENROLLED, Side.CLIENT, on_deck=0)
    assert "nothing was on deck, so +1 starts with the next package" in said


def test_turning_it_off_says_what_it_left_on_deck() -> None:
    assert says(EventKind.UNENROLLED, Side.CLIENT, on_deck=0, last_plus_one_id=None).endswith("; nothing was on deck.")
    assert "8 sessions stayed on deck." in says(EventKind.UNENROLLED, Side.CLIENT, on_deck=8, last_plus_one_id=None)
    assert "on deck, one of them the +1 at USD 66.67." in says(EventKind.UNENROLLED, Side.CLIENT, on_deck=8)
    assert "on deck, one of them the +1 at USD 66.67." in says(EventKind.UNENROLLED, Side.CLIENT, on_deck=2)


@every_side
def test_turned_off_by_support_names_support_and_why(side: Side) -> None:
    said = says(EventKind.UNENROLLED, side, by_support=True, why="asked for by telephone")
    assert said.startswith("Support turned the +1 Program with ")
    assert "“asked for by telephone”" in said


@pytest.mark.parametrize("by_link", [False, None])
def test_an_event_from_before_there_were_links_was_signed_in(by_link: bool | None) -> None:
    assert "off while signed in" in says(EventKind.UNENROLLED, Side.CLIENT, by_link=by_link)


@pytest.mark.parametrize(
    ("reason", "on_deck", "said"),
    [
        ("NOT_ENROLLED", 0, "because you were not enrolled in the +1 Program with Maya Chen; nothing was on deck."),
        ("ALREADY_ON_DECK", 2, "because another session had come on deck by then; by then 2 sessions were on deck."),
        ("ALREADY_ON_DECK", 0, f"on deck by then; nothing was on deck, so {AGAIN}."),
    ],
)
def test_a_skip_says_what_was_on_deck(reason: str, on_deck: int, said: str) -> None:
    assert said in says(EventKind.NOT_BOOKED, Side.CLIENT, reason=reason, on_deck=on_deck)


def test_undoing_a_completion_says_what_became_of_its_plus_one() -> None:
    undone = says(EventKind.SESSION_REOPENED, Side.CLIENT, session_id=None, reason="COMPLETION_UNDONE")
    assert "; the +1 that was due was not booked; then 1 session was on deck." in undone
    nothing = says(EventKind.SESSION_REOPENED, Side.CLIENT, session_id=None)
    assert nothing.endswith("so it is on deck again; then 1 session was on deck.")


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
    assert kind in WITHOUT_A_RATE or str(Money(rate, currency)) in said


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


def test_an_offer_says_whether_auto_renewal_is_offered() -> None:
    assert ", with auto-renewal: " in says(EventKind.OFFER_MADE, Side.CLIENT)
    assert ", without auto-renewal: " in says(EventKind.OFFER_MADE, Side.CLIENT, auto_renewal=False)


def test_a_cancelled_plus_one_says_who_cancelled_it() -> None:
    assert says(EventKind.PLUS_ONE_CANCELLED, Side.CLIENT, by="client").startswith("You cancelled the +1 ")
    assert says(EventKind.PLUS_ONE_CANCELLED, Side.CLIENT, by="coach").startswith("Maya Chen cancelled the +1 ")
