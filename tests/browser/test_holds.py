"""A +1 on hold: why and until when, one tap that books it, and what ends it, said before the click and after it."""

from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Visit
from tests.browser.people import book, complete, enroll, hold
from tests.browser.test_keyboard import tab_to
from tests.browser.visitor import PHONE, Visitor
from tests.flow.test_story import Person

ONE = {"sessions": 1, "price": {"amount": 7500, "currency": "USD"}}
TAP = "Book it now with Dana"
SAVING_BOOKS = "Save, and book 1 session for $75.00"
FIRST_TERMS = "2026-11"


def held(kim: Person, dana: Person) -> None:
    """Kim has paused over the completion of her last session."""
    book(kim, dana, **ONE)
    hold(kim, dana)


def on_deck(kim: Person, dana: Person) -> int:
    return int(kim.does("GET", f"/v1/coaches/{dana.user_id}")["on_deck"])


@pytest.fixture
def client(visit: Visit, dana: Person, kim: Person) -> Visitor:
    """Kim looks at her preferences with Dana."""
    held(kim, dana)
    client = visit(kim)
    client.open(f"#/preferences/{dana.user_id}")
    client.reads("Your next session with Dana is on hold, because", "We'll book it on", "$75.00")
    return client


def is_booked(client: Visitor) -> None:
    expect(client.page.get_by_role("region", name="Booked")).to_be_focused()
    client.reads("Booked: 1 session with Dana", "On deck1 session", "+1 at $75.00")
    expect(client.button(TAP)).to_have_count(0)
    assert client.breaches() == []


def test_what_is_on_hold_is_booked_by_one_tap(client: Visitor, dana: Person, kim: Person) -> None:
    client.button(TAP).click()
    client.news("Booked: 1 session with Dana at $75.00. On deck now: 1 session.")
    is_booked(client)
    assert on_deck(kim, dana) == 1
    assert kim.does("GET", f"/v1/coaches/{dana.user_id}/enrollment")["paused_until"]


def test_a_tap_whose_answer_is_lost_books_once(client: Visitor, dana: Person, kim: Person) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    client.page.route("**/plus-one", lose, times=1)
    client.button(TAP).click()
    is_booked(client)
    assert on_deck(kim, dana) == 1
    client.troubles.clear()


def test_a_tap_at_another_rate_is_refused_and_can_be_repeated(client: Visitor, dana: Person, kim: Person) -> None:
    def cheaper(route: Route) -> None:
        route.continue_(post_data=(route.request.post_data or "").replace("7500", "1"))

    client.page.route("**/plus-one", cheaper, times=1)
    client.button(TAP).click()
    client.news("The rate is another one than the page showed")
    expect(client.button(TAP)).to_be_focused()
    assert on_deck(kim, dana) == 0
    assert "409" in client.troubles.pop()
    client.page.mouse.move(0, 0)
    client.button(TAP).click()
    is_booked(client)


def test_a_tap_that_comes_too_late_shows_what_is_on_deck(client: Visitor, dana: Person, kim: Person) -> None:
    book(kim, dana)
    client.button(TAP).click()
    client.news("You have a session on deck with this coach")
    client.reads("On deck3 sessions")
    expect(client.page.get_by_text("Your next session")).to_have_count(0)
    assert "409" in client.troubles.pop()


def test_a_save_that_books_says_so_on_its_button_and_shows_what_it_booked(
    client: Visitor, dana: Person, kim: Person
) -> None:
    client.page.get_by_label("Pause until").fill("")
    expect(client.button(SAVING_BOOKS)).to_be_visible()
    client.news("Saving books 1 session with Dana at USD 75.00.")
    assert client.breaches() == []
    client.page.get_by_label("Pause until").fill("2099-12-31")
    expect(client.button("Save settings")).to_be_visible()
    client.page.get_by_label("Pause until").fill("")
    client.button(SAVING_BOOKS).click()
    client.news("Your settings are saved. 1 session is booked at $75.00.")
    is_booked(client)
    assert on_deck(kim, dana) == 1


def test_nothing_is_booked_by_a_save_before_the_page_has_said_so(client: Visitor, dana: Person, kim: Person) -> None:
    client.page.get_by_label("Pause until").fill("")
    client.page.get_by_label("Stop after").press("Enter")
    expect(client.button(SAVING_BOOKS)).to_be_visible()
    assert on_deck(kim, dana) == 0
    client.page.get_by_label("Stop after").press("Enter")
    is_booked(client)


