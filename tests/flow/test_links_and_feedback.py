"""The link of the mails and what SES tells about them, end to end: real template, real secret, real rule."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.flow.people import newcomer
from tests.flow.stack import Stack, eventually
from tests.flow.test_story import Person

ONE = {"title": "One session", "sessions": 1, "price": {"amount": 5000, "currency": "USD"}}
# A heads-up would be the mail that bounces.
QUIET = {"heads_up": False}
# In lists, by the schedule of the sweep (product.md, "a person is renamed").
A_FLAG_FOLLOWS = 120

type Read = Callable[[Person, Person], Any]


@pytest.fixture(scope="module")
def sam(stack: Stack) -> Person:
    return newcomer(stack, "Sam", "client")


@pytest.fixture(scope="module")
def robin(stack: Stack) -> Person:
    return newcomer(stack, "Robin", "coach")


@pytest.fixture(autouse=True)
def enrolled(sam: Person, robin: Person, stack: Stack) -> None:
    """With one session more on deck, an address that works, and no mail under way."""
    stack.let(sam.email, "deliver")
    enrolled, booked = len(sam.mails("enrolled")), len(sam.mails("package_booked"))
    offer, path = robin.does("POST", "/v1/offers", ONE), f"/v1/coaches/{robin.user_id}"
    sam.does("POST", f"{path}/packages", {"offer_id": offer["offer_id"]})
    anew = stack.call(sam.token, "PUT", f"{path}/enrollment", QUIET).status == 201
    eventually(lambda: sam.mails("package_booked"), lambda mails: len(mails) == booked + 1)
    eventually(lambda: sam.mails("enrolled"), lambda mails: len(mails) == enrolled + anew)


def pairing(sam: Person, robin: Person) -> Any:
    return sam.does("GET", f"/v1/coaches/{robin.user_id}")


def listed(sam: Person, robin: Person) -> Any:
    [found] = [each for each in sam.does("GET", "/v1/coaches")["items"] if each["coach_id"] == robin.user_id]
    return found


def becomes(sam: Person, robin: Person, effective: str, reason: str | None, read: Read = pairing) -> None:
    is_so = eventually(
        lambda: read(sam, robin), lambda pair: pair["enrollment"]["effective"] == effective, A_FLAG_FOLLOWS
    )
    assert is_so["enrollment"]["reason"] == reason


def complete_all(sam: Person, robin: Person) -> Any:
    """The renewal that came of it."""
    before = pairing(sam, robin)["renewal"]
    for session in sam.does("GET", f"/v1/coaches/{robin.user_id}/sessions?status=booked")["items"]:
        robin.does("POST", f"/v1/clients/{sam.user_id}/sessions/{session['session_id']}/complete", {})
    return eventually(
        lambda: pairing(sam, robin)["renewal"],
        lambda renewal: renewal and renewal != before and renewal["state"] != "pending",
    )


def test_the_link_of_a_mail_asks_and_then_turns_it_off(stack: Stack, sam: Person, robin: Person) -> None:
    mail = eventually(lambda: sam.mails("enrolled"), lambda mails: len(mails) > 0)[-1]
    url = mail["headers"]["List-Unsubscribe"].strip("<>")
    assert mail["headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert url in mail["text"]
    assert url.startswith(stack.described["api_url"] + "/v1/unsubscribe/")

    asked = stack.follow("GET", url)
    assert (asked.status, asked.headers["referrer-policy"]) == (200, "no-referrer")
    assert asked.headers["content-security-policy"].startswith("default-src 'none'")
    assert re.search(r'<form method="post">.*<button', asked.body)
    assert pairing(sam, robin)["enrollment"]["state"] == "enrolled"
    scanned = stack.follow("HEAD", url)
    assert (scanned.status, scanned.body) == (200, "")
    wrong = stack.follow("POST", url[:-1] + "~", "List-Unsubscribe=One-Click")
    assert (wrong.status, wrong.body) == (404, asked.body)
    assert pairing(sam, robin)["enrollment"]["state"] == "enrolled"

    done = stack.follow("POST", url, "List-Unsubscribe=One-Click")
    assert done.status == 200
    assert "The +1 Program is off" in done.body
    assert stack.follow("POST", url).body == done.body
    assert pairing(sam, robin)["enrollment"]["state"] == "not_enrolled"
    eventually(lambda: sam.mails("unenrolled"), lambda mails: len(mails) == 1)


def test_the_link_of_an_offers_mail_turns_offers_by_mail_off_and_nothing_else(
    stack: Stack, sam: Person, robin: Person
) -> None:
    contact = f"/v1/coaches/{robin.user_id}/contact"
    robin.does("POST", "/v1/offers", ONE | {"client_id": sam.user_id})
    mail = eventually(lambda: sam.mails("offer_made"), lambda mails: len(mails) > 0)[-1]
    url = mail["headers"]["List-Unsubscribe"].strip("<>")
    assert url in mail["text"]
    assert "Turn offers by mail off?" in stack.follow("GET", url).body
    assert stack.follow("POST", url[:-1] + "~", "List-Unsubscribe=One-Click").status == 404
    assert sam.does("GET", contact) == {"offers_by_mail": True, "offers": True}
    done = stack.follow("POST", url, "List-Unsubscribe=One-Click")
    assert (done.status, "Offers by mail are off" in done.body) == (200, True)
    assert sam.does("GET", contact) == {"offers_by_mail": False, "offers": True}
    assert pairing(sam, robin)["enrollment"]["state"] == "enrolled"
    sam.does("PUT", contact, {})


@pytest.mark.parametrize(("does", "read"), [("bounce", listed), ("complain", pairing)])
def test_an_address_that_refuses_stops_renewals_until_the_client_saves_again(
    stack: Stack, sam: Person, robin: Person, does: str, read: Read
) -> None:
    becomes(sam, robin, "active", None)
    stack.let(sam.email, does)
    assert complete_all(sam, robin)["state"] == "booked"
    becomes(sam, robin, "suspended", "NOTICE_UNDELIVERABLE", read)

    before = len(stack.mails())
    assert complete_all(sam, robin)["reason"] == "NOTICE_UNDELIVERABLE"
    to_coach = eventually(lambda: stack.mails()[before:], lambda mails: len(mails) > 0)
    assert {mail["to"] for mail in to_coach} == {robin.email}

    stack.let(sam.email, "deliver")
    sam.does("PUT", f"/v1/coaches/{robin.user_id}/enrollment", QUIET | {"stop_after": 9})
    becomes(sam, robin, "active", None)


def test_a_soft_bounce_stops_nothing(stack: Stack, sam: Person, robin: Person) -> None:
    stack.let(sam.email, "bounce_soft")
    assert complete_all(sam, robin)["state"] == "booked"
    sent = eventually(lambda: sam.mails("plus_one_booked"), lambda mails: mails[-1]["outcome"] == "bounced, for now")
    assert complete_all(sam, robin)["state"] == "booked"
    eventually(lambda: sam.mails("plus_one_booked"), lambda mails: len(mails) == len(sent) + 1)
