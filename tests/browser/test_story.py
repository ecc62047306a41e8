"""The whole story, by the pages alone: from an offer to the +1, to turning it off, and back."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.people import book, complete, enroll
from tests.browser.visitor import Visitor
from tests.flow.stack import Stack, eventually
from tests.flow.test_story import Person


def offer_custom_package(dana: Visitor, kim: Person) -> None:
    dana.open()
    dana.heading("Roster")
    dana.reads("You have no clients yet.")
    dana.link("Make a custom package").click()
    dana.page.get_by_label("For", exact=True).select_option(label="Somebody else, by client id")
    dana.page.get_by_label("Client id").fill(kim.user_id)
    dana.page.get_by_label("Title").fill("Three sessions")
    dana.page.get_by_label("Price of all sessions").fill("200")
    dana.news("The rate is $66.67 per session.")
    dana.button("Offer it").click()
    dana.heading("Offers")
    dana.news("Offered: “Three sessions”")
    dana.reads("3 sessions for $200.00, which is $66.67 per session", "Custom package for client")


def book_from_inbox(kim: Visitor) -> None:
    kim.open("#/inbox")
    kim.heading("Inbox")
    kim.link("See and book Three sessions").click()
    kim.heading("Three sessions")
    kim.reads(
        "Rate nowNone yet", "Rate after$66.67", "On deck after3 sessions", "+1 is off, and booking never turns it on"
    )
    kim.button("Book 3 sessions for $200.00").click()
    kim.heading("Package booked")
    kim.reads("Your rate with Dana is $66.67.")


def turn_on(kim: Visitor) -> None:
    kim.link("Manage +1 Program Preferences").click()
    kim.reads("Off: nothing is booked automatically with Dana.")
    kim.page.get_by_text("Turn +1 on for Dana").click()
    kim.reads("The terms, version", "One thing books a +1: Dana marks the last session")
    consent = kim.page.get_by_role("checkbox")
    expect(consent).not_to_be_checked()
    kim.page.get_by_role("switch").click()
    expect(kim.page.get_by_role("switch")).not_to_be_checked()
    expect(consent).to_be_focused()
    consent.check()
    kim.page.get_by_role("switch").click()
    kim.news("The +1 Program with Dana is on.")
    kim.reads("On: when your last session is marked complete, 1 more is booked at $66.67.")
    expect(kim.page.get_by_role("switch")).to_be_checked()


def complete_all(dana: Visitor) -> None:
    dana.go("#/clients")
    dana.reads("3 sessions$66.67+1 on")
    dana.link("Kim").click()
    dana.reads("Marking one complete leaves 2 sessions on deck and books nothing.")
    dana.reads("Marking the last one complete, a no-show too, books 1 more at $66.67.")
    for left in ("2 sessions", "1 session"):
        dana.page.mouse.move(0, 0)
        dana.button("Mark complete").click()
        dana.news(f"Marked complete. On deck now: {left}.")
    dana.reads("This is the last session on deck: marking it complete, a no-show too, books 1 more at $66.67.")
    dana.page.mouse.move(0, 0)
    dana.button("No-show").click()
    dana.reads("This books 1 more session at $66.67.")
    dana.button("Yes, no-show").click()
    dana.news("1 more session with Kim is booked at $66.67. On deck now: 1 session.")
    dana.reads("+1 at $66.67", "No-show, marked complete", "complete as a no-show")


def turn_off(kim: Visitor) -> None:
    kim.page.get_by_role("switch").click()
    kim.news("The +1 Program with Dana is off.")
    receipt = kim.page.locator(".receipt")
    expect(receipt).to_contain_text(
        re.compile(r"is off since \w{3}, \w{3} \d+, 20\d\d, \d\d:\d\d:\d\d GMT\+\d \(Europe/Berlin\)")
    )
    expect(receipt).to_contain_text("Nothing is booked after that moment.")
    expect(receipt).to_contain_text("stays booked: $66.67")


def test_from_an_offer_to_the_plus_one_and_its_mails_and_off_with_a_receipt_and_back(
    stack: Stack, visit: Visit, dana: Person, kim: Person
) -> None:
    coach, client = visit(dana), visit(kim)
    offer_custom_package(coach, kim)
    book_from_inbox(client)
    turn_on(client)
    complete_all(coach)
    for person in (dana, kim):
        [mail] = eventually(lambda who=person: who.mails("plus_one_booked"), lambda mails: len(mails) == 1)  # type: ignore[misc]
        assert "USD 66.67" in mail["text"]

    client.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    client.reads("On deck1 session")
    turn_off(client)

    coach.page.reload()
    coach.page.get_by_role("button", name="Sign in").click()
    coach.sign_in()
    coach.heading("Kim")
    coach.page.get_by_role("button", name="Undo").first.click()
    coach.news("Undone: the session is on deck again. The +1 at $66.67 that it had booked is cancelled.")
    coach.button("Mark complete").click()
    coach.news("No +1 is booked, because Kim is not enrolled.")


def when_the_last_is_completed(visit: Visit, dana: Person, kim: Person) -> Visitor:
    """Kim looks at her preferences with Dana, who has just marked the last session complete."""
    book(kim, dana, sessions=1)
    enroll(kim, dana)
    client = visit(kim)
    client.open(f"#/preferences/{dana.user_id}")
    client.reads("On deck1 session", "1 session of your packages")
    complete(dana, kim)
    return client


def test_a_plus_one_that_is_under_way_appears_on_the_clients_page_by_itself(
    visit: Visit, dana: Person, kim: Person
) -> None:
    client = when_the_last_is_completed(visit, dana, kim)
    client.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    client.reads("+1 at $200.00", "1 more session with your coach was booked")


def test_a_plus_one_that_was_booked_while_the_page_looked_is_on_deck_there(
    visit: Visit, dana: Person, kim: Person
) -> None:
    """The deck was read before the booking, the pairing after it."""
    client = when_the_last_is_completed(visit, dana, kim)
    eventually(lambda: kim.does("GET", f"/v1/coaches/{dana.user_id}"), lambda pairing: pairing["on_deck"] == 1)
    nothing: dict[str, object] = {"items": [], "next": None}
    client.page.route("**/sessions?*", lambda route: route.fulfill(json=nothing, headers=client.allowed), times=1)
    client.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    client.reads("+1 at $200.00", "1 more session with your coach was booked")


def test_each_side_can_cancel_a_plus_one_after_a_question(visit: Visit, dana: Person, kim: Person) -> None:
    book(kim, dana, sessions=1)
    enroll(kim, dana)
    complete(dana, kim)
    client = visit(kim)
    client.open(f"#/preferences/{dana.user_id}")
    client.button("Cancel this +1").click()
    client.reads("It will not come back.")
    client.button("No, keep it").click()
    client.button("Cancel this +1").click()
    client.button("Yes, cancel this +1").click()
    client.news("The +1 is cancelled. On deck now: nothing.")
    client.reads("Nothing is on deck.", "You cancelled the +1")

    book(kim, dana, sessions=1)
    complete(dana, kim)
    coach = visit(dana)
    coach.open(f"#/clients/{kim.user_id}")
    coach.button("Cancel this +1").click()
    coach.button("Yes, cancel this +1").click()
    coach.news("The +1 is cancelled. On deck now: nothing.")
    coach.reads("You cancelled the +1 with your client")
