"""The whole story, by the pages alone, in each engine: from an offer to the +1, to turning it off, and back."""

import re

from tests.browser.engines.conftest import Start
from tests.browser.engines.verbs import Somebody
from tests.flow.stack import eventually
from tests.flow.test_story import Person

OFF_SINCE = re.compile(r"is off since \w{3}, \w{3} \d+, 20\d\d, \d\d:\d\d:\d\d GMT\+\d \(Europe/Berlin\)")


def offer_custom_package(dana: Somebody, kim: Person) -> None:
    dana.open()
    dana.heading("Roster")
    dana.reads("You have no clients yet.")
    dana.click("link", "Make a custom package")
    dana.choose("For", "Somebody else, by client id")
    dana.fill("Client id", kim.user_id)
    dana.fill("Title", "Three sessions")
    dana.fill("Price of all sessions", "200")
    dana.news("The rate is $66.67 per session.")
    dana.click("button", "Offer it")
    dana.heading("Offers")
    dana.news("Offered: “Three sessions”")
    dana.reads("3 sessions for $200.00, which is $66.67 per session", "Custom package for client")


def book_from_inbox(kim: Somebody) -> None:
    kim.open("#/inbox")
    kim.heading("Inbox")
    kim.click("link", "See and book Three sessions")
    kim.heading("Three sessions")
    kim.reads("Rate nowNone yet", "Rate after$66.67", "On deck after3 sessions")
    kim.reads("The +1 Program stays off until you turn it on.")
    kim.click("button", "Book 3 sessions for $200.00")
    kim.heading("Package booked")
    kim.reads("Your rate with Dana is $66.67.")


def turn_on(kim: Somebody) -> None:
    kim.click("link", "Manage +1 Program Preferences")
    kim.reads("Off: nothing is booked automatically with Dana.")
    kim.unfold("Turn +1 on for Dana")
    kim.reads("The terms, version", "One thing leads to a +1: Dana marks the last session")
    kim.reads("Once turned on: The +1 Program is on. When your last booked session is complete, we'll book one more")
    assert not kim.is_checked("checkbox")
    kim.click("switch", "+1 Program with Dana")
    assert not kim.is_checked("switch")
    eventually(lambda: kim.is_focused("checkbox"), bool)
    kim.click("checkbox")
    kim.click("switch", "+1 Program with Dana")
    kim.news("The +1 Program with Dana is on.")
    kim.reads("On. When the last session is marked complete, 1 more is booked at USD 66.67.")
    assert kim.is_checked("switch")


def complete_all(dana: Somebody) -> None:
    dana.go("#/clients")
    dana.reads("3 sessions$66.67+1 on")
    dana.click("link", "Kim")
    dana.reads("When the last session is marked complete, 1 more is booked at USD 66.67.")
    for left in ("2 sessions", "1 session"):
        dana.click("button", "Mark complete")
        dana.news(f"Marked complete. On deck now: {left}.")
    dana.reads("When the last session is marked complete, 1 more is booked at USD 66.67.")
    dana.click("button", "No-show")
    dana.reads("This books 1 more session at $66.67.")
    dana.click("button", "Yes, no-show")
    dana.news("1 more session with Kim is booked at $66.67. On deck now: 1 session.")
    dana.reads("+1 at $66.67", "No-show, marked complete", "complete as a no-show")


def turn_off(kim: Somebody) -> None:
    kim.click("switch")
    kim.news("The +1 Program with Dana is off.")
    receipt = eventually(lambda: kim.read(".receipt"), bool)
    assert OFF_SINCE.search(receipt)
    assert "Nothing is booked after that moment." in receipt
    assert "stays booked: $66.67" in receipt


def test_from_an_offer_to_the_plus_one_and_its_mails_and_off_with_a_receipt_and_back(
    somebody: Start, dana: Person, kim: Person
) -> None:
    coach, client = somebody(dana), somebody(kim)
    offer_custom_package(coach, kim)
    book_from_inbox(client)
    turn_on(client)
    complete_all(coach)
    for person in (dana, kim):
        [mail] = eventually(lambda who=person: who.mails("plus_one_booked"), lambda mails: len(mails) == 1)  # type: ignore[misc]
        assert "USD 66.67" in mail["text"]

    client.look_again()
    client.reads("On deck1 session")
    turn_off(client)

    coach.open(f"#/clients/{kim.user_id}")
    coach.heading("Kim")
    coach.click("button", "Undo 1 of 3: Session of a package at $66.67")
    coach.news("Undone: the session is on deck again. The +1 at $66.67 that it had booked is cancelled.")
    coach.click("button", "Mark complete")
    coach.news("No +1 is booked, because Kim is not enrolled.")
