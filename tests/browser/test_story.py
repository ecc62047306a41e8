"""A +1 as its client and its coach see it come and go. The whole story is in engines/."""

from tests.browser.conftest import Visit
from tests.browser.people import book, complete, enroll
from tests.browser.visitor import Visitor
from tests.flow.stack import eventually
from tests.flow.test_story import Person


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
