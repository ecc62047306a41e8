"""The link of the mails, and who follows it."""

from datetime import UTC, datetime, timedelta

from plus_one.domain.ids import UserId
from plus_one.domain.tokens import Keys, Purpose, sign
from tests.conftest import LINK_KEYS
from tests.marketplace import Marketplace, Person, Reply

OFFER = {"title": "Three sessions", "sessions": 3, "price": {"amount": 20000, "currency": "USD"}}
PATH = "/v1/unsubscribe/"


def enrolled(marketplace: Marketplace, alex: Person, casey: Person) -> None:
    offer = marketplace.call(casey, "POST", "/v1/offers", OFFER).body
    marketplace.call(alex, "POST", f"/v1/coaches/{casey.user_id}/packages", {"offer_id": offer["offer_id"]})
    assert marketplace.call(alex, "PUT", f"/v1/coaches/{casey.user_id}/enrollment", {}).status == 201


def token_of(
    alex: Person, casey: Person, keys: Keys = LINK_KEYS, age: int = 0, purpose: Purpose = Purpose.PLUS_ONE
) -> str:
    day = datetime.now(UTC).date() - timedelta(days=age)
    return sign(*ids(alex, casey), day, keys, purpose)


def ids(alex: Person, casey: Person) -> tuple[UserId, UserId]:
    return UserId(alex.user_id), UserId(casey.user_id)


def follow(marketplace: Marketplace, method: str, token: str, body: str | None = None, **headers: str) -> Reply:
    return marketplace.send(marketplace.http_event(None, method, PATH + token, body, headers))


def state(marketplace: Marketplace, alex: Person, casey: Person) -> str:
    answer = marketplace.call(alex, "GET", f"/v1/coaches/{casey.user_id}/enrollment").body
    return str(answer["state"])


def wrong_tokens(alex: Person, casey: Person) -> list[str]:
    good = token_of(alex, casey)
    return [
        token_of(alex, casey, age=401),
        token_of(alex, casey, {"0": "somebody else's"}),
        token_of(alex, casey, {"unknown": "a" * 64}),
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        good[:-1],
        "x",
        "%00",
    ]
