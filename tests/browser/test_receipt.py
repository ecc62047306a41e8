"""The receipt of turning +1 off: where the switch was, and one page on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.people import book, complete, enroll
from tests.browser.visitor import Visitor
from tests.flow.test_story import Person

PHONE = (390, 844)
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
WATCH = "addEventListener('scroll', () => { window.scrolled = Math.max(window.scrolled, Math.abs(scrollY - start)); })"


@pytest.fixture
def client(visit: Visit, dana: Person, kim: Person) -> Visitor:
    """Kim with a phone, whose +1 with Dana is on."""
    book(kim, dana)
    enroll(kim, dana)
    client = visit(kim)
    client.look("light", PHONE)
    client.open(f"#/preferences/{dana.user_id}")
    return client


def test_the_receipt_stands_where_the_switch_was_and_the_page_does_not_move(client: Visitor) -> None:
    switch = client.page.get_by_role("switch", checked=True)
    switch.scroll_into_view_if_needed()
    box = switch.bounding_box()
    assert box
    client.page.evaluate(f"const start = scrollY; window.scrolled = 0; {WATCH}")
    switch.click()
    client.news("The +1 Program with Dana is off.")
    receipt = client.page.get_by_role("region", name="Receipt")
    expect(receipt).to_be_focused()
    stands = receipt.bounding_box()
    assert stands
    assert stands["y"] <= box["y"] + box["height"] <= stands["y"] + stands["height"]
    assert client.page.evaluate("window.scrolled") == 0
    expect(client.page.get_by_text("The terms, version")).not_to_be_visible()
    client.page.get_by_text("Turn +1 on for Dana").click()
    expect(client.page.get_by_text("The terms, version")).to_be_visible()


def test_who_turns_it_on_below_the_terms_sees_the_switch(client: Visitor) -> None:
    client.page.get_by_role("switch", checked=True).click()
    client.news("is off")
    client.page.get_by_text("Turn +1 on for Dana").click()
    client.page.get_by_role("checkbox").check()
    client.page.get_by_role("switch", checked=False).click()
    client.news("is on")
    expect(client.page.get_by_role("switch", checked=True)).to_be_in_viewport()


def test_the_receipt_is_printed_on_one_page_without_what_stands_around_it(
    client: Visitor, dana: Person, kim: Person
) -> None:
    for _ in range(3):
        complete(dana, kim)
    client.page.get_by_role("switch", checked=True).click()
    client.news("is off")
    client.look("dark", PHONE)
    client.page.emulate_media(media="print")
    expect(client.page.get_by_role("region", name="Receipt")).to_be_visible()
    for gone in ("banner", "contentinfo", "navigation", "button", "form", "switch"):
        expect(client.page.get_by_role(gone)).to_have_count(0)
    for gone in ("#news", "#header", "#footer", ".timeline"):
        expect(client.page.locator(gone)).not_to_be_visible()
    assert len(PAGE.findall(client.page.pdf(format="A4"))) == 1


def test_a_receipt_of_one_of_many_coaches_is_printed_alone(
    visit: Visit, dana: Person, kim: Person, client: Visitor
) -> None:
    client.go("#/preferences")
    client.page.get_by_role("switch", checked=True).click()
    client.news("is off")
    assert len(PAGE.findall(client.page.pdf(format="A4"))) == 1
