"""What must be true of the custom offers that one coach has open to one client."""

from collections.abc import Iterator

from ops.audit.pairs import Pair
from plus_one.domain.contacts import MOST_OFFER_MAILS, MOST_OPEN_OFFERS
from plus_one.store.items import Item


def a_contact_has_the_open_offers(pair: Pair) -> Iterator[str]:
    """Those of 0.1.0 do not say whether they were mailed, and are in no contact until the backfill. One that has an end
    may be out of it: it is dropped once it is over."""
    listed = {id_: end for contact in pair.contacts for id_, end in _known(contact).items()}
    is_open = {offer["offer_id"]: offer for offer in pair.custom_offers if _counts(offer)}
    for offer_id in listed.keys() - is_open.keys():
        yield f"offer {offer_id} is in the contact and not open"
    for offer_id, offer in is_open.items():
        end = offer.get("expires_at", "")
        if listed.get(offer_id, end or None) != end:
            yield f"open offer {offer_id} ends at {end!r}, in the contact at {listed.get(offer_id)!r}"


def no_more_are_open_or_mailed_than_may_be(pair: Pair) -> Iterator[str]:
    """At the moment of the latest of them; earlier ones were looked at then. Those of 0.1.0 do not count."""
    ends = {id_: end for contact in pair.contacts for id_, end in contact["open"].items()}
    made = [offer["created_at"] for offer in pair.custom_offers if offer["offer_id"] in ends]
    together = [id_ for id_, end in ends.items() if not end or end > max(made, default="")]
    if len(together) > MOST_OPEN_OFFERS:
        yield f"{len(together)} offers are open: {sorted(together)}"
    for contact in pair.contacts:
        if len(contact["mailed"]) > MOST_OFFER_MAILS:
            yield f"{len(contact['mailed'])} offers were mailed in one day: {contact['mailed']}"


def _known(contact: Item) -> dict[str, str]:
    return {**contact["open"], **contact.get("older", {})}


def _counts(offer: Item) -> bool:
    return offer["state"] == "open" and "mailed" in offer
