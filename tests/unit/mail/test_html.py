"""The HTML part: valid, readable in light and dark, and with nothing that has to be fetched."""

import re
from itertools import pairwise

import pytest

from plus_one.domain.events import Side
from tests.unit.mail.contrast import colours, ratio, rules
from tests.unit.mail.pages import body, page, parsed, shown, stylesheet, with_own_text
from tests.unit.mail.samples import EVERY_MAIL, ONE_CLICK_URL, WEB_URL, mail_of

ALLOWED = {
    "html": {"lang"},
    "head": set(),
    "meta": {"charset", "name", "content"},
    "title": set(),
    "style": set(),
    "body": set(),
    "div": {"class"},
    "h1": set(),
    "h2": set(),
    "p": {"class"},
    "table": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"scope"},
    "td": set(),
    "ol": set(),
    "li": set(),
    "a": {"class", "href"},
    "bdi": set(),
}
AA = 4.5

every_mail = pytest.mark.parametrize(("case", "side"), EVERY_MAIL)


@every_mail
def test_a_validator_finds_no_error(case: str, side: Side) -> None:
    root, errors = parsed(mail_of(case, side).html)
    assert errors == []
    for element in root.iter():
        assert set(element.attrib) <= ALLOWED[element.tag], element.tag


def test_the_validator_would_find_errors() -> None:
    html = mail_of("+1", Side.CLIENT).html
    for good, bad in [("</h1>", "</h2>"), ("<table>", "<table><p>"), ('scope="row"', 'scope="row" scope="row"')]:
        assert parsed(html.replace(good, bad))[1]


@every_mail
def test_the_document_says_its_language_its_title_and_both_schemes(case: str, side: Side) -> None:
    mail = mail_of(case, side)
    root = page(mail.html)
    assert mail.html.startswith("<!DOCTYPE html>")
    assert root.get("lang") == "en"
    assert [title.text for title in root.iter("title")] == [mail.subject]
    assert {meta.get("name"): meta.get("content") for meta in root.iter("meta")}["color-scheme"] == "light dark"


@every_mail
def test_headings_and_row_headers_are_real(case: str, side: Side) -> None:
    root = body(mail_of(case, side).html)
    assert [element.tag for element in root.iter() if element.tag in ("h1", "h2")][:2] == ["h1", "h2"]
    assert len(list(root.iter("h1"))) == 1
    for row in root.iter("tr"):
        label, value = row
        assert (label.tag, label.get("scope"), value.tag) == ("th", "row", "td")
        assert shown(label)
        assert shown(value)


@every_mail
def test_nothing_remote_no_image_no_script_and_every_link_leads_to_us(case: str, side: Side) -> None:
    mail = mail_of(case, side)
    assert not re.search(r"url\(|@import|@font-face|\ssrc|data:|javascript:|expression\(", mail.html)
    urls = re.findall(r"https?:[^\"\s<]*", mail.html + mail.text)
    assert all(url.startswith(f"{WEB_URL}/#/") or url == ONE_CLICK_URL for url in urls)
    assert all(len(link.get("href", "")) > len(WEB_URL) for link in page(mail.html).iter("a"))


@every_mail
def test_a_mail_is_under_30_kilobytes(case: str, side: Side) -> None:
    mail = mail_of(case, side)
    assert len(mail.html.encode()) < 30_000
    assert len(mail.text.encode()) < 30_000


@every_mail
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_the_contrast_of_aa(case: str, side: Side, scheme: str) -> None:
    html = mail_of(case, side).html
    cascade = rules(stylesheet(html), scheme)
    for chain in with_own_text(body(html)):
        text, background = colours(chain, cascade)
        assert ratio(text, background) >= AA, (shown(chain[-1]), text, background)


def test_light_and_dark_are_two_sets_of_colours() -> None:
    css = stylesheet(mail_of("+1", Side.CLIENT).html)
    light, dark = rules(css, "light"), rules(css, "dark")
    assert {(selector, name) for selector, name, _ in light} == {(selector, name) for selector, name, _ in dark}
    assert len(dark) == 2 * len(light)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)],
)
def test_contrast_is_what_wcag_says(one: str, other: str, expected: float) -> None:
    assert ratio(one, other) == ratio(other, one) == pytest.approx(expected, abs=0.005)


@every_mail
def test_one_column_without_fixed_widths(case: str, side: Side) -> None:
    html = mail_of(case, side).html
    assert not any(len(list(outer.iter("table"))) > 1 for outer in page(html).iter("table"))
    for name, value in re.findall(r"([a-z-]*width): (\d+)px", stylesheet(html)):
        assert name == "max-width"
        assert int(value) <= 600


@every_mail
def test_the_sentence_comes_first_then_the_facts(case: str, side: Side) -> None:
    [card, footer] = body(mail_of(case, side).html)
    tags = [element.tag for element in card]
    assert [tag for tag in tags if tag != "p"][:3] == ["h1", "table", "h2"]
    assert tags.index("table") <= 2
    assert footer.get("class") == "footer"
    assert all(not (one == "h2" and two == "h2") for one, two in pairwise(tags))
