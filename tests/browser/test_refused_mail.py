"""Somebody whose address refuses our mail reads that at the start, and asks us to try it again."""

import pytest

from tests.browser.conftest import Visit
from tests.browser.people import book, offer
from tests.flow.stack import eventually
from tests.flow.test_story import Person

DOES_NOT_REACH = "Our mail does not reach"


@pytest.mark.parametrize("side", ["client", "coach"])
def test_who_gets_no_mail_reads_it_at_the_start_and_gets_mail_again_when_they_ask(
    visit: Visit, dana: Person, kim: Person, side: str
) -> None:
    person = kim if side == "client" else dana
    kim.stack.let(person.email, "bounce")
    book(kim, dana)
    eventually(lambda: person.does("GET", "/v1/profile")["mail"], lambda mail: mail == "refused")
    visitor = visit(person)
    visitor.open()
    visitor.reads(f"{DOES_NOT_REACH} {person.email}")
    assert visitor.breaches() == []
    kim.stack.let(person.email, "deliver")
    visitor.button("Mail to me again").click()
    visitor.news(f"The next mail goes to {person.email} again.")

    visitor.go("#/profile")
    visitor.heading("Your profile")
    assert DOES_NOT_REACH not in visitor.page.locator("#main").inner_text()
    offer(dana, kim) if side == "client" else book(kim, dana)
    eventually(lambda: [mail for mail in kim.stack.mails() if mail["to"] == person.email], lambda mails: len(mails) > 1)
