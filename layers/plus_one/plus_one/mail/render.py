"""A mail's content as plain text and as HTML: two templates over the same data."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from plus_one.domain.bidi import FIRST_STRONG_ISOLATE, POP_ISOLATE
from plus_one.mail.content import Content


def text(content: Content, footer: str) -> str:
    return _environment().get_template("notice.txt.j2").render(content=content, footer=footer)


def html(content: Content, footer: str) -> str:
    return _environment().get_template("notice.html.j2").render(content=content, footer=footer)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["isolating"] = _isolating
    return environment


def _isolating(text: str) -> Markup:
    return escape(text).replace(FIRST_STRONG_ISOLATE, Markup("<bdi>")).replace(POP_ISOLATE, Markup("</bdi>"))
