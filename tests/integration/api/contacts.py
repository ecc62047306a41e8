"""A coach who makes custom offers, and a client who decides whether they may."""

from dataclasses import replace

from plus_one.domain.ids import UserId
from plus_one.store import contacts, keys
from plus_one.store.table import Table, Write
from tests.conftest import TABLE, aws
from tests.integration.api.pair import OFFER, Pair
from tests.marketplace import Reply


def custom(pair: Pair, **headers: str) -> Reply:
    """A custom offer, whether or not the client has signed in."""
    body = OFFER | {"client_id": pair.client.user_id}
    return pair.marketplace.call(pair.coach, "POST", "/v1/offers", body, **headers)


def store() -> Table:
    return Table(aws("dynamodb"), TABLE)


def key_of(pair: Pair) -> keys.Key:
    return keys.contact(UserId(pair.client.user_id), UserId(pair.coach.user_id))


def switch(pair: Pair, *, by_mail: bool = True, wanted: bool = True) -> None:
    """As the client decides."""
    [item] = store().get(key_of(pair))
    contact = contacts.from_item(item, UserId(pair.client.user_id), UserId(pair.coach.user_id))
    store().write(contacts.put_next(replace(contact, by_mail=by_mail, wanted=wanted)))


def forget(key: keys.Key, attribute: str) -> None:
    """As version 0.1.0 would have written the item."""
    write: Write = {"Key": {name: {"S": value} for name, value in key.item().items()}}
    aws("dynamodb").update_item(TableName=TABLE, **write, UpdateExpression=f"REMOVE {attribute}")
