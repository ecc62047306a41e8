"""A client decides about the offers of one coach: in the inbox beside them, and among the coach's preferences."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.people import book, offer
from tests.browser.visitor import PHONE, Visitor
from tests.flow.test_story import Person

STOP = "Change or stop offers from Dana"


def switch(client: Visitor, label: str) -> Locator:
    return client.page.get_by_role("switch", name=f"{label} from Dana")


def contact(client: Person, coach: Person) -> object:
    return client.does("GET", f"/v1/coaches/{coach.user_id}/contact")


@pytest.fixture
def inbox(visit: Visit, dana: Person, kim: Person) -> Visitor:
    """With two offers of one stranger, the switches unfolded."""
    offer(dana, kim, title="First")
    offer(dana, kim, title="Second")
    client = visit(kim)
    client.open("#/inbox")
    client.page.get_by_text(STOP).click()
    return client


def test_the_inbox_says_that_the_two_have_not_worked_together(inbox: Visitor, dana: Person, kim: Person) -> None:
    expect(inbox.page.get_by_text("You have not worked with Dana before.")).to_have_count(2)
    book(kim, dana)
    inbox.go("#/")
    inbox.go("#/inbox")
    expect(inbox.page.get_by_text("You have not worked with Dana before.")).to_have_count(0)


def test_one_coach_has_the_switches_once_however_many_offers_there_are(inbox: Visitor) -> None:
    expect(inbox.page.get_by_text(STOP)).to_have_count(1)
    expect(switch(inbox, "Mail me offers")).to_be_checked()
    expect(switch(inbox, "Take offers")).to_be_checked()


def test_a_client_turns_offers_by_mail_off_and_on(inbox: Visitor, dana: Person, kim: Person) -> None:
    switch(inbox, "Mail me offers").click()
    inbox.news("Offers from Dana no longer come by mail.")
    expect(switch(inbox, "Mail me offers")).not_to_be_checked()
    assert contact(kim, dana) == {"offers_by_mail": False, "offers": True}
    inbox.page.mouse.move(0, 0)
    inbox.page.wait_for_timeout(1_100)  # what has just appeared below a pointer takes no click
    switch(inbox, "Mail me offers").click()
    inbox.news("Offers from Dana come by mail, too.")
    assert contact(kim, dana) == {"offers_by_mail": True, "offers": True}


def test_a_client_takes_no_more_offers_and_the_open_ones_stay(inbox: Visitor, dana: Person, kim: Person) -> None:
    switch(inbox, "Take offers").click()
    inbox.news("Dana can no longer make you offers. Open ones stay open.")
    assert contact(kim, dana) == {"offers_by_mail": True, "offers": False}
    expect(inbox.page.get_by_role("link", name="See and book")).to_have_count(2)


def test_what_was_switched_elsewhere_meanwhile_stays(inbox: Visitor, dana: Person, kim: Person) -> None:
    expect(switch(inbox, "Take offers")).to_be_checked()
    kim.does("PUT", f"/v1/coaches/{dana.user_id}/contact", {"offers_by_mail": False})
    switch(inbox, "Take offers").click()
    inbox.news("Dana can no longer make you offers.")
    assert contact(kim, dana) == {"offers_by_mail": False, "offers": False}
    expect(switch(inbox, "Mail me offers")).not_to_be_checked()


def test_the_same_switches_stand_among_the_preferences_of_a_coach(visit: Visit, dana: Person, kim: Person) -> None:
    book(kim, dana)
    client = visit(kim)
    client.open(f"#/preferences/{dana.user_id}")
    client.page.get_by_text(STOP).click()
    switch(client, "Mail me offers").click()
    client.news("Offers from Dana no longer come by mail.")
    assert contact(kim, dana) == {"offers_by_mail": False, "offers": True}


def test_the_switches_work_from_the_keyboard_and_keep_the_focus(inbox: Visitor) -> None:
    switch(inbox, "Mail me offers").focus()
    inbox.page.keyboard.press("Space")
    inbox.news("Offers from Dana no longer come by mail.")
    expect(switch(inbox, "Mail me offers")).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_unfolded_switches_are_open_to_everybody_and_fit_a_phone(inbox: Visitor, theme: str) -> None:
    expect(switch(inbox, "Take offers")).to_be_visible()
    inbox.look(theme, PHONE)  # type: ignore[arg-type]
    assert inbox.breaches() == []
    assert inbox.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
