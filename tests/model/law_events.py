"""What happened to a pairing, and the mails about it. Written from product.md and api.md alone, without the code."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.model.law_terms import Offer

Notices = dict[str, str]  # to whom -> kind
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass
class Event:
    """`names` is an amount that its mails name, `said` what a heads-up promised: for which deck, at which rate; `due`
    is what others hear: which +1, at which rate, is due, or due no more; `offer` is what can be booked; `waits`
    is whose copy leaves when at the earliest, and `still` whether it is true then; `holds`
    whether what it says of a hold to somebody is."""

    kind: str
    reason: str | None = None
    notices: Notices = field(default_factory=dict)
    names: tuple[int, str] | None = None
    said: tuple[int, int] | None = None
    due: tuple[str, str, int, str] | None = None
    offer: Offer | None = None
    waits: tuple[str, datetime] | None = None
    still: "Callable[[], bool] | None" = None
    holds: "Callable[[str], bool] | None" = None
    pair: tuple[str, str] = ("", "")
    at: datetime = NEVER


@dataclass
class Mailed:
    """To which of a person's addresses a mail went, and the worst that was heard of it."""

    address: int
    heard: int = -1
