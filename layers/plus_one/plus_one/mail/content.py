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
    """In the order in which a person reads. The title is the subject. The sentence comes first in the body, and a list
    of mails shows its beginning beside the subject, so it begins with what the subject does not say."""

    title: str
    sentence: str
    more: str = ""
    facts: dict[str, str]
    sections: tuple[Section, ...]
