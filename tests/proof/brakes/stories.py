"""Loops of one person, through the real actions, and the figures that they end in."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from plus_one.actions.send_notices import send_notices
from plus_one.domain.events import Side
from plus_one.domain.ids import SessionId
from plus_one.domain.refusals import (
    Refusal,
    TooManyEnrollments,
    TooManyOffersToOne,
    TooManyPackages,
    TooManyReopenings,
    TooManyReturns,
)
from plus_one.domain.renewals import Reason
from plus_one.store.items import Item
from tests.integration.acting import Acting, Mailbox, event_records, renewal_records
from tests.kept import everything

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(hours=24)
type Figures = dict[str, int]


@dataclass
class Loop:
    acting: Acting
    mailbox: Mailbox = field(default_factory=Mailbox)
    refused: Counter[str] = field(default_factory=Counter)

    def deliver(self, after: timedelta = timedelta()) -> None:
        """What the stream and the sweep do, so much later."""
        self.acting.begins += after
        for written in event_records(everything(self.acting.table)):
            send_notices(self.acting.table, written, self.mailbox.post, self.acting.now())

    def try_to(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except Refusal as refusal:
            self.refused[refusal.code] += 1
            return False
        self.deliver()
        return True

    def complete(self, session_id: SessionId) -> Reason | None:
        done = self.acting.complete(session_id)
        renewal = self.acting.settle(self.acting.due(done))
        self.deliver()
        return renewal.reason if renewal else None

    def mails(self, *kinds: str) -> Counter[str]:
        """To whom, about events of these kinds."""
        told = {item["event_id"]: item["kind"] for item in self.items("event")}
        return Counter(to for event_id, to in self.mailbox.taken if not kinds or told[event_id] in kinds)

    def items(self, type_: str) -> list[Item]:
        return [item for item in everything(self.acting.table) if item["type"] == type_]


def complete_and_reopen(acting: Acting) -> tuple[Figures, Figures]:
    """Attack D: 15 times."""
    loop = _enrolled(acting)
    [session] = [item["session_id"] for item in loop.items("session")]
    for _ in range(15):
        loop.complete(session)
        if not loop.try_to(lambda: loop.acting.reopen(session)):
            break
    loop.deliver(after=HOUR)
    to = loop.mails("plus_one_booked", "session_reopened")
    ended = {**to, "refused": loop.refused[TooManyReopenings.code], "unsent": _unsent(loop)}
    return ended, {"client": 4, "coach": 7, "bus": 7, "refused": 1, "unsent": 0}


def on_and_off(acting: Acting) -> tuple[Figures, Figures]:
    """Attack E: +1 on and off 20 times, within two minutes. Turning it off is never refused."""
    loop, turned_off = Loop(acting), 0
    acting.booked()
    for _ in range(20):
        loop.try_to(acting.enroll)
        turned_off += loop.try_to(acting.unenroll)
    at_once = loop.mails("enrolled", "unenrolled")
    loop.deliver(after=11 * MINUTE)
    soon = loop.mails("enrolled", "unenrolled")
    loop.deliver(after=2 * HOUR)
    to = loop.mails("enrolled", "unenrolled")
    ended = {**to, "coach at once": at_once["coach"], "coach soon": soon["coach"], "unsent": _unsent(loop)}
    acting.begins += DAY
    tomorrow = {"turned off": turned_off, "tomorrow": loop.try_to(acting.enroll), **loop.refused}
    return ended | tomorrow, {
        "client": 20, "coach": 1, "coach at once": 0, "coach soon": 0, "unsent": 0, "turned off": 20, "tomorrow": True,
        TooManyEnrollments.code: 10,
    }  # fmt: skip


def ended_and_taken_back(acting: Acting) -> tuple[Figures, Figures]:
    """20 times, within two minutes. Ending is never refused."""
    loop, kinds = Loop(acting), ("coach_ended", "coach_returned")
    acting.booked()
    ended = sum(loop.try_to(partial(acting.end, ended=ended)) for _ in range(20) for ended in (True, False))
    at_once = loop.mails(*kinds)["client"]
    loop.deliver(after=11 * MINUTE)
    soon = loop.mails(*kinds)["client"]
    loop.deliver(after=DAY)
    told = {"turns": ended, "client at once": at_once, "client soon": soon, **loop.mails(*kinds), **loop.refused}
    return told | {"tomorrow": loop.try_to(partial(acting.end, ended=False))}, {
        "turns": 30, "client at once": 0, "client soon": 0, "client": 1, "coach": 21, "tomorrow": True,
        TooManyReturns.code: 10,
    }  # fmt: skip


def offers_made_and_withdrawn(acting: Acting) -> tuple[Figures, Figures]:
    """25 times, each with its place in the inbox and its line in the timeline. Tomorrow there is room again."""
    loop = Loop(acting)
    acting.sign_in()

    def make_and_withdraw() -> None:
        acting.withdraw(acting.try_to_offer(custom=True))

    for _ in range(25):
        loop.try_to(make_and_withdraw)
    ended = {"lines": len(loop.items("event")), "client": loop.mails()["client"], **loop.refused}
    acting.begins += DAY + MINUTE
    ended["tomorrow"] = loop.try_to(make_and_withdraw)
    return ended, {"lines": 20, "client": 0, TooManyOffersToOne.code: 5, "tomorrow": True}


def a_free_package_again_and_again(acting: Acting) -> tuple[Figures, Figures]:
    """Attack E: a free package, 10 times. Of 10 sessions: those of 50 take their time."""
    loop, offer = Loop(acting), acting.offer(10, rate=0)
    for _ in range(10):
        loop.try_to(lambda: acting.book(offer))
    [pairing] = loop.items("pairing")
    ended = {"on deck": pairing["on_deck"], "coach": loop.mails()["coach"], **loop.refused}
    acting.begins += DAY + MINUTE
    ended["tomorrow"] = loop.try_to(lambda: acting.book(offer))
    return ended, {"on deck": 50, "coach": 5, TooManyPackages.code: 5, "tomorrow": True}


def what_is_true_is_told(acting: Acting) -> tuple[Figures, Figures]:
    """One enrollment, one +1 that is cancelled, one that is taken back, and the end: each is told to both."""
    loop = _enrolled(acting)
    [session] = [item["session_id"] for item in loop.items("session")]
    loop.deliver(after=11 * MINUTE)
    loop.complete(session)
    [plus_one] = [item["session_id"] for item in loop.items("session") if item["origin"] == "plus_one"]
    loop.try_to(lambda: acting.cancel(plus_one, Side.CLIENT))
    early = loop.mails("plus_one_cancelled")["coach"]
    loop.try_to(lambda: acting.reopen(session))
    loop.complete(session)
    loop.try_to(lambda: acting.reopen(session))
    loop.try_to(acting.unenroll)
    loop.deliver(after=12 * MINUTE)
    loop.deliver(after=2 * HOUR)
    told = {kind: loop.mails(kind) for kind in ("enrolled", "unenrolled", "plus_one_cancelled", "session_reopened")}
    ended = {f"{kind} to the {to}": told[kind][to] for kind in told for to in Side}
    return ended | {"early": early}, dict.fromkeys(ended, 1) | {"early": 0}


def the_guard_counts_bookings(acting: Acting) -> tuple[Figures, Figures]:
    """Each +1 is cancelled as soon as it is booked."""
    acting.velocity_limit = 3
    loop, reasons = _enrolled(acting), list[Reason | None]()
    for number in range(4):
        last = [item["session_id"] for item in loop.items("session") if item["status"] == "booked"]
        reasons.append(loop.complete(last[0]))
        for item in loop.items("session"):
            if item["origin"] == "plus_one" and item["status"] == "booked":
                acting.cancel(item["session_id"])
        if number < 3:
            acting.booked()
    return Counter(map(str, reasons)), {"BOOKED": 3, "VELOCITY_GUARD": 1}


def the_guard_holds_and_lets_go(acting: Acting) -> tuple[Figures, Figures]:
    """A tap does not step round it, and what it has held back is booked when the window has room, and not before."""
    acting.velocity_limit = 2
    loop = _enrolled(acting)
    for _ in range(3):
        [session] = [item["session_id"] for item in loop.items("session") if item["status"] == "booked"]
        reason = loop.complete(session)
    [hold] = [item for item in loop.items("renewal") if item["state"] == "held"]
    due = next(due for due in renewal_records(loop.items("renewal")) if due.session_id == hold["session_id"])
    ended = {str(reason): 1, "tapped": loop.try_to(lambda: acting.tap(session)), **loop.refused}
    for when, hours in (("early", 23), ("late", 2)):
        acting.begins += hours * HOUR
        acting.settle(due, resumes=True)
        ended[when] = len([item for item in loop.items("session") if item["status"] == "booked"])
    return ended, {"VELOCITY_GUARD": 1, "tapped": False, "early": 0, "late": 1}


def seven_mistakes(acting: Acting) -> tuple[Figures, Figures]:
    """Seven completions are to be undone in a day. Then a +1 is cancelled: the coach hears of it a day later."""
    loop, sessions = Loop(acting), acting.booked(7)
    acting.enroll()
    for session in sessions[:6]:
        acting.complete(session)
        loop.try_to(lambda: acting.reopen(session))  # noqa: B023
    for session in sessions:
        last = acting.complete(session)
    loop.try_to(lambda: acting.reopen(sessions[6]))
    renewal = acting.settle(acting.due(last))
    ended = {**loop.refused, "cancelled": loop.try_to(lambda: acting.cancel(renewal.plus_one_id)) if renewal else 0}
    loop.deliver(after=HOUR)
    ended["today"] = loop.mails("plus_one_cancelled")["coach"]
    loop.deliver(after=DAY)
    ended["tomorrow"] = loop.mails("plus_one_cancelled")["coach"]
    return ended, {TooManyReopenings.code: 1, "cancelled": True, "today": 0, "tomorrow": 1}


STORIES = (
    complete_and_reopen,
    on_and_off,
    ended_and_taken_back,
    offers_made_and_withdrawn,
    a_free_package_again_and_again,
    what_is_true_is_told,
    the_guard_counts_bookings,
    the_guard_holds_and_lets_go,
    seven_mistakes,
)


def _enrolled(acting: Acting) -> Loop:
    acting.booked()
    acting.enroll()
    loop = Loop(acting)
    loop.deliver()
    return loop


def _unsent(loop: Loop) -> int:
    return sum("due_at" in item for item in loop.items("event"))
