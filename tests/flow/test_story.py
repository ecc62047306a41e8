"""The main job, end to end, over HTTP: real template, real tokens, real stream, real mails."""

import base64
import json
from itertools import count
from typing import Any

import pytest

from tests.flow.stack import Stack, eventually

OFFER = {"title": "Three sessions", "sessions": 3, "price": {"amount": 20000, "currency": "USD"}}


class Person:
    def __init__(self, stack: Stack, email: str) -> None:
        self.stack, self.email, self.token = stack, email, stack.sign_in(email)
        payload = self.token.split(".")[1]
        self.user_id: str = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["sub"]

    def does(self, method: str, path: str, body: Any = None) -> Any:
        reply = self.stack.call(self.token, method, path, body)
        assert reply.status in (200, 201, 204), reply
        return reply.body

    def mails(self, kind: str) -> list[Any]:
        return [mail for mail in self.stack.mails() if mail["to"] == self.email and mail["tags"]["kind"] == kind]


@pytest.fixture(scope="module")
def alex(stack: Stack) -> Person:
    return Person(stack, stack.emails("client")[0])


@pytest.fixture(scope="module")
def casey(stack: Stack) -> Person:
    return Person(stack, stack.emails("coach")[0])


def complete_all(alex: Person, casey: Person) -> list[Any]:
    booked = alex.does("GET", f"/v1/coaches/{casey.user_id}/sessions?status=booked")["items"]
    path = f"/v1/clients/{alex.user_id}/sessions"
    return [casey.does("POST", f"{path}/{session['session_id']}/complete", {}) for session in booked]


def newest(person: Person, kind: str, expected: int) -> Any:
    """The newest mail of a kind, when as many as expected have come."""
    return eventually(lambda: person.mails(kind), lambda mails: len(mails) == expected)[-1]


def pairing(alex: Person, casey: Person) -> Any:
    return alex.does("GET", f"/v1/coaches/{casey.user_id}")


def test_from_an_offer_to_the_plus_one_and_both_mails_and_again_and_no_more_after_un_enrolling(
    alex: Person, casey: Person
) -> None:
    coach_path = f"/v1/coaches/{casey.user_id}"
    custom = casey.does("POST", "/v1/offers", OFFER | {"client_id": alex.user_id})
    assert [offer["offer_id"] for offer in alex.does("GET", "/v1/inbox")["items"]] == [custom["offer_id"]]
    newest(alex, "offer_made", 1)

    booking = alex.does("POST", f"{coach_path}/packages", {"offer_id": custom["offer_id"]})
    assert booking["rate_after"] == {"amount": 6667, "currency": "USD"}
    assert alex.does("PUT", f"{coach_path}/enrollment", {})["effective"] == "active"

    for expected in count(1):
        *_, last = complete_all(alex, casey)
        assert last["pairing"]["on_deck"] == 0
        assert last["renewal"]["state"] == "pending"
        after = eventually(lambda: pairing(alex, casey), lambda pair: pair["renewal"]["state"] == "booked")
        assert after["on_deck"] == 1
        for person in (alex, casey):
            mail = newest(person, "plus_one_booked", expected)
            assert "USD 66.67" in mail["text"]
            assert mail["headers"]["Auto-Submitted"] == "auto-generated"
        if expected == 2:
            break

    receipt = alex.does("DELETE", f"{coach_path}/enrollment")
    assert receipt["last_plus_one"]["session_id"] == after["renewal"]["session_id"]
    [done] = complete_all(alex, casey)
    assert done["renewal"]["reason"] == "NOT_ENROLLED"
    newest(alex, "unenrolled", 1)
    assert casey.mails("unenrolled") == []  # the other side's copy waits
    assert pairing(alex, casey)["on_deck"] == 0
    assert len(alex.mails("plus_one_booked")) == len(casey.mails("plus_one_booked")) == 2
