"""A client and a coach who deal with each other over HTTP."""

from dataclasses import dataclass, replace

from tests.marketplace import Json, Marketplace, Person, Reply

USD_200 = {"amount": 20000, "currency": "USD"}
OFFER = {"title": "Three sessions", "sessions": 3, "price": USD_200}


@dataclass(frozen=True)
class Pair:
    marketplace: Marketplace
    client: Person
    coach: Person

    def by_client(self, method: str, path: str = "", body: Json = None, **headers: str) -> Reply:
        return self.marketplace.call(self.client, method, f"/v1/coaches/{self.coach.user_id}{path}", body, **headers)

    def by_coach(self, method: str, path: str = "", body: Json = None, **headers: str) -> Reply:
        return self.marketplace.call(self.coach, method, f"/v1/clients/{self.client.user_id}{path}", body, **headers)

    def try_to_offer(self, **changes: Json) -> Reply:
        return self.marketplace.call(self.coach, "POST", "/v1/offers", OFFER | changes)

    def sign_in(self) -> Json:
        """The client, to whom custom offers may be made from then on."""
        return _done(self.marketplace.call(self.client, "GET", "/v1/profile"), 200)

    def offer(self, **changes: Json) -> Json:
        """A custom one is for a client who has signed in before."""
        if changes.get("client_id") == self.client.user_id:
            self.sign_in()
        return _done(self.try_to_offer(**changes), 201)

    def offer_to(self, person: Person, **changes: Json) -> Json:
        return replace(self, client=person).offer(client_id=person.user_id, **changes)

    def try_to_book(self, offer_id: str) -> Reply:
        return self.by_client("POST", "/packages", {"offer_id": offer_id})

    def book(self, **changes: Json) -> Json:
        """An offer like this, booked at once."""
        return _done(self.try_to_book(self.offer(**changes)["offer_id"]), 201)

    def enroll(self, **headers: str) -> Reply:
        return self.by_client("PUT", "/enrollment", {}, **headers)

    def try_to_adjust(self, **settings: Json) -> Reply:
        return self.by_client("PUT", "/enrollment", settings)

    def adjust(self, **settings: Json) -> Json:
        return _done(self.try_to_adjust(**settings), 200)

    def unenroll(self) -> Json:
        return _done(self.by_client("DELETE", "/enrollment"), 200)

    def enrollment(self) -> Json:
        return _done(self.by_client("GET", "/enrollment"), 200)

    def try_to_complete(self, session_id: str, body: Json = None, **headers: str) -> Reply:
        return self.by_coach("POST", f"/sessions/{session_id}/complete", {} if body is None else body, **headers)

    def complete(self, session_id: str, body: Json = None) -> Json:
        return _done(self.try_to_complete(session_id, body), 200)

    def complete_all(self) -> Json:
        """Whatever is on deck; the answer to the last completion."""
        return [self.complete(session["session_id"]) for session in self.sessions("?status=booked")][-1]

    def try_to_reopen(self, session_id: str) -> Reply:
        return self.by_coach("POST", f"/sessions/{session_id}/reopen")

    def reopen(self, session_id: str) -> Json:
        return _done(self.try_to_reopen(session_id), 200)

    def renew(self) -> Json:
        """Completes all and waits for the stream; the renewal that came of it."""
        self.complete_all()
        self.settle()
        return self.pairing()["renewal"]

    def settle(self) -> None:
        """Renewals only: mails take longer, and few tests read them."""
        self.marketplace.settle(only="book_plus_one")

    def pairing(self) -> Json:
        return _done(self.by_client("GET"), 200)

    def sessions(self, query: str = "") -> list[Json]:
        items: list[Json] = _done(self.by_client("GET", f"/sessions{query}"), 200)["items"]
        return items


def _done(reply: Reply, status: int) -> Json:
    assert reply.status == status, reply.body
    return reply.body


def refused(reply: Reply, status: int, code: str, *fields: str) -> None:
    """The problem's shape is checked with every answer."""
    assert (reply.status, reply.body.get("code")) == (status, code), reply.body
    if fields:
        assert {error["field"] for error in reply.body["errors"]} == set(fields), reply.body
