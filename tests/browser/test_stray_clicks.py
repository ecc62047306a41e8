"""A click that was meant for what stood there before does nothing, and one click alone books no money."""

from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.people import book, complete, enroll, offer
from tests.browser.visitor import Visitor
from tests.flow.test_story import Person

BETWEEN_MILLISECONDS = 700
CLICKS = 4
QUESTION = "This books 1 more session at $200.00."


def click_on(visitor: Visitor, place: Locator) -> None:
    """Again and again, where it stands now, whatever stands there by then."""
    box = place.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for _ in range(CLICKS):
        visitor.page.mouse.click(x, y)
        visitor.page.wait_for_timeout(BETWEEN_MILLISECONDS)


def sessions(coach: Person, client: Person, status: str) -> list[Any]:
    items: list[Any] = coach.does("GET", f"/v1/clients/{client.user_id}/sessions?status={status}")["items"]
    return items


def test_a_coach_who_clicks_mark_complete_again_and_again_completes_one_session(
    visit: Visit, dana: Person, kim: Person
) -> None:
    book(kim, dana, sessions=1)
    enroll(kim, dana)
    coach = visit(dana)
    coach.open(f"#/clients/{kim.user_id}")
    click_on(coach, coach.button("Mark complete"))
    coach.reads(QUESTION)
    assert sessions(dana, kim, "completed") == []
    coach.page.mouse.move(0, 0)
    click_on(coach, coach.button("Yes, mark complete"))
    coach.news("1 more session with Kim is booked at $200.00.")
    assert len(sessions(dana, kim, "completed")) == 1
    assert [each["origin"] for each in sessions(dana, kim, "booked")] == ["plus_one"]


def test_of_several_sessions_in_a_row_such_clicks_complete_one(visit: Visit, dana: Person, kim: Person) -> None:
    book(kim, dana, sessions=5)
    coach = visit(dana)
    coach.open(f"#/clients/{kim.user_id}")
    click_on(coach, coach.button("Mark complete"))
    coach.news("Marked complete. On deck now: 4 sessions.")
    assert len(sessions(dana, kim, "completed")) == 1


def test_a_pointer_that_has_gone_away_and_come_back_clicks_what_is_there_now(
    visit: Visit, dana: Person, kim: Person
) -> None:
    book(kim, dana, sessions=2)
    coach = visit(dana)
    coach.open(f"#/clients/{kim.user_id}")
    for left in ("1 session", "nothing"):
        coach.button("Mark complete").click()
        coach.news(f"Marked complete. On deck now: {left}.")
        coach.page.mouse.move(0, 0)


def test_a_key_that_is_pressed_again_and_again_answers_no_question(visit: Visit, dana: Person, kim: Person) -> None:
    book(kim, dana, sessions=1)
    enroll(kim, dana)
    coach = visit(dana)
    coach.open(f"#/clients/{kim.user_id}")
    coach.button("Mark complete").focus()
    for _ in range(CLICKS):
        coach.page.keyboard.press("Enter")
        coach.reads(QUESTION)
    expect(coach.page.get_by_role("group", name=QUESTION)).to_be_focused()
    assert sessions(dana, kim, "completed") == []
    coach.page.keyboard.press("Tab")
    expect(coach.button("Yes, mark complete")).to_be_focused()
    coach.page.keyboard.press("Enter")
    coach.news("1 more session with Kim is booked at $200.00.")


def test_a_client_who_enrolled_since_the_page_was_read_is_asked_about_too(
    visit: Visit, dana: Person, kim: Person
) -> None:
    book(kim, dana, sessions=1)
    coach = visit(dana)
    coach.open(f"#/clients/{kim.user_id}")
    coach.reads("Only Kim can turn it on")
    enroll(kim, dana)
    coach.button("No-show").click()
    coach.reads(QUESTION)
    coach.button("No, not yet").click()
    expect(coach.button("No-show")).to_be_focused()
    assert sessions(dana, kim, "completed") == []


def test_sessions_that_are_alike_are_one_row_with_one_button(visit: Visit, dana: Person, kim: Person) -> None:
    book(kim, dana, sessions=4)
    coach = visit(dana)
    coach.open(f"#/clients/{kim.user_id}")
    coach.reads("4 sessions of packages at $50.00")
    expect(coach.button("Mark complete")).to_have_count(1)


def names(visitor: Visitor) -> list[str]:
    """Of the buttons and links in the view."""
    tree = visitor.page.locator("main").aria_snapshot()
    lines = [line.strip(" -") for line in tree.splitlines()]
    return [line.rstrip(":") for line in lines if line.startswith(("button ", "link ", "switch "))]


def test_no_two_buttons_of_a_view_have_the_same_name(visit: Visit, dana: Person, kim: Person) -> None:
    book(kim, dana, sessions=3)
    enroll(kim, dana)
    for _ in range(3):
        complete(dana, kim)
    for _ in range(2):
        offer(dana, kim)
    book(kim, dana, sessions=4, price={"amount": 10000, "currency": "USD"})
    coach, client = visit(dana), visit(kim)
    for visitor, addresses in (
        (coach, ["#/clients", f"#/clients/{kim.user_id}", "#/offers"]),
        (client, ["#/", "#/inbox", f"#/coaches/{dana.user_id}", "#/preferences", f"#/preferences/{dana.user_id}"]),
    ):
        visitor.open()
        for address in addresses:
            visitor.go(address)
            found = names(visitor)
            assert found, address
            assert len(set(found)) == len(found), (address, found)
    client.page.get_by_role("switch", checked=True).click()
    client.news("is off")
    assert len(set(names(client))) == len(names(client))
