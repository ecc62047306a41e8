"""The two whom sentences are about, and what makes a sentence."""

import re
from typing import Any

import pytest

from plus_one.domain.events import EventKind, Side
from plus_one.domain.money import Money
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Reason
from plus_one.domain.sentences import timeline_says
from plus_one.domain.sides import CLIENT_SETTING
from tests.builders import pairing
from tests.unit.mail.samples import an_event

NAMES = ("Iris Novak", "Maya Chen")
RATE = Money(6667, "USD")
SYNONYMS = r"charge|lesson|appointment|student|trainer|customer|subscri|opt[ -]in|auto-book|price per"
every_reason = pytest.mark.parametrize("reason", [*Reason, CLIENT_SETTING])
every_side = pytest.mark.parametrize("side", Side)
every_kind = pytest.mark.parametrize("kind", EventKind)


def says(kind: EventKind, side: Side, **facts: Any) -> str:
    return timeline_says(an_event(kind, **facts), side, *NAMES)


def between(**given: Any) -> Pairing:
    client_name, coach_name = NAMES
    return pairing(**given, client_name=client_name, coach_name=coach_name)


def is_a_sentence(said: str) -> bool:
    one = re.fullmatch(r"[A-Z0-9][^\n{}]+[^.\s]\.", said) and ".." not in said and "  " not in said
    return bool(one) and not re.search(SYNONYMS, said, re.IGNORECASE) and "None" not in said
