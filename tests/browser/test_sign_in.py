"""Who one is: both sides, the person's own zone, and a sign-in that ends."""

from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import APIResponse, Route, expect

from tests.browser.conftest import Visit
from tests.browser.people import book, lose_role
from tests.browser.visitor import Visitor
from tests.flow.people import newcomer
from tests.flow.stack import Stack
from tests.flow.test_story import Person


def test_times_are_those_of_the_persons_zone_which_the_browser_suggests(stack: Stack, visit: Visit) -> None:
    alex = visit(Person(stack, stack.emails("client")[0]))
    alex.open()
    alex.reads("Times are shown in UTC.")
    alex.button("Show them in Europe/Berlin").click()
    alex.news("Times are shown in the time zone Europe/Berlin from now on.")
    alex.link("Your profile").click()
    alex.reads(alex.email)
    assert alex.email in alex.page.locator("#main").inner_text()  # as it is, no first letter made large
    alex.page.get_by_label("Name").fill("Alex the Great")
    alex.page.get_by_label("Time zone").select_option("Asia/Tokyo")
    alex.button("Save").click()
    alex.news("Your profile is saved.")
    alex.go("#/")
    alex.go("#/profile")
    expect(alex.page.get_by_label("Name")).to_have_value("Alex the Great")
    alex.button("Take this browser's: Europe/Berlin").click()
    expect(alex.page.get_by_label("Time zone")).to_have_value("Europe/Berlin")


def test_who_is_both_sees_both_sides(stack: Stack, visit: Visit) -> None:
    both = visit(newcomer(stack, "Robin", "coach", "client"))
    both.open()
    both.heading("Your coaches")
    both.link("As a coach").click()
    both.heading("Roster")
    expect(both.link("As a coach")).to_have_attribute("aria-current", "true")
    both.link("As a client").click()
    both.heading("Your coaches")


def test_a_token_that_has_ended_is_renewed_unseen(visit: Visit, dana: Person, kim: Person) -> None:
    """The local pool's renewed tokens have no roles, so a token of AWS's kind stands in for them."""
    book(kim, dana)
    client = visit(kim)
    client.open()
    refused: list[str] = []
    asked: list[list[str]] = []

    def refuse_once(route: Route) -> None:
        refused.append(route.request.url)
        if len(refused) == 1:
            route.fulfill(status=401, headers=client.allowed, json={"message": "Unauthorized"})
        else:
            route.continue_()

    def renew(route: Route) -> None:
        asked.append(parse_qs(route.request.post_data or "")["grant_type"])
        route.fulfill(headers={"access-control-allow-origin": "*"}, json={"id_token": kim.token, "expires_in": 3600})

    client.page.route("**/v1/coaches?*", refuse_once)
    client.page.route("**/oauth2/token", renew)
    client.go("#/preferences")
    client.reads("Off: nothing is booked automatically with Dana.")
    assert asked == [["refresh_token"]]
    client.troubles.clear()


def test_whose_roles_have_changed_signs_in_again(stack: Stack, visit: Visit) -> None:
    leaver = newcomer(stack, "Lee", "client", "coach")
    client = visit(leaver)
    client.open()
    client.settled()
    lose_role(stack, leaver, "coach")
    client.page.route("**/v1/inbox*", lambda route: route.fulfill(status=401, headers=client.allowed, json={}))
    client.page.evaluate("location.hash = '#/inbox'")
    client.reads("Your sign-in has ended. Sign in again, and you are back here.")
    client.troubles.clear()


def test_when_no_token_can_be_had_any_more_the_page_asks_for_the_sign_in_and_comes_back(
    visit: Visit, dana: Person, kim: Person
) -> None:
    book(kim, dana)
    client = visit(kim)
    client.open()
    client.page.route(
        "**/v1/coaches*",
        lambda route: route.fulfill(status=401, headers=client.allowed, json={}),
    )
    client.page.route(
        "**/oauth2/token",
        lambda route: route.fulfill(
            status=400, headers={"access-control-allow-origin": "*"}, json={"error": "invalid_grant"}
        ),
    )
    client.page.evaluate("location.hash = '#/preferences'")
    client.reads("Your sign-in has ended.")
    client.page.unroute_all()
    client.button("Sign in").click()
    client.sign_in()
    client.reads("Off: nothing is booked automatically with Dana.")
    client.troubles.clear()


def test_whoever_signs_out_leaves_no_token_that_still_renews(visit: Visit, kim: Person) -> None:
    client = visit(kim)
    with client.page.expect_response("**/oauth2/token") as given:
        client.open()
    token = given.value.json()["refresh_token"]
    assert renewed(client, token).ok
    sign_out(client)
    refused = renewed(client, token)
    assert (refused.status, refused.json()["error"]) == (400, "invalid_grant")


def sign_out(client: Visitor) -> None:
    with client.page.expect_request("**/logout?*"):
        client.button("Sign out").click()
    expect(client.button("Sign in")).to_be_visible()


def renewed(client: Visitor, token: str) -> APIResponse:
    described = client.stack.described
    form = {
        "grant_type": "refresh_token",
        "refresh_token": token,
        "client_id": described["user_pool_client_id"],
    }
    return client.page.request.post(f"{described['sign_in_url']}/oauth2/token", form=form)


@pytest.mark.parametrize("answer", [lambda route: route.abort(), lambda _: None], ids=["fails", "hangs"])
def test_a_revocation_that_does_not_work_keeps_nobody_signed_in(
    visit: Visit, kim: Person, answer: Callable[[Route], None]
) -> None:
    client = visit(kim)
    client.page.route("**/oauth2/revoke", answer)
    client.open()
    sign_out(client)
    client.troubles.clear()
