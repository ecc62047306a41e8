"""What is wrong with a field stands beside it, in the page's own words, and what was typed stays."""

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.conftest import Visit
from tests.browser.people import book, enroll
from tests.browser.visitor import Visitor
from tests.flow.test_story import Person


@pytest.fixture
def settings(visit: Visit, dana: Person, kim: Person) -> Visitor:
    """Kim's settings with Dana."""
    book(kim, dana)
    enroll(kim, dana)
    client = visit(kim)
    client.open(f"#/preferences/{dana.user_id}")
    client.button("Save settings").wait_for()
    return client


def is_refused(field: Locator, why: str) -> None:
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(why)


def test_a_count_that_is_none_is_marked_and_the_word_that_all_is_saved_goes(settings: Visitor) -> None:
    settings.page.get_by_label("Stop after").fill("3")
    settings.button("Save settings").click()
    settings.news("Your settings are saved.")
    count = settings.page.get_by_label("Stop after")
    for typed in ("2.5", "-1", "1001", "1e2", "two"):
        count.fill(typed)
        settings.button("Save settings").click()
        is_refused(count, "Write a whole number from 0 to 1000. How many more +1s. It counts down. Empty: no end.")
        expect(count).to_be_focused()
        expect(count).to_have_value(typed)
    expect(settings.page.get_by_text("Your settings are saved.")).to_have_count(0)
    assert settings.breaches() == []
    count.fill("\N{FULLWIDTH DIGIT TWO}")
    expect(count).not_to_have_attribute("aria-invalid", "true")
    settings.button("Save settings").click()
    settings.news("Your settings are saved.")
    expect(settings.page.get_by_label("Stop after")).to_have_value("2")


def test_all_fields_that_are_wrong_are_marked_and_the_first_has_the_focus(settings: Visitor) -> None:
    settings.page.get_by_label("Monthly cap").fill("1,234")
    settings.page.get_by_label("Ask me above").fill("ten")
    settings.button("Save settings").click()
    expect(settings.page.locator("[aria-invalid=true]")).to_have_count(2)
    expect(settings.page.get_by_label("Monthly cap")).to_be_focused()


def test_what_the_api_refuses_is_said_beside_its_field(settings: Visitor) -> None:
    def refuse(route: Route) -> None:
        errors = [
            {"field": "max_rate.amount", "message": "must be less"},
            {"field": "paused_until", "message": "no such day"},
        ]
        problem = {"status": 422, "code": "INVALID", "detail": "Some fields are invalid.", "errors": errors}
        route.fulfill(status=422, headers=settings.allowed, json=problem)

    settings.page.route(
        "**/enrollment", lambda route: refuse(route) if route.request.method == "PUT" else route.continue_()
    )
    settings.page.get_by_label("Ask me above").fill("70")
    settings.button("Save settings").click()
    is_refused(
        settings.page.get_by_label("Ask me above"),
        "Must be less. We ask you before booking above it. Empty: any rate.",
    )
    is_refused(
        settings.page.get_by_label("Pause until"),
        "No such day. The last paused day, in your time zone. Empty: no pause.",
    )
    expect(settings.page.get_by_label("Ask me above")).to_have_value("70")
    settings.troubles.clear()


def test_the_wheel_changes_no_number(settings: Visitor) -> None:
    count = settings.page.get_by_label("Stop after")
    count.fill("3")
    count.hover()
    settings.page.mouse.wheel(0, -300)
    settings.page.mouse.wheel(0, 300)
    expect(count).to_have_value("3")
    assert settings.page.locator("input[type=number]").count() == 0


def test_an_offer_says_beside_each_field_what_is_missing(visit: Visit, dana: Person) -> None:
    coach = visit(dana)
    coach.open("#/offers/custom")
    coach.page.get_by_label("Sessions", exact=True).fill("51")
    coach.page.get_by_label("Currency").fill("US")
    coach.page.get_by_label("Open until the end of").fill("2020-01-01")
    coach.button("Offer it").click()
    is_refused(coach.page.get_by_label("For", exact=True), "Choose one.")
    is_refused(coach.page.get_by_label("Title"), "Fill this in.")
    is_refused(coach.page.get_by_label("Sessions", exact=True), "Write a whole number from 1 to 50.")
    is_refused(coach.page.get_by_label("Price of all sessions"), "Fill this in.")
    is_refused(coach.page.get_by_label("Currency"), "Write the three letters of a currency, like USD.")
    expect(coach.page.get_by_label("Open until the end of")).to_have_attribute("aria-invalid", "true")
    assert coach.breaches() == []


def test_an_id_that_is_none_holds_up_nobody_who_then_chooses_a_client(visit: Visit, dana: Person, kim: Person) -> None:
    book(kim, dana)
    coach = visit(dana)
    coach.open("#/offers/custom")
    whom = coach.page.get_by_label("For", exact=True)
    whom.select_option(label="Somebody else, by client id")
    coach.page.get_by_label("Client id").fill("not an id")
    coach.page.get_by_label("Title").fill("Ten")
    coach.page.get_by_label("Price of all sessions").fill("100")
    coach.button("Offer it").click()
    is_refused(
        coach.page.get_by_label("Client id"),
        "An id has only letters, digits and hyphens, at most 64. It is in that person's profile.",
    )
    whom.select_option(kim.user_id)
    coach.button("Offer it").click()
    coach.news("Offered: “Ten”, to Kim alone.")


def test_a_name_that_is_too_long_is_refused_and_not_cut(visit: Visit, kim: Person) -> None:
    client = visit(kim)
    client.open("#/profile")
    name = client.page.get_by_label("Name")
    name.fill("K" * 61)
    client.button("Save").click()
    is_refused(name, "At most 60 characters.")
    expect(name).to_have_value("K" * 61)
    name.fill("   ")
    client.button("Save").click()
    is_refused(name, "Fill this in.")


def test_consent_that_is_missing_is_said_beside_the_box(visit: Visit, dana: Person, kim: Person) -> None:
    book(kim, dana)
    client = visit(kim)
    client.open(f"#/preferences/{dana.user_id}")
    client.page.get_by_role("switch").click()
    is_refused(client.page.get_by_role("checkbox"), "Tick this first.")
