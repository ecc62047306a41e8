"""Offers are no megaphone: few are open, few strangers get any, and nobody gets one who wants none."""

from tests.proof.planted.bug import ACCESS, LAYER, ORDER, Bug

BUGS = [
    Bug(
        "any number of custom offers may be open",
        f"{LAYER}/domain/contacts.py",
        "if contact.is_full(now):",
        "if False:",
        (ORDER,),
    ),
    Bug(
        "two offers at the same time count as one",
        f"{LAYER}/store/contacts.py",
        '"version = :read", read=contact.version)',
        '"version >= :some", some=0)',
        (ORDER,),
    ),
    Bug(
        "an offer is made and not counted",
        f"{LAYER}/actions/offer_to_client.py",
        "*told, *_counted(offer, to)]",
        "*told]",
        (ORDER,),
    ),
    Bug(
        "an offer that is booked or withdrawn takes up room for ever",
        f"{LAYER}/actions/offer_to_client.py",
        "if offer.is_in_contact else []",
        "if not offer.is_in_contact else []",
        (ORDER,),
    ),
    Bug(
        "any number of strangers get offers",
        f"{LAYER}/actions/offer_to_client.py",
        "strangers.put_next(to.strangers.with_client(client_id, at))",
        "strangers.put_next(to.strangers.with_client(to.strangers.coach_id, at))",
        (ACCESS,),
    ),
    Bug(
        "a stranger who wants no offers gets one",
        f"{LAYER}/domain/contacts.py",
        "(is_client and contact.wanted)",
        "is_client",
        (ACCESS,),
    ),
    Bug(
        "offers are made to people who are no clients",
        f"{LAYER}/domain/contacts.py",
        "not (is_client and contact.wanted)",
        "not contact.wanted",
        (ACCESS,),
    ),
]
