"""On deck is never negative and always equals the number of booked sessions."""

from tests.proof.planted.bug import FAULTS, LAYER, ORDER, Bug

BUGS = [
    Bug(
        "undoing a completion puts nothing back on deck",
        f"{LAYER}/domain/pairings.py",
        "return self._moved(session, +1)",
        "return self._moved(session, 0)",
        (FAULTS,),
    ),
    Bug(
        "a cancelled +1 stays on deck",
        f"{LAYER}/actions/cancel_plus_one.py",
        "*pairings.put_with(pairing, ",
        "*pairings.put_with(seen.pairing, ",
        (FAULTS,),
    ),
    Bug(
        "a +1 that was completed is cancelled",
        f"{LAYER}/store/sessions.py",
        "    return _put_moved(client_id, coach_id, session, SessionStatus.BOOKED, session.completions)\n",
        "    return put_new(client_id, coach_id, session) | put(\n"
        '        keys.session(client_id, coach_id, session.session_id), _to_item(session), "attribute_exists(PK)"\n'
        "    )\n",
        (ORDER,),
    ),
    Bug(
        "a custom offer is not closed by condition",
        f"{LAYER}/store/offers.py",
        '        "#state = :open",\n',
        '        "#state = :open OR attribute_exists(PK)",\n',
        (ORDER,),
    ),
    Bug(
        "a retry undoes a completion that is not the one of its first reading",
        f"{LAYER}/actions/reopen_session.py",
        "seen.session.completions != first.session.completions",
        "False",
        (ORDER,),
    ),
    Bug(
        "a taken-back +1 gives back into whatever settings there are",
        f"{LAYER}/domain/pairings.py",
        "session.settings_seq == enrollment.settings_seq",
        "True",
        (ORDER,),
    ),
]
