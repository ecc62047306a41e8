"""What a mail says, as data: both of its parts are rendered from it, so both have the same facts."""

from dataclasses import dataclass
from typing import NamedTuple


class Link(NamedTuple):
    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    heading: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """In the order in which a person reads: the title is the subject too, the sentence says what happened and why."""

    title: str
    sentence: str
    facts: dict[str, str]
    sections: tuple[Section, ...]
