"""A coach makes and withdraws offers, and a client reads what booking one would do."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.people import book, enroll, offer
from tests.flow.test_story import Person


def test_a_booking_says_before_and_after_what_becomes_of_the_rate_and_of_an_enrollment(
    visit: Visit, dana: Person, kim: Person
) -> None:
    book(kim, dana)
    enroll(kim, dana)
    without = offer(dana, kim, auto_renewal=False, title="Without")
    dear = offer(dana, kim, price={"amount": 30000, "currency": "USD"}, title="Dear")
    client = visit(kim)
    client.open(f"#/coaches/{dana.user_id}/offers/{dear}")
    client.reads("Rate now$66.67", "Rate after$100.00", "The +1 Program stays on.", "one more at USD 100.00.")
    client.go(f"#/coaches/{dana.user_id}/offers/{without}")
    client.reads("On hold, because this package doesn't include auto-renewal.")
    client.page.locator("#book").click()
    client.reads("+1 on hold: no auto-renewal on the last package")
    client.page.mouse.move(0, 0)
    client.go(f"#/coaches/{dana.user_id}/offers/{dear}")
    client.reads("The +1 Program resumes.", "one more at USD 100.00.")
    client.page.locator("#book").click()
    client.reads("Your rate with Dana was $66.67 and is now $100.00.", "+1 on")


def test_a_coach_withdraws_an_offer_and_offers_a_package_without_auto_renewal(visit: Visit, dana: Person) -> None:
    coach = visit(dana)
    coach.open("#/offers/new")
    coach.page.get_by_label("Title").fill("Open to all")
    coach.page.get_by_label("Currency").fill("JPY")
    coach.page.get_by_label("Price of all sessions").fill("10000.5")
    coach.button("Offer it").click()
    expect(coach.page.get_by_label("Price of all sessions")).to_be_focused()
    coach.page.get_by_label("Price of all sessions").fill("10000")
    coach.page.get_by_label("Do not offer auto-renewal on this package").check()
    coach.button("Offer it").click()
    coach.heading("Offers")
    coach.reads("3 sessions for ¥10,000, which is ¥3,333 per session", "For everybody. Without auto-renewal.")
    coach.button("Withdraw Open to all").click()
    coach.button("Yes, withdraw Open to all").click()
    coach.news("“Open to all” is withdrawn.")
    coach.reads("Withdrawn")
    expect(coach.page.get_by_role("button", name="Withdraw")).to_have_count(0)
