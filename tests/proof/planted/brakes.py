"""In one pairing nobody's acts cost the other person more than 40 mails a day, and no true mail is dropped."""

from tests.proof.planted.bug import BRAKES, LAYER, Bug

BUGS = [
    Bug(
        "the velocity guard counts what is left of the +1s",
        f"{LAYER}/domain/pairings.py",
        "enrollment=enrollment, spent=spent)",
        "enrollment=enrollment, spent=spent, recent_plus_ones=self.recent_plus_ones[:-1])",
        (BRAKES,),
    ),
    Bug(
        "a session is reopened as often as somebody likes",
        f"{LAYER}/domain/completions.py",
        "session.completions > limits.MOST_REOPENINGS_OF_A_SESSION or",
        "",
        (BRAKES,),
    ),
    Bug(
        "what is undone takes no turn",
        f"{LAYER}/domain/limits.py",
        "free = known[-MOST_UNDOINGS] + WINDOW if len(known) >= MOST_UNDOINGS else now",
        "free = now",
        (BRAKES,),
    ),
    Bug(
        "a pairing reopens as often as somebody likes",
        f"{LAYER}/domain/completions.py",
        "not limits.is_free(pairing.undoings, now)",
        "False",
        (BRAKES,),
    ),
    Bug(
        "a sixth package is booked",
        f"{LAYER}/domain/booking.py",
        ">= limits.MOST_PACKAGES:",
        "> limits.MOST_PACKAGES:",
        (BRAKES,),
    ),
    Bug(
        "the other side's copy does not wait",
        f"{LAYER}/domain/events.py",
        "what.with_notice(to, Notice(not_before=not_before))",
        "what.with_notice(to, Notice())",
        (BRAKES,),
    ),
    Bug(
        "a copy waits ten minutes, however often the enrollment is turned",
        f"{LAYER}/domain/limits.py",
        "max(now + COPY_WAITS, turned_before + apart)",
        "now + COPY_WAITS",
        (BRAKES,),
    ),
    Bug(
        "a copy that is no longer true is mailed",
        f"{LAYER}/actions/send_notices.py",
        "seen.pairing and not copies.is_true(seen.event, side, seen.pairing)",
        "False",
        (BRAKES,),
    ),
    Bug(
        "a copy that is true is dropped",
        f"{LAYER}/domain/copies.py",
        "pairing.enrollment.enrolled_at == what.at",
        "pairing.enrollment.enrolled_at != what.at",
        (BRAKES,),
    ),
    Bug(
        "+1 is turned on an eleventh time",
        f"{LAYER}/domain/pairings.py",
        "self.enrollings.is_full(limits.MOST_ENROLLINGS, now)",
        "self.enrollings.is_full(limits.MOST_ENROLLINGS + 1, now)",
        (BRAKES,),
    ),
    Bug(
        "after ten times +1 is never turned on again",
        f"{LAYER}/domain/limits.py",
        "return self._is_open(now) and self.times >= most",
        "return self.times >= most",
        (BRAKES,),
    ),
    Bug(
        "offers that are withdrawn count for nothing",
        f"{LAYER}/domain/contacts.py",
        "if contact.made.is_full(MOST_OFFERS, now):",
        "if len(contact.open_offers) > MOST_OFFERS:",
        (BRAKES,),
    ),
]