def test_a_save_that_would_book_what_is_on_hold_since_the_page_was_read_books_nothing_unsaid(
    visit: Visit, dana: Person, kim: Person
) -> None:
    book(kim, dana, **ONE)
    enroll(kim, dana, paused_until="2099-12-31")
    client = visit(kim)
    client.open(f"#/preferences/{dana.user_id}")
    client.page.get_by_label("Pause until").fill("")
    client.news("Once saved: The +1 Program resumes.")
    hold(kim, dana)
    client.button("Save settings").click()
    client.news("Saving books 1 session with Dana at USD 75.00.")
    assert on_deck(kim, dana) == 0
    client.page.mouse.move(0, 0)
    client.button(SAVING_BOOKS).click()
    client.news("Your settings are saved. 1 session is booked at $75.00.")
    is_booked(client)


def test_a_save_whose_answer_is_lost_shows_what_it_booked(client: Visitor, dana: Person, kim: Person) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    client.page.get_by_label("Pause until").fill("")
    expect(client.button(SAVING_BOOKS)).to_be_visible()
    client.page.route("**/enrollment", lose, times=1)
    client.button(SAVING_BOOKS).click()
    client.news("There is no connection at the moment.")
    client.button(SAVING_BOOKS).click()
    is_booked(client)
    assert on_deck(kim, dana) == 1
    client.troubles.clear()


def test_the_receipt_of_turning_off_says_that_nothing_on_hold_is_booked(
    client: Visitor, dana: Person, kim: Person
) -> None:
    client.reads("The session on hold is then not booked.")
    client.page.get_by_role("switch", checked=True).click()
    client.news("is off")
    client.reads("Your next session was on hold. We do not book it.")
    expect(client.button(TAP)).to_have_count(0)
    assert client.breaches() == []


def test_beside_the_sessions_the_hold_can_be_booked_or_the_program_turned_off(
    visit: Visit, dana: Person, kim: Person
) -> None:
    held(kim, dana)
    client = visit(kim)
    client.open(f"#/coaches/{dana.user_id}")
    client.reads("We'll book it on")
    assert client.breaches() == []
    client.button("Turn +1 off").click()
    client.news("The +1 Program with Dana is off.")
    expect(client.page.get_by_role("region", name="Receipt")).to_be_focused()
    client.reads("We do not book it.", "+1 off")
    assert client.breaches() == []
    expect(client.button(TAP)).to_have_count(0)


def test_who_enrolls_after_the_last_session_books_the_next_one_at_home(visit: Visit, dana: Person, kim: Person) -> None:
    book(kim, dana, **ONE)
    complete(dana, kim)
    enroll(kim, dana)
    client = visit(kim)
    client.open()
    client.heading("Your coaches")
    asked = client.requests()
    client.go("#/inbox")
    client.go("#/")
    client.reads("Nothing on deck: book your next session now.", "$75.00")
    assert client.breaches() == []
    paths = {each.url.partition("/v1")[2].partition("?")[0] for each in asked if "/v1/" in each.url}
    assert paths == {"/inbox", "/coaches"}
    client.button(TAP).click()
    client.news("Booked: 1 session with Dana at $75.00. On deck now: 1 session.")
    expect(client.button(TAP)).to_have_count(0)
    assert on_deck(kim, dana) == 1


def test_while_bookings_are_stopped_the_page_offers_no_tap(visit: Visit, dana: Person, kim: Person) -> None:
    held(kim, dana)
    client = visit(kim)

    def stopped(route: Route) -> None:
        answer = route.fetch()
        changes = {"book_now": None, "cannot_because": "PROGRAM_STOPPED"} if "GET" in route.request.method else {}
        route.fulfill(response=answer, json=answer.json() | changes)

    client.page.route("**/preview", stopped)
    client.open(f"#/preferences/{dana.user_id}")
    client.reads("You can't book it now, because we have stopped booking for the moment.")
    expect(client.button(TAP)).to_have_count(0)
    client.page.get_by_label("Pause until").fill("")
    client.news("Saving books 1 session")
    expect(client.button("Save settings")).to_be_visible()


