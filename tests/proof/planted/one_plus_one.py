"""One last completion books at most one +1, and exactly one if the rule says so."""

from tests.proof.planted.bug import FAULTS, LAYER, ORDER, RACES, Bug

BUGS = [
    Bug(
        "a receipt is past when it is written",
        f"{LAYER}/store/receipts.py",
        "KEPT = timedelta(hours=48)",
        "KEPT = timedelta(hours=-48)",
        (RACES,),
    ),
    Bug(
        "the +1 is booked in several writes in place of one transaction",
        f"{LAYER}/actions/settle_renewal.py",
        "        table.commit(*writes)\n",
        "        for write in writes:\n            table.commit(write)\n",
        (FAULTS,),
    ),
    Bug(
        "the id of the +1 is random",
        f"{LAYER}/domain/ids.py",
        'hashlib.sha256(f"{session_id}.{completion}".encode()).digest()',
        '__import__("os").urandom(32)',
        (FAULTS,),
    ),
    Bug(
        "deck_seq is ignored: an old renewal books after a later package was used up",
        f"{LAYER}/domain/decision.py",
        "pairing.on_deck > 0 or pairing.deck_seq != deck_seq",
        "pairing.on_deck > 0",
        (ORDER,),
    ),
    Bug(
        "TransactionConflict is taken for done",
        f"{LAYER}/store/table.py",
        "            raise _race_lost(error) from error\n",
        '            if "TransactionConflict" not in str(error.response.get("CancellationReasons")):\n'
        "                raise _race_lost(error) from error\n",
        (FAULTS,),
    ),
    Bug(
        "a renewal is settled whatever its state is",
        f"{LAYER}/store/renewals.py",
        'return put(key, item, "#state = :was", {"#state": "state"}, was=was.state)',
        'return put(key, item, "attribute_exists(PK)")',
        (ORDER,),
    ),
    Bug(
        "a transaction that DynamoDB had no room for is an error",
        f"{LAYER}/store/table.py",
        '"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}',
        '"TransactionConflict"}',
        (FAULTS,),
    ),
    Bug(
        "a transaction whose first send is still under way is an error",
        f"{LAYER}/store/table.py",
        '        return Contended()\n    if error.response["Error"]["Code"] != "TransactionCanceledException":\n',
        '        return error\n    if error.response["Error"]["Code"] != "TransactionCanceledException":\n',
        (FAULTS,),
    ),
    Bug(
        "a completed session can be completed again",
        f"{LAYER}/store/sessions.py",
        "session, SessionStatus.BOOKED, session.completions - 1)",
        "session, session.status, session.completions)",
        (FAULTS,),
    ),
    Bug(
        "a retry completes anew what was reopened meanwhile",
        f"{LAYER}/actions/complete_session.py",
        "seen.session.completions != first.session.completions",
        "False",
        (ORDER,),
    ),
]
