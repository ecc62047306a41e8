"""What a passing obstacle holds back is booked once, when it passes or when the client says so."""

from tests.proof.planted.bug import BRAKES, FAULTS, LAYER, ORDER, Bug

PAIRINGS, TAP = f"{LAYER}/domain/pairings.py", f"{LAYER}/domain/book_now.py"

BUGS = [
    Bug(
        "a hold survives a package",
        PAIRINGS,
        "        return booked.with_hold_ended(Reason.ALREADY_ON_DECK, package.booked_at)\n",
        "        return booked\n",
        (ORDER,),
    ),
    Bug(
        "a hold survives that another session is reopened",
        PAIRINGS,
        "self._moved(session, +1).with_hold_ended(Reason.ALREADY_ON_DECK, now)",
        "self._moved(session, +1)",
        (ORDER,),
    ),
    Bug(
        "a hold survives un-enrolling",
        PAIRINGS,
        "left = self.with_hold_ended(Reason.NOT_ENROLLED, now)",
        "left = self",
        (ORDER,),
    ),
    Bug(
        "the day after a pause begins in UTC",
        f"{LAYER}/domain/days.py",
        "tzinfo=zone(time_zone)).astimezone(UTC)",
        "tzinfo=UTC)",
        (ORDER,),
    ),
    Bug(
        "a hold is in no index, and is lost",
        f"{LAYER}/store/renewals.py",
        "if not renewal.is_held or moment is None:",
        "if moment is None or renewal.is_held:",
        (ORDER,),
    ),
    Bug(
        "a save that books leaves the hold as it was",
        f"{LAYER}/actions/saved_hold.py",
        "return Decided(booked.pairing, booked.writes, booked)",
        "return Decided(booked.pairing, booked.writes[1:], booked)",
        (ORDER,),
    ),
    Bug(
        "a save leaves the moment of a hold as it was",
        f"{LAYER}/actions/saved_hold.py",
        "    return Decided(after, renewals.put_hold(saved, after))\n",
        "    return Decided(saved, [])\n",
        (ORDER, FAULTS),
    ),
    Bug(
        "a tap passes a package without auto-renewal",
        TAP,
        "    if reason:\n",
        "    if reason and reason is not Reason.PACKAGE_NOT_RENEWABLE:\n",
        (ORDER,),
    ),
    Bug("a tap books at another rate than was shown", TAP, "if tap.rate != pairing.rate:", "if False:", (ORDER,)),
    Bug(
        "a tap books for an older completion",
        TAP,
        "if latest is None or not _is_of(latest, tap):",
        "if latest is None:",
        (ORDER,),
    ),
    Bug(
        "a tap acts in another enrollment than it was made in",
        f"{LAYER}/actions/book_now.py",
        "            raise EnrollmentChanged\n",
        "            pass\n",
        (ORDER,),
    ),
    Bug(
        "a repeated tap is not told what it has booked",
        f"{LAYER}/actions/book_now.py",
        "if seen.plus_one and seen.plus_one.status is not SessionStatus.CANCELLED:",
        "if False:",
        (ORDER,),
    ),
    Bug(
        "a +1 past stop_after gives back what it did not take",
        PAIRINGS,
        "taken_from = None if enrollment.settings.has_stopped else enrollment.settings_seq",
        "taken_from = enrollment.settings_seq",
        (ORDER,),
    ),
    Bug(
        "reopening does not find the +1 of a client who enrolled later",
        f"{LAYER}/actions/reopen_session.py",
        "if session.trigger is Trigger.NOTHING or plus_one_id is None:",
        "if session.trigger is not Trigger.RENEWAL or plus_one_id is None:",
        (ORDER,),
    ),
    Bug(
        "a last completion of a client who is not enrolled is forgotten",
        f"{LAYER}/domain/completions.py",
        "    if trigger is Trigger.NOTHING:\n",
        "    if trigger is not Trigger.RENEWAL:\n",
        (ORDER,),
    ),
    Bug(
        "a tap steps round the velocity guard",
        TAP,
        "        velocity_limit=velocity_limit,\n        now=now,\n    )\n    reason = None",
        "        velocity_limit=0,\n        now=now,\n    )\n    reason = None",
        (BRAKES,),
    ),
    Bug(
        "a hold books before the guard has room",
        f"{LAYER}/domain/limits.py",
        "[-most] + WINDOW",
        "[0] + WINDOW / 2",
        (BRAKES,),
    ),
]
