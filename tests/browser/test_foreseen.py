"""Before a click the page says what it would do, in the words of the API, which decides."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.people import book, enroll, offer
from tests.flow.test_story import Person

HIGHEST = {"amount": 7000, "currency": "USD"}


def test_a_client_who_is_paused_until_2099_is_not_promised_that_a_package_ends_the_pause(
    visit: Visit, dana: Person, kim: Person
) -> None:
    book(kim, dana)
    enroll(kim, dana, paused_until="2099-12-31")
    book(kim, dana, auto_renewal=False)
    wanted = offer(dana, kim)
    client = visit(kim)
    client.open(f"#/coaches/{dana.user_id}/offers/{wanted}")
    client.reads(
        "On deck after9 sessions", "Still on hold, because you paused the +1 Program through 31 December 2099."
    )
    expect(client.page.get_by_text("goes on")).to_have_count(0)
    client.page.locator("#book").click()
    client.reads("+1 on hold: paused")


def test_before_settings_are_saved_the_page_says_what_they_would_do(visit: Visit, dana: Person, kim: Person) -> None:
    book(kim, dana)
    enroll(kim, dana)
    client = visit(kim)
    client.open(f"#/preferences/{dana.user_id}")
    highest = client.page.get_by_label("Ask me above a rate of, in USD")
    highest.fill("60")
    client.news("Once saved: On hold, because the rate of USD 66.67 is above USD 60.00, the highest that you allow.")
    highest.fill("70")
    client.news("Once saved: The +1 Program stays on.")
    highest.fill("70.123")
    expect(client.page.get_by_text("Once saved")).to_have_count(0)
    kept = kim.does("GET", f"/v1/coaches/{dana.user_id}/enrollment")
    assert kept["max_rate"] is None


def test_settings_from_before_are_looked_at_before_the_program_is_turned_on_again(
    visit: Visit, dana: Person, kim: Person
) -> None:
    book(kim, dana)
    enroll(kim, dana, stop_after=0)
    kim.does("DELETE", f"/v1/coaches/{dana.user_id}/enrollment")
    client = visit(kim)
    client.open(f"#/preferences/{dana.user_id}")
    client.reads("Once turned on: On hold, because you allow no more +1s. It can resume once you allow more.")
    book(kim, dana, auto_renewal=False)
    client.go("#/")
    client.go(f"#/preferences/{dana.user_id}")
    client.reads("You can't turn it on, because your latest package doesn't include auto-renewal.")
    expect(client.page.get_by_role("switch")).to_have_count(0)


def test_an_offer_in_another_currency_is_explained_and_cannot_be_booked(
    visit: Visit, dana: Person, kim: Person
) -> None:
    book(kim, dana)
    wanted = offer(dana, kim, price={"amount": 20000, "currency": "EUR"})
    client = visit(kim)
    client.open(f"#/coaches/{dana.user_id}/offers/{wanted}")
    client.reads("All packages of one client with one coach are in one currency.", "See what is on offer")
    expect(client.page.locator("#book")).to_have_count(0)
    assert "422" in client.troubles.pop()


def test_a_coach_reads_what_an_offer_does_to_the_rate_and_nothing_of_the_clients_settings(
    visit: Visit, dana: Person, kim: Person
) -> None:
    book(kim, dana)
    enroll(kim, dana, max_rate=HIGHEST)
    coach = visit(dana)
    coach.open(f"#/offers/custom/{kim.user_id}")
    price = coach.page.get_by_label("Price of all sessions")
    price.fill("225")
    coach.news("+1 rate from $66.67 to $75.00 once booked.")
    price.fill("225.005")
    expect(coach.page.get_by_text("once booked")).to_have_count(0)
    coach.page.get_by_label("Currency").fill("EUR")
    price.fill("225")
    coach.news("All packages of one client with one coach are in one currency.")
    assert "422" in coach.troubles.pop()
