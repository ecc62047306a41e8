"""A timeline shows everything that happened, in the order of commit."""

from tests.proof.planted.bug import FAULTS, LAYER, ORDER, Bug

BUGS = [
    Bug(
        "a list ends at a page in which nothing matches its filter",
        f"{LAYER}/store/lists.py",
        "        if start is None:\n            return Page(items, None)\n",
        "        if start is None or not found:\n            return Page(items, None)\n",
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
