"""A lost answer, a second press, a clash with another tab: nothing is done twice, and a person is told what to do."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.conftest import Visit
from tests.browser.people import book, enroll, offer
from tests.browser.visitor import Visitor, visiting
from tests.flow.people import newcomer
from tests.flow.stack import Stack
from tests.flow.test_story import Person


@pytest.fixture(scope="module")
def kim(stack: Stack) -> Person:
    return newcomer(stack, "Kim", "client")


@pytest.fixture(scope="module")
def signed_in(browser: Browser, stack: Stack, kim: Person) -> Iterator[Visitor]:
    """Signing in takes longer than what most of these tests do, so Kim does it once."""
    with visiting(browser, stack, kim.email) as visitor:
        visitor.open()
        yield visitor


@pytest.fixture
def client(signed_in: Visitor) -> Iterator[Visitor]:
    signed_in.page.mouse.move(0, 0)
    yield signed_in
    signed_in.page.unroute_all()


@pytest.mark.parametrize("is_cut", [False, True], ids=["lost", "cut off"])
def test_a_booking_whose_answer_is_lost_is_made_once(
    client: Visitor, dana: Person, kim: Person, *, is_cut: bool
) -> None:
    wanted, keys = offer(dana, kim), []

    def lose_the_first(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        answer = route.fetch()
        if len(keys) > 1:
            route.fulfill(response=answer)
        elif is_cut:
            route.fulfill(response=answer, body=answer.text()[:20])
        else:
            route.abort()

    client.go(f"#/coaches/{dana.user_id}/offers/{wanted}")
    client.page.route("**/packages", lose_the_first)
    client.page.locator("#book").click()
    client.heading("Package booked")
    assert len(set(keys)) == 1 < len(keys)
    assert len(kim.does("GET", f"/v1/coaches/{dana.user_id}/packages")["items"]) == 1
    client.troubles.clear()


def test_without_a_connection_the_page_says_so_and_the_same_button_tries_again_with_the_same_key(
    client: Visitor, dana: Person, kim: Person
) -> None:
    wanted, keys = offer(dana, kim), []

    def refuse(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        route.abort()

    client.go(f"#/coaches/{dana.user_id}/offers/{wanted}")
    client.page.route("**/packages", refuse)
    client.page.locator("#book").click()
    client.news("There is no connection at the moment.")
    client.page.unroute("**/packages")
    with client.page.expect_request("**/packages") as again:
        client.page.locator("#book").click()
    assert {again.value.headers["idempotency-key"]} == set(keys)
    client.heading("Package booked")
    client.troubles.clear()


def test_a_button_does_its_thing_once_however_often_it_is_pressed(visit: Visit, dana: Person, kim: Person) -> None:
    book(kim, dana, sessions=5)
    coach = visit(dana)
    coach.open(f"#/clients/{kim.user_id}")
    asked = coach.requests()
    coach.button("Mark complete").first.dblclick()
    coach.news("Marked complete. On deck now: 4 sessions.")
    assert len([request for request in asked if request.method == "POST"]) == 1


def test_settings_that_changed_elsewhere_are_not_overwritten_unseen(client: Visitor, dana: Person, kim: Person) -> None:
    book(kim, dana)
    enroll(kim, dana)
    client.go(f"#/preferences/{dana.user_id}")
    client.page.get_by_label("Stop after").fill("3")
    enroll(kim, dana, paused_until="2099-12-31")
    client.button("Save settings").click()
    client.reads("this changed elsewhere. Stored now: paused until the end of Dec 31, 2099")
    expect(client.page.get_by_label("Stop after")).to_have_value("3")
    client.button("Save settings").click()
    client.news("Your settings are saved.")
    settings = kim.does("GET", f"/v1/coaches/{dana.user_id}/enrollment")
    assert (settings["stop_after"], settings["paused_until"]) == (3, None)
    client.troubles.clear()


def test_settings_whose_answer_was_lost_do_not_clash_with_themselves(
    client: Visitor, dana: Person, kim: Person
) -> None:
    book(kim, dana)
    enroll(kim, dana)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    client.go(f"#/preferences/{dana.user_id}")
    client.page.get_by_label("Stop after").fill("3")
    client.page.route("**/enrollment", lose, times=1)
    client.button("Save settings").click()
    client.news("There is no connection at the moment.")
    client.button("Save settings").click()
    client.news("Your settings are saved.")
    expect(client.page.get_by_text("this changed elsewhere")).to_have_count(0)
    client.troubles.clear()


def test_settings_are_saved_as_they_were_typed_and_what_is_no_amount_is_not_taken_for_none(
    client: Visitor, dana: Person, kim: Person
) -> None:
    book(kim, dana)
    enroll(kim, dana)
    client.go(f"#/preferences/{dana.user_id}")
    cap = client.page.get_by_label("Monthly cap, in USD")
    cap.fill("66.666")
    client.button("Save settings").click()
    expect(cap).to_be_focused()
    cap.fill("66,5")
    client.page.get_by_label("Pause until").fill("2099-12-31")
    client.page.get_by_label("Heads-up mail").uncheck()
    client.button("Save settings").click()
    client.news("Your settings are saved.")
    client.reads("On. If the last session", "+1 on hold: paused")
    client.reads("would be on hold, because the pause that you set is not over")
    kept = kim.does("GET", f"/v1/coaches/{dana.user_id}/enrollment")
    assert kept["monthly_spend_cap"] == {"amount": 6650, "currency": "USD"}
    assert (kept["paused_until"], kept["heads_up"], kept["max_rate"]) == ("2099-12-31", False, None)


def test_an_offer_that_is_gone_is_explained(client: Visitor, dana: Person, kim: Person) -> None:
    wanted = offer(dana, kim)
    client.go(f"#/coaches/{dana.user_id}/offers/{wanted}")
    client.reads("Rate after")
    dana.does("DELETE", f"/v1/offers/{wanted}")
    client.page.locator("#book").click()
    client.news("This offer can no longer be booked or withdrawn")
    client.go("#/")
    client.go(f"#/coaches/{dana.user_id}/offers/{wanted}")
    client.reads("This offer can no longer be booked or withdrawn", "See what is on offer")
    client.troubles.clear()


def test_a_view_that_cannot_load_says_so_and_tries_again(client: Visitor, dana: Person, kim: Person) -> None:
    offer(dana, kim, title="Here at last")
    client.go("#/profile")
    client.page.route("**/v1/inbox*", lambda route: route.fulfill(status=500, headers=client.allowed, json={}))
    client.go("#/inbox")
    client.reads("Something went wrong on our side.")
    client.page.unroute_all()
    client.button("Try again").click()
    client.reads("Here at last")