def test_with_the_keyboard_alone(client: Visitor, dana: Person, kim: Person) -> None:
    client.page.get_by_role("heading", level=1).focus()
    tab_to(client, "button", TAP)
    client.page.keyboard.press("Enter")
    is_booked(client)
    assert on_deck(kim, dana) == 1


def test_a_coach_reads_of_the_clients_own_settings_and_no_day(visit: Visit, dana: Person, kim: Person) -> None:
    held(kim, dana)
    coach = visit(dana)
    coach.open("#/clients")
    coach.reads("On hold by the client's own settings")
    assert coach.breaches() == []
    coach.look("light", PHONE)
    assert coach.overflow() <= 0
    coach.link("Kim").click()
    coach.reads("is on hold by the client's own settings.")
    day = datetime.fromisoformat(kim.does("GET", f"/v1/coaches/{dana.user_id}")["renewal"]["resumes_at"])
    shown = coach.page.locator("main").inner_text()
    assert not [said for said in (f"{day:%b} {day.day}", f"{day.day} {day:%B}", f"{day:%Y-%m-%d}") if said in shown]


def test_a_coach_ends_with_a_client_and_takes_it_back(visit: Visit, dana: Person, kim: Person) -> None:
    held(kim, dana)
    coach, client = visit(dana), visit(kim)
    coach.open(f"#/clients/{kim.user_id}")
    coach.button("End with this client").click()
    coach.reads("Kim", "can book no more packages with you, and we book no more +1s, also not one that is on hold.")
    assert coach.breaches() == []
    coach.button("Yes, end with this client").click()
    coach.news("You have ended with Kim.")
    expect(coach.link("Custom package for Kim")).to_have_count(0)
    assert coach.breaches() == []
    client.open(f"#/coaches/{dana.user_id}")
    client.reads("Dana has ended the work with you.")
    expect(client.button(TAP)).to_have_count(0)
    assert client.breaches() == []
    client.go("#/")
    client.reads("Dana has ended the work with you.")
    coach.go("#/clients")
    coach.reads("You have ended with this client")
    coach.link("Kim").click()
    coach.button("Take back").click()
    coach.reads("Nothing is booked now.")
    coach.button("Yes, take back").click()
    coach.news("Taken back: Kim can book with you again.")
    expect(coach.button("End with this client")).to_be_visible()
    client.go("#/inbox")
    client.go("#/")
    client.reads("Nothing on deck: book your next session now.")


def test_who_agreed_to_older_terms_reads_the_new_ones_and_accepts_them_by_saving(
    visit: Visit, dana: Person, kim: Person
) -> None:
    book(kim, dana)
    enroll(kim, dana)
    client = visit(kim)

    def before(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"terms_version": FIRST_TERMS})

    client.page.route("**/enrollment", before, times=1)
    client.open(f"#/preferences/{dana.user_id}")
    client.reads("These terms are new. Saving your settings accepts them.")
    client.page.get_by_text("The terms, version").click()
    assert client.breaches() == []
    client.page.get_by_label("Stop after").fill("3")
    with client.page.expect_request(lambda request: request.method == "PUT") as sent:
        client.button("Save settings").click()
    client.news("Your settings are saved.")
    body: Any = sent.value.post_data_json
    assert body["terms_version"] == kim.does("GET", f"/v1/coaches/{dana.user_id}/enrollment")["terms_version"]
    expect(client.page.get_by_text("These terms are new.")).to_have_count(0)


def test_terms_that_changed_since_they_were_shown_are_shown_before_anything_is_saved(
    visit: Visit, dana: Person, kim: Person
) -> None:
    book(kim, dana)
    client = visit(kim)

    def old(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"version": FIRST_TERMS})

    client.page.route("**/terms.json", old)
    client.open(f"#/preferences/{dana.user_id}")
    client.reads(f"The terms, version {FIRST_TERMS}")
    client.page.unroute_all()
    client.page.get_by_role("checkbox").check()
    client.page.get_by_role("switch").click()
    client.news("The terms have changed, so nothing is saved yet.")
    expect(client.page.get_by_text(f"The terms, version {FIRST_TERMS}")).to_have_count(0)
    assert "409" in client.troubles.pop()
    client.page.get_by_role("checkbox").check()
    client.page.get_by_role("switch").click()
    client.news("is on")
