"""Who goes away and comes back, also by a sign-in, finds what was typed and not saved."""

import pytest
from playwright.sync_api import Dialog, Route, expect

from tests.browser.conftest import Visit
from tests.browser.people import book, enroll
from tests.browser.visitor import Visitor
from tests.flow.stack import Stack
from tests.flow.test_story import Person

KEPT = "What you typed before is still here, and is not saved yet."


def end_sign_in(visitor: Visitor) -> None:
    """No token can be had any more."""
    refused = {"error": "invalid_grant"}
    visitor.page.route(
        "**/oauth2/token",
        lambda route: route.fulfill(status=400, headers={"access-control-allow-origin": "*"}, json=refused),
    )
    visitor.page.route("**/v1/**", lambda route: route.fulfill(status=401, headers=visitor.allowed, json={}))


@pytest.fixture
def settings(visit: Visit, dana: Person, kim: Person) -> Visitor:
    """Kim's settings with Dana, typed over and not saved."""
    book(kim, dana)
    enroll(kim, dana)
    client = visit(kim)
    client.open(f"#/preferences/{dana.user_id}")
    client.page.get_by_label("Stop after").fill("7")
    client.page.get_by_label("Monthly cap").fill("1,234.56")
    client.page.get_by_label("Heads-up mail").uncheck()
    return client


def are_there(settings: Visitor) -> None:
    settings.reads(KEPT)
    expect(settings.page.get_by_label("Stop after")).to_have_value("7")
    expect(settings.page.get_by_label("Monthly cap")).to_have_value("1,234.56")
    expect(settings.page.get_by_label("Heads-up mail")).not_to_be_checked()


def test_edits_are_there_again_after_a_look_at_another_view_until_they_are_saved(
    settings: Visitor, dana: Person, kim: Person
) -> None:
    settings.link("Coaches").click()
    settings.heading("Your coaches")
    settings.page.go_back()
    are_there(settings)
    assert settings.breaches() == []
    settings.button("Save settings").click()
    settings.news("Your settings are saved.")
    expect(settings.page.get_by_text(KEPT)).to_have_count(0)
    kept = kim.does("GET", f"/v1/coaches/{dana.user_id}/enrollment")
    assert (kept["stop_after"], kept["monthly_spend_cap"]["amount"], kept["heads_up"]) == (7, 123456, False)


def test_edits_that_are_kept_overwrite_nothing_unseen(settings: Visitor, dana: Person, kim: Person) -> None:
    settings.go("#/")
    enroll(kim, dana, paused_until="2099-12-31")
    settings.go(f"#/preferences/{dana.user_id}")
    are_there(settings)
    settings.button("Save settings").click()
    settings.reads("this changed elsewhere. Stored now: paused until the end of Dec 31, 2099")
    settings.button("Take what is stored").click()
    expect(settings.page.get_by_label("Pause until")).to_have_value("2099-12-31")
    expect(settings.page.get_by_text(KEPT)).to_have_count(0)
    settings.troubles.clear()


def test_edits_can_be_discarded(settings: Visitor, dana: Person) -> None:
    settings.go("#/")
    settings.go(f"#/preferences/{dana.user_id}")
    settings.button("Discard what I typed").click()
    expect(settings.page.get_by_label("Stop after")).to_have_value("")
    expect(settings.page.get_by_text(KEPT)).to_have_count(0)
    settings.go("#/")
    settings.go(f"#/preferences/{dana.user_id}")
    expect(settings.page.get_by_label("Stop after")).to_have_value("")


def test_edits_outlive_a_sign_in_that_ends_and_stay_in_no_storage(settings: Visitor) -> None:
    end_sign_in(settings)
    settings.button("Save settings").click()
    settings.reads("Your sign-in has ended. Sign in again, and you are back here.")
    settings.page.unroute_all()
    settings.button("Sign in").click()
    settings.sign_in()
    are_there(settings)
    assert settings.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    settings.troubles.clear()


def test_edits_are_not_shown_to_the_next_person_who_signs_in(
    settings: Visitor, stack: Stack, dana: Person, kim: Person
) -> None:
    end_sign_in(settings)
    settings.page.get_by_label("Stop after").fill("9")
    settings.button("Save settings").click()
    settings.reads("Your sign-in has ended.")
    settings.page.unroute_all()
    settings.email = dana.email
    settings.button("Sign in").click()
    settings.sign_in()
    settings.heading("There is nothing here")
    assert "1,234.56" not in settings.page.content()
    settings.troubles.clear()


def test_who_closes_the_page_with_edits_is_asked(settings: Visitor) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    settings.page.on("dialog", stay)
    settings.page.close(run_before_unload=True)
    settings.page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    expect(settings.page.get_by_label("Stop after")).to_have_value("7")


def test_an_offer_that_was_begun_is_there_again(visit: Visit, kim: Person, dana: Person) -> None:
    visit(kim)
    coach = visit(dana)
    coach.open("#/offers/custom")
    coach.page.get_by_label("For", exact=True).select_option(label="Somebody else, by client id")
    coach.page.get_by_label("Client id").fill(kim.user_id)
    coach.page.get_by_label("Price of all sessions").fill("200")
    coach.link("Not now").click()
    coach.heading("Offers")
    coach.page.go_back()
    coach.reads(KEPT, "The rate is $66.67 per session.")
    expect(coach.page.get_by_label("Client id")).to_have_value(kim.user_id)
    coach.page.get_by_label("Title").fill("Three")
    coach.button("Offer it").click()
    coach.news("Offered: “Three”")
    coach.go("#/offers/custom")
    expect(coach.page.get_by_label("Title")).to_have_value("")


def test_a_profile_that_was_begun_is_there_again(visit: Visit, kim: Person) -> None:
    client = visit(kim)
    client.open("#/profile")
    client.page.get_by_label("Name").fill("Kimberly")
    client.go("#/")
    client.go("#/profile")
    client.reads(KEPT)
    expect(client.page.get_by_label("Name")).to_have_value("Kimberly")
    client.button("Save").click()
    client.news("Your profile is saved.")
    expect(client.page.get_by_text(KEPT)).to_have_count(0)


def test_an_answer_that_is_lost_loses_no_edits(settings: Visitor) -> None:
    def lose(route: Route) -> None:
        if route.request.method == "PUT":
            route.abort()
        else:
            route.continue_()

    settings.page.route("**/enrollment", lose)
    settings.button("Save settings").click()
    settings.news("There is no connection at the moment.")
    settings.go("#/")
    settings.page.go_back()
    are_there(settings)
    settings.troubles.clear()
