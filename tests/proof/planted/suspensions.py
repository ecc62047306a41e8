"""A suspended person writes nothing but what takes back, and their +1s wait until support lifts the suspension."""

from tests.proof.planted.bug import ACCESS, LAYER, Bug

BUGS = [
    Bug(
        "a suspended person saves their profile",
        f"{LAYER}/actions/save_profile.py",
        "lambda: read(table, request).caller, act",
        "lambda: current(table, request), act",
        (ACCESS,),
    ),
    Bug(
        "a +1 of a suspended client is booked",
        f"{LAYER}/actions/settle_renewal.py",
        "any(map(suspensions.is_on, suspended))",
        "suspensions.is_on(suspended[1])",
        (ACCESS,),
    ),
    Bug(
        "a +1 with a suspended coach is booked",
        f"{LAYER}/actions/settle_renewal.py",
        "any(map(suspensions.is_on, suspended))",
        "suspensions.is_on(suspended[0])",
        (ACCESS,),
    ),
    Bug(
        "a preview promises a +1 that waits for support",
        f"{LAYER}/domain/decision.py",
        "Skip(Reason.PROGRAM_STOPPED) if stopped and isinstance(decision, Book) else decision",
        "decision",
        (ACCESS,),
    ),
    Bug(
        "a preview forgets that the other one is suspended",
        f"{LAYER}/store/bookings.py",
        "any(map(suspensions.is_on, people))",
        "suspensions.is_on(people[0])",
        (ACCESS,),
    ),
    Bug(
        "what waited sleeps on after a suspension",
        "ops/support.py",
        "    _wake(table, user_id, help_.now)\n    return ",
        "    return ",
        (ACCESS,),
    ),
    Bug(
        "a suspended client cannot leave",
        f"{LAYER}/actions/unenroll.py",
        "    known = pairings.from_item(pairing)",
        "    if table.get(keys.suspension(asked.client_id)) != [None]:\n        raise NotFound\n"
        "    known = pairings.from_item(pairing)",
        (ACCESS,),
    ),
    Bug(
        "a suspended person cannot cancel a +1",
        f"{LAYER}/actions/cancel_plus_one.py",
        "read(table, request, *wanted, even_suspended=True)",
        "read(table, request, *wanted)",
        (ACCESS,),
    ),
]
