"""What fields of the page do by themselves, which is where engines differ."""

from tests.browser.engines.conftest import Start
from tests.browser.people import book, enroll
from tests.flow.test_story import Person


def test_a_pause_in_the_past_is_refused_beside_the_date_and_not_saved(
    somebody: Start, dana: Person, kim: Person
) -> None:
    """WebKit with ICU 72 writes the days of `en-CA` as 11/29/2026, which is no date to a date field."""
    book(kim, dana)
    enroll(kim, dana)
    client = somebody(kim)
    client.open(f"#/preferences/{dana.user_id}")
    client.reads("The last paused day")
    client.fill("Pause until", "2020-01-01")
    client.click("button", "Save settings")
    client.reads("or a later day.")
    assert "Your settings are saved." not in client.read()
    assert kim.does("GET", f"/v1/coaches/{dana.user_id}/enrollment")["paused_until"] is None


def test_the_wheel_over_a_number_that_has_the_focus_leaves_it_as_it_was_typed(
    somebody: Start, dana: Person, kim: Person
) -> None:
    book(kim, dana)
    enroll(kim, dana)
    client = somebody(kim)
    client.open(f"#/preferences/{dana.user_id}")
    client.reads("How many more +1s.")
    client.fill("Stop after", "5")
    client.turn_wheel("Stop after")
    assert client.value("Stop after") == "5"
