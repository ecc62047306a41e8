"""After the answer to a cancel, no +1."""

from tests.proof.planted.bug import FAULTS, LAYER, ORDER, STREAM, Bug

BUGS = [
    Bug(
        "the epoch is ignored: a renewal of an ended enrollment books for the next one",
        f"{LAYER}/domain/decision.py",
        "pairing.enrollment.epoch != epoch",
        "False",
        (ORDER, STREAM),
    ),
    Bug(
        "a pairing is written whatever its version is",
        f"{LAYER}/store/pairings.py",
        'item, "version = :read", read=pairing.version)',
        'item, "attribute_exists(PK)")',
        (ORDER,),
    ),
    Bug(
        "un-enrolling gives up when it loses a race",
        f"{LAYER}/actions/unenroll.py",
        "act, most=None)",
        "act, most=1)",
        (FAULTS,),
    ),
    Bug(
        "un-enrolling writes no event",
        f"{LAYER}/actions/unenroll.py",
        "table.commit(*pairings.put_with(after, what), *",
        "table.commit(pairings.put_next(after), *",
        (FAULTS,),
    ),
    Bug(
        "the receipt of un-enrolling is of its first reading",
        f"{LAYER}/actions/unenroll.py",
        "    def act(seen: _Seen, _: _Seen) -> Unenrolled:\n        enrollment = seen.pairing.enrollment\n",
        "    def act(now: _Seen, seen: _Seen) -> Unenrolled:\n"
        "        enrollment = seen.pairing.enrollment\n"
        "        seen = replace(now, pairing=replace(now.pairing, latest_plus_one=seen.pairing.latest_plus_one))\n",
        (ORDER,),
    ),
    Bug(
        "an adjustment that loses a race against un-enrolling enrolls",
        f"{LAYER}/actions/enroll.py",
        "    if first.enrollment.is_on:\n",
        "    if not first:\n",
        (ORDER,),
    ),
    Bug(
        "an older reading of the profile is laid over the pairing's copy",
        f"{LAYER}/domain/pairings.py",
        "client.seq < self.client_seq",
        "False",
        (ORDER,),
    ),
]
