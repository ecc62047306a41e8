"""Without a mouse."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.people import book
from tests.browser.visitor import Visitor
from tests.flow.test_story import Person

OUTLINE = "getComputedStyle(document.activeElement).outlineStyle"
MOST_STOPS = 40


def tab_to(visitor: Visitor, role: str, name: str) -> None:
    """By the tab key alone; each stop on the way can be seen."""
    wanted = visitor.page.get_by_role(role, name=name)  # type: ignore[arg-type]
    for _ in range(MOST_STOPS):
        visitor.page.keyboard.press("Tab")
        assert visitor.page.evaluate(OUTLINE) != "none", visitor.page.evaluate("document.activeElement.outerHTML")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{name} was not reached")


def test_on_and_off_with_the_keyboard_alone(visit: Visit, dana: Person, kim: Person) -> None:
    book(kim, dana)
    client = visit(kim)
    press = client.page.keyboard.press
    client.open()
    client.heading("Your coaches")
    client.settled()
    tab_to(client, "link", "Manage +1 Program Preferences")
    press("Enter")
    expect(client.page.get_by_role("heading", level=1)).to_be_focused()
    client.reads("Off: nothing is booked automatically with Dana.")
    press("Tab")
    press("Enter")
    client.reads("I agree to these terms")
    tab_to(client, "checkbox", "I agree")
    press("Space")
    tab_to(client, "switch", "+1 Program with Dana")
    press("Enter")
    client.news("is on")
    expect(client.page.get_by_role("switch", checked=True)).to_be_focused()
    press("Space")
    client.news("is off")
    client.reads("Receipt")
    assert client.page.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_the_first_stop_skips_to_the_content(visit: Visit, kim: Person) -> None:
    client = visit(kim)
    client.open()
    client.heading("Your coaches")
    client.page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)")
    client.link("Skip to the content").focus()
    expect(client.link("Skip to the content")).to_be_in_viewport()
    client.page.keyboard.press("Enter")
    expect(client.page.locator("main")).to_be_focused()
    assert client.page.evaluate("location.hash") in ("", "#/")
