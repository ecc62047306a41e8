"""What the lists of api.md show of a pairing."""

from tests.model.law_offers import Offers
from tests.model.law_terms import Body
from tests.model.law_world import Pair

OF_NO_TURN = ("offer_made", "support_helped")  # what comes beside the pairing, not as its next change
DECIMALS = {"JPY": 0, "USD": 2, "EUR": 2, "KWD": 3}


def details(law: Offers, pair: Pair, side: str) -> Body:
    """Lists are newest first; of one millisecond in any order, so they are compared sorted."""
    pairing, view = law.pairings[pair], law.view(side)
    seen = [event for event in law.timelines[pair] if view.sees(event)]
    both = {
        "listed": view.pairing(pairing),
        "sessions": {name: session.status for name, session in pairing.sessions.items()},
        "packages": sorted((offer.price, offer.rate, offer.auto_renewal) for offer in pairing.packages),
        "timeline": view.timeline(seen),
        "order": [event.kind for event in reversed(seen) if event.kind not in OF_NO_TURN],
    }
    return both | _own(law, pair) if side == "client" else both


def _own(law: Offers, pair: Pair) -> Body:
    client, coach = pair
    is_open = {n: offer for n, offer in law.offers.items() if offer.state_at(law.now) == "open"}
    custom = law.contacts[pair].open if pair in law.contacts else []
    listed = [*law.open_standard(coach), *custom]
    return {
        "contact": law.switched(pair),
        "enrollment": law.view("client").enrollment(law.pairings[pair]),
        "offers": [n for n, offer in is_open.items() if any(offer is one for one in listed)],
        "inbox": [n for n, offer in is_open.items() if offer.client == client],
    }


def in_major_units(amount: int, currency: str) -> str:
    decimals = DECIMALS[currency]
    whole, rest = divmod(amount, 10**decimals)
    return f"{currency} {whole:,}" + (f".{rest:0{decimals}}" if decimals else "")
