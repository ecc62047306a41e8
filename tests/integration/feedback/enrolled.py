"""A client who is enrolled with one session on deck, the coach, and what is stored about them."""

from typing import Any

import boto3

from local.mails import Mail
from plus_one import clock
from plus_one.domain.ids import UserId
from plus_one.store import keys
from plus_one.store.items import Item
from plus_one.store.table import Table
from tests.conftest import TABLE
from tests.integration.acting import renew_copies
from tests.marketplace import Marketplace, Person

ONE = {"title": "One session", "sessions": 1, "price": {"amount": 5000, "currency": "USD"}}


class Pair:
    """A client who is enrolled with one session on deck, and the coach."""

    def __init__(self, marketplace: Marketplace, alex: Person, casey: Person) -> None:
        self.marketplace, self.alex, self.casey = marketplace, alex, casey
        self.path = f"/v1/coaches/{casey.user_id}"
        self.book()
        assert self.save().status == 201
        marketplace.settle()

    def book(self) -> None:
        offer = self.marketplace.call(self.casey, "POST", "/v1/offers", ONE).body
        booked = self.marketplace.call(self.alex, "POST", f"{self.path}/packages", {"offer_id": offer["offer_id"]})
        assert booked.status == 201

    def save(self, **settings: Any) -> Any:
        return self.marketplace.call(self.alex, "PUT", f"{self.path}/enrollment", settings)

    def complete_last(self) -> str:
        """What became of the renewal."""
        sessions = self.marketplace.call(self.alex, "GET", f"{self.path}/sessions?status=booked").body["items"]
        [last] = [session["session_id"] for session in sessions]
        path = f"/v1/clients/{self.alex.user_id}/sessions/{last}/complete"
        assert self.marketplace.call(self.casey, "POST", path, {}).status == 200
        self.marketplace.settle()
        return str(self.marketplace.call(self.alex, "GET", self.path).body["renewal"]["reason"])

    def mail(self, kind: str = "", to: Person | None = None) -> Mail:
        """The latest of a kind; of any kind, one that has been sent to them by now."""
        address, any_kind = (to or self.alex).email, "package_booked" if to is self.casey else "enrolled"
        return [mail for mail in self.marketplace.mails_of(kind or any_kind) if mail.to == (address,)][-1]

    def notice(self, mail: Mail) -> Item:
        event = stored(keys.event(*self.ids(), mail.tags["event_id"]))
        notice: Item = event["notices"][mail.tags["side"]]
        return notice

    def ids(self) -> tuple[UserId, UserId]:
        return UserId(self.alex.user_id), UserId(self.casey.user_id)

    def reasons(self) -> set[str | None]:
        """Why it is suspended, wherever one can look once the sweep has come."""
        renew_copies(table(), clock.now())
        look = self.marketplace.call
        [listed] = self.mine()
        [in_roster] = self.mine(look(self.casey, "GET", "/v1/clients").body["items"], "client_id", self.alex)
        one = look(self.alex, "GET", self.path).body
        return {pairing["enrollment"]["reason"] for pairing in (listed, in_roster, one)}

    def mine(self, items: Any = None, name: str = "coach_id", whose: Person | None = None) -> list[Any]:
        items = items or self.marketplace.call(self.alex, "GET", "/v1/coaches").body["items"]
        return [each for each in items if each[name] == (whose or self.casey).user_id]


def table() -> Table:
    return Table(boto3.client("dynamodb"), TABLE)


def stored(key: keys.Key) -> Item:
    [item] = table().get(key)
    assert item
    return item


def flagged(person: Person) -> bool:
    return bool(stored(keys.profile(UserId(person.user_id))).get("undeliverable", False))
