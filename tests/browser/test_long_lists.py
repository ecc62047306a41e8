"""Who has gone far down in a list keeps the place."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.people import OFFER, offers_of_many
from tests.flow.test_story import Person


def test_back_leads_to_the_same_place_of_a_long_list(visit: Visit, kim: Person) -> None:
    offers_of_many(kim.stack, kim, 30)
    client = visit(kim)
    client.open("#/inbox")
    client.button("Show earlier ones").click()
    last = client.link("See and book Package 0")
    last.scroll_into_view_if_needed()
    before = client.page.evaluate("scrollY")
    assert before > 1000
    last.click()
    client.heading("Package 0")
    assert client.page.evaluate("scrollY") == 0
    client.page.go_back()
    expect(last).to_be_in_viewport()
    assert client.page.evaluate("scrollY") == before
    expect(client.page.get_by_role("link", name="See and book")).to_have_count(30)


def test_who_withdraws_an_offer_far_down_keeps_the_list(visit: Visit, dana: Person) -> None:
    for number in range(30):
        dana.does("POST", "/v1/offers", OFFER | {"title": f"Package {number}"})
    coach = visit(dana)
    coach.open("#/offers")
    coach.button("Show earlier ones").click()
    coach.button("Withdraw Package 1").click()
    coach.button("Yes, withdraw Package 1").click()
    coach.news("“Package 1” is withdrawn.")
    expect(coach.button("Withdraw Package 0")).to_have_count(1)
