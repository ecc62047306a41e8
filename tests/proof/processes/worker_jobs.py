"""What there is to do: requests of people, and deliveries of what the table says. Each can be done again by anybody."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from plus_one.actions.follow_profile import follow_profile
from plus_one.actions.send_notices import send_notices
from plus_one.actions.settle_renewal import settle_renewal
from plus_one.clock import new_id
from plus_one.domain.events import Written
from plus_one.domain.ids import EventId, OfferId, SessionId
from plus_one.domain.profiles import Changed
from plus_one.domain.renewals import Due
from plus_one.store import due, keys, pairings
from plus_one.store.items import optional_text
from tests.builders import offer
from tests.integration.acting import event_records, post_to, renewal_records
from tests.proof.processes.worker_desk import Desk

ONCE_MORE = 0.2


@dataclass(frozen=True)
class Job:
    """`target`: a session, an offer."""

    pair: int
    verb: str
    target: str = ""


type Answer = dict[str, Any]


def complete(desk: Desk, target: str) -> Answer:
    key = random.choice([None, f"complete-{target}"])  # noqa: S311
    done = desk.complete(SessionId(target), key)
    return {"completed": [target, done.session.completions]}


def complete_any(desk: Desk, _: str) -> Answer:
    booked = [item["session_id"] for item in desk.items() if item.get("status") == "booked"]
    return complete(desk, booked[0]) if booked else {}


def reopen(desk: Desk, target: str) -> Answer:
    desk.reopen(SessionId(target))
    return {"reopened": target}


def cancel(desk: Desk, _: str) -> Answer:
    [item] = desk.table.get(keys.pairing(desk.client.user_id, desk.coach.user_id))
    plus_one = pairings.from_item(item).plus_one_on_deck if item else None
    return {"cancelled": desk.cancel(plus_one.session_id).session.session_id} if plus_one else {}


def book(desk: Desk, target: str) -> Answer:
    wanted = offer(offer_id=OfferId(target), coach_id=desk.coach.user_id)
    return {"booked": desk.book(wanted, f"book-{target}").package.package_id}


def enroll(desk: Desk, _: str) -> Answer:
    anew = desk.enroll().anew
    return {"enrolled": desk.asked[-1], "anew": anew}


def unenroll(desk: Desk, _: str) -> Answer:
    """And what is seen right after the answer: the pairing first, for it says which enrollment may book from now on."""
    answer = desk.unenroll()
    [item] = desk.table.get(keys.pairing(desk.client.user_id, desk.coach.user_id))
    assert item
    there = [each["session_id"] for each in desk.items() if each.get("origin") == "plus_one"]
    return {
        "unenrolled": optional_text(answer.unenrolled_at),
        "epoch": pairings.from_item(item).enrollment.epoch,
        "there": there,
    }


def settle(desk: Desk, _: str) -> Answer:
    """What is pending, and some of what is not: the stream may deliver that too."""
    settled = []
    for item in desk.items():
        if item["type"] == "renewal" and (item["state"] == "pending" or _once_more()):
            [record] = renewal_records([item])
            settle_due(desk, record)
            settled.append([record.session_id, record.completion])
    return {"settled": settled}


def send(desk: Desk, _: str) -> Answer:
    for item in desk.items():
        if "notices" in item and ("due_at" in item or _once_more()):
            [written] = event_records([item])
            send_written(desk, written)
    return {}


def sweep(desk: Desk, _: str) -> Answer:
    for key in list(due.due_by(desk.table, desk.now())):
        do_due(desk, due.named(key))
    return {}


def do_due(desk: Desk, what: Due | Written | Changed) -> None:
    match what:
        case Due():
            settle_due(desk, what)
        case Written():
            send_written(desk, what)
        case Changed():
            follow_profile(desk.table, what.user_id, 0, desk.now())


def settle_due(desk: Desk, what: Due) -> None:
    now = desk.now()
    settle_renewal(desk.table, what, EventId(new_id(now)), desk.velocity_limit, now)


def send_written(desk: Desk, written: Written) -> None:
    send_notices(desk.table, written, post_to(desk.take, desk.announce), desk.now())


def _once_more() -> bool:
    return random.random() < ONCE_MORE  # noqa: S311


VERBS: dict[str, Callable[[Desk, str], Answer]] = {
    "complete": complete,
    "complete any": complete_any,
    "reopen": reopen,
    "cancel": cancel,
    "book": book,
    "enroll": enroll,
    "unenroll": unenroll,
    "settle": settle,
    "send": send,
    "sweep": sweep,
}
# What may be refused, by what others have done meanwhile.
REFUSALS = {
    "complete any": {"SESSION_CANCELLED"},
    "reopen": {"NOT_COMPLETED", "PLUS_ONE_IN_USE", "TOO_MANY_REOPENINGS"},
    "book": {"TOO_MANY_PACKAGES"},
    "cancel": {"NOT_CANCELLABLE"},
    "enroll": {"ENROLLMENT_CHANGED"},
}
