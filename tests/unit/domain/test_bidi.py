"""Names and titles that run from right to left, within sentences that run from left to right."""

from dataclasses import replace

import pytest

from plus_one.domain.bidi import as_html, isolated
from plus_one.domain.decision import Skip
from plus_one.domain.events import EventKind, Side
from plus_one.domain.outlook_lines import preview_says
from plus_one.domain.renewals import Reason
from plus_one.domain.sentences import timeline_says
from tests.unit.domain.telling import NAMES, between, every_side
from tests.unit.mail.samples import an_event

SARA = "שרה כהן"


@pytest.mark.parametrize("text", [SARA, "عليرضا", "Ben בן", "a ١٢٣", "𐤀"])
def test_text_with_a_letter_or_a_number_from_right_to_left_is_set_apart(text: str) -> None:
    assert isolated(text) == f"\u2068{text}\u2069"
    assert as_html(f"to {isolated(text)}.") == f"to <bdi>{text}</bdi>."


@pytest.mark.parametrize("text", ["Maya Chen", "田中", "Zoë (2.0)!", "🏋️", "", "Ελένη", "अनु"])
def test_all_other_text_stays_as_it_is(text: str) -> None:
    assert isolated(text) == as_html(text) == text


@every_side
@pytest.mark.parametrize("reason", [Reason.NOT_ENROLLED, Reason.NOTICE_UNDELIVERABLE, Reason.PACKAGE_NOT_RENEWABLE])
def test_a_preview_sets_the_names_apart(side: Side, reason: Reason) -> None:
    said = preview_says(Skip(reason), replace(between(), client_name=SARA, coach_name=SARA), side)
    assert said.count(SARA) == said.count(isolated(SARA))


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (EventKind.OFFER_MADE, {"title": SARA}),
        (EventKind.PACKAGE_BOOKED, {"title": SARA}),
        (EventKind.UNENROLLED, {"by_support": True, "why": SARA}),
        (EventKind.SUPPORT_HELPED, {"why": SARA}),
    ],
)
def test_the_timeline_sets_titles_and_reasons_apart(kind: EventKind, facts: dict[str, str]) -> None:
    assert f"“{isolated(SARA)}”" in timeline_says(an_event(kind, **facts), Side.CLIENT, *NAMES)
