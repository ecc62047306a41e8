"""An answer that takes long is announced; one that does not come is given up, and to try again is safe."""

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.conftest import Visit
from tests.browser.people import book, enroll, offer
from tests.browser.visitor import Visitor
from tests.flow.stack import eventually
from tests.flow.test_story import Person

MOMENT, LONGEST = 1_000, 20_000  # milliseconds
WAITING = "Still waiting for an answer …"


@pytest.fixture
def client(visit: Visit, kim: Person) -> Visitor:
    """With a clock that tests can wind on."""
    client = visit(kim)
    client.page.clock.install()
    client.open()
    return client


def hold(visitor: Visitor, url: str) -> list[Route]:
    """A list that grows with each request to there: it waits for its answer until the test gives it one."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    visitor.page.route(url, keep)
    return held


def wind_on(visitor: Visitor, milliseconds: int, waits: Locator) -> None:
    """As soon as it is under way."""
    expect(waits).to_have_attribute("aria-busy", "true")
    visitor.page.clock.fast_forward(milliseconds)


def test_a_slow_answer_is_announced_until_it_is_there(client: Visitor, dana: Person, kim: Person) -> None:
    client.go(f"#/coaches/{dana.user_id}/offers/{offer(dana, kim)}")
    held = hold(client, "**/packages")
    button = client.page.locator("#book")
    with client.page.expect_request("**/packages"):
        button.click()
    wind_on(client, MOMENT, button)
    client.news(WAITING)
    assert client.breaches() == []
    held[0].continue_()
    client.heading("Package booked")
    expect(client.page.get_by_role("status").filter(has_text="The wait is over.")).to_have_count(1)
    expect(client.page.get_by_text(WAITING)).to_have_count(0)
    expect(client.page.locator("[aria-busy]")).to_have_count(0)


def test_a_view_that_loads_slowly_is_announced_until_it_is_left(client: Visitor, kim: Person) -> None:
    held = hold(client, "**/v1/inbox*")
    with client.page.expect_request("**/v1/inbox*"):
        client.link("Inbox").click()
    wind_on(client, MOMENT, client.page.locator("main .region"))
    client.news(WAITING)
    client.link("Your profile").click()
    client.reads(kim.email)
    expect(client.page.get_by_text(WAITING)).to_have_count(0)
    held[0].abort()
    client.troubles.clear()


def test_a_booking_that_nobody_answers_is_given_up_and_made_once(client: Visitor, dana: Person, kim: Person) -> None:
    wanted, keys = offer(dana, kim), []

    def book_in_silence(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        route.fetch()

    client.go(f"#/coaches/{dana.user_id}/offers/{wanted}")
    client.page.route("**/packages", book_in_silence, times=1)
    button = client.page.locator("#book")
    with client.page.expect_request("**/packages"):
        button.click()
    wind_on(client, LONGEST, button)
    client.news("There was no answer in time. It may be saved, or it may not.")
    client.news("Press the same button again: nothing is done twice.")
    with client.page.expect_request("**/packages") as again:
        button.click()
    assert [again.value.headers["idempotency-key"]] == keys
    client.heading("Package booked")
    assert len(kim.does("GET", f"/v1/coaches/{dana.user_id}/packages")["items"]) == 1


def test_a_view_that_nobody_answers_says_so_and_tries_again(client: Visitor, dana: Person, kim: Person) -> None:
    offer(dana, kim, title="Here at last")
    hold(client, "**/v1/inbox*")
    with client.page.expect_request("**/v1/inbox*"):
        client.link("Inbox").click()
    wind_on(client, LONGEST, client.page.locator("main .region"))
    expect(client.page.get_by_role("alert")).to_contain_text("There was no answer in time. Please try again.")
    client.page.unroute_all()
    client.button("Try again").click()
    client.reads("Here at last")


def test_a_token_that_is_not_renewed_in_time_holds_nobody_up(client: Visitor) -> None:
    client.page.route("**/v1/inbox*", lambda route: route.fulfill(status=401, headers=client.allowed, json={}))
    hold(client, "**/oauth2/token")
    with client.page.expect_request("**/oauth2/token"):
        client.link("Inbox").click()
    wind_on(client, LONGEST, client.page.locator("main .region"))
    client.reads("The system is busy at the moment. Please try again.")
    client.troubles.clear()


def test_a_coach_reads_that_a_plus_one_is_booked_however_slowly_the_view_was_read_anew(
    visit: Visit, dana: Person, kim: Person
) -> None:
    book(kim, dana, sessions=1)
    enroll(kim, dana)
    coach = visit(dana)
    coach.open(f"#/clients/{kim.user_id}")
    coach.button("Mark complete").click()
    coach.reads("This books 1 more session at $200.00.")
    held = hold(coach, f"**/v1/clients/{kim.user_id}")
    with coach.page.expect_request(f"**/v1/clients/{kim.user_id}"):
        coach.button("Yes, mark complete").click()
    eventually(lambda: kim.does("GET", f"/v1/coaches/{dana.user_id}"), lambda pairing: pairing["on_deck"] == 1)
    coach.page.unroute_all()
    for route in held:
        route.continue_()
    coach.news("1 more session with Kim is booked at $200.00. On deck now: 1 session.")
