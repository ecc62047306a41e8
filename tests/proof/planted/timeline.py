"""A timeline shows everything that happened, in the order of commit."""

from tests.proof.planted.bug import FAULTS, LAYER, ORDER, Bug

BUGS = [
    Bug(
        "a list ends at a page in which nothing matches its filter",
        f"{LAYER}/store/lists.py",
        "return _cut(listing, found, limit, last)",
        "return _cut(listing, found, limit, last if found else None)",
        (FAULTS,),
    ),
    Bug(
        "an event has the moment of its own machine's clock",
        f"{LAYER}/actions/turns.py",
        "at = later_than(asked.now, *earlier)",
        "at = asked.now",
        (ORDER,),
    ),
    Bug(
        "a request whose moment was moved does not know its own event",
        f"{LAYER}/actions/turns.py",
        "asked.tried[-1:]",
        "[asked.event_id]",
        (ORDER,),
    ),
]
