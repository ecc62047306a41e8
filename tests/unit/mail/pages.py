"""The HTML part as a strict parser sees it."""

import re
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser


@cache
def parsed(html: str) -> tuple[Element, list[str]]:
    """The tree, and what the HTML standard calls parse errors."""
    parser = HTMLParser(namespace_html_elements=False)
    root = parser.parse(html)
    return root, [code for _, code, _ in parser.errors]


def page(html: str) -> Element:
    return parsed(html)[0]


def body(html: str) -> Element:
    [found] = page(html).iter("body")
    return found


def shown(element: Element) -> str:
    """What a person reads, blocks apart."""
    return re.sub(r"\s+", " ", " ".join(element.itertext())).strip()


def stylesheet(html: str) -> str:
    return "\n".join(style.text or "" for style in page(html).iter("style"))


def with_own_text(element: Element, *above: Element) -> Iterator[tuple[Element, ...]]:
    """Every element that holds text itself, each with all that it is in, outermost first."""
    chain = (*above, element)
    if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        yield chain
    for child in element:
        yield from with_own_text(child, *chain)
