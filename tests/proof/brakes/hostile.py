"""A client and a coach who act at the fastest and at the slyest pace, by the domain's own functions, and the mails that
each one's acts cost the other person."""

from datetime import datetime, timedelta
from heapq import heappop, heappush
from random import Random
from typing import Any

from plus_one.domain import contacts, limits
from plus_one.domain.events import EventKind, Side
from plus_one.domain.sessions import SessionStatus
from tests.model.seen import Body
from tests.model.steps import Step
from tests.model.through_memory import Memory

MOST_A_DAY = 40  # what is promised
VELOCITY_LIMIT = 12
START = datetime.fromisoformat("2026-11-02T09:00:00+00:00")
DAY, MS = timedelta(hours=24), timedelta(milliseconds=1)
PACES = (MS, timedelta(seconds=1), timedelta(minutes=1), timedelta(minutes=11), timedelta(hours=1), timedelta(hours=2))
CLIENT, COACH = "ana", "kim"
PAIR = (CLIENT, COACH)
MOST_ACTS = 160


def most_to_the_client() -> int:
    """A deck is emptied without a +1 at most once more than it is filled by packages and reopenings; a heads-up needs
    a package or a reopening, too; and all that is undone shares its turns."""
    once_each = 2 * (1 + limits.MOST_PACKAGES)
    ends = _told(limits.ENDS_APART)
    return VELOCITY_LIMIT + once_each + limits.MOST_UNDOINGS + contacts.MOST_OFFER_MAILS + ends


def most_to_the_coach() -> int:
    return limits.MOST_PACKAGES + _told(limits.TURNS_APART) + limits.MOST_UNDOINGS


def _told(apart: timedelta) -> int:
    """Of three turns that the other side is told of, the last is more than `apart` after the first."""
    return 2 * -(-(DAY + apart) // apart)


def most_about_own_turns() -> int:
    """What the client gets about turning +1 on and off: 24 hours touch two windows, and it was on before them."""
    return 2 * 2 * limits.MOST_ENROLLINGS + 1


class Market(Memory):
    """Nobody looks at what is answered."""

    def shown(self, *_: Any) -> Body:
        return {}

    def pairing(self, *_: Any) -> Body:
        return {}


class Hostile:
    """One history. `mails` are the moments of the mails to each side about acts of the other, and to the client about
    turning +1 on and off."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311
        self.market = Market(VELOCITY_LIMIT, START)
        self.n = 0
        self.waiting: list[tuple[datetime, int, str]] = []
        self.mails: dict[str, list[datetime]] = {"client": [], "coach": [], "own": []}
        self.pace = self.random.choice((1, 3, len(PACES)))
        acts = ACTS if seed % 4 else (*ACTS, "end")  # while a coach has ended, little else happens
        self.liked = [verb for verb in acts for _ in range(self.random.choice((0, 1, 1, 4)))] or list(ACTS)

    def play(self) -> "Hostile":
        for size in (1, 2, 9):
            self.do("offer", coach=COACH, sessions=size, price=1000 * size, currency="USD")
        self.book()
        self.enroll()
        end = START + self.random.choice((1, 2, 5)) * DAY
        while self.market.now < end and self.n < MOST_ACTS:
            getattr(self, self.random.choice(self.liked))()
            self.wait()
        self.pass_until(self.market.now + 3 * DAY)
        return self

    @property
    def most(self) -> dict[str, int]:
        """Within any 24 hours."""
        return {side: max(map(len, _windows(sorted(moments))), default=0) for side, moments in self.mails.items()}

    def do(self, verb: str, **args: Any) -> None:
        self.n += 1
        self.market.do(Step(self.n, verb, args))
        told = self.market.events.get(self.n)
        actor = args.get("side") or ("client" if verb in ("book", "enroll", "unenroll", "link") else "coach")
        for side, notice in told.event.notices.items() if told else ():
            if isinstance(side, Side):
                heappush(self.waiting, (notice.not_before or self.market.now, self.n, actor))
        self.pass_until(self.market.now)

    def pass_until(self, then: datetime) -> None:
        """Each notice has its turn when it is due."""
        while self.waiting and self.waiting[0][0] <= then:
            self.market.now, event, actor = heappop(self.waiting)
            for side in self.market.post(event).body["mailed"]:
                if side != actor:
                    self.mails[side].append(self.market.now)
                elif self.market.events[event].event.kind in (EventKind.ENROLLED, EventKind.UNENROLLED):
                    self.mails["own"].append(self.market.now)
        self.market.now = then

    def wait(self) -> None:
        """Now and then just long enough for the next copy to leave, or for a limit to be over."""
        pause = self.random.choice(PACES[: self.pace])
        if self.waiting and self.random.random() < 0.3:
            pause = max(self.waiting[0][0] - self.market.now, MS)
        if self.pace > 1 and self.random.random() < 0.05:
            pause = timedelta(hours=self.random.choice((4, 12, 24)))
        self.pass_until(self.market.now + pause)

    def book(self) -> None:
        self.do("book", client=CLIENT, coach=COACH, offer=self.random.randint(1, 3))

    def offer(self) -> None:
        """For this client alone, and withdrawn, so that there is room for the next one."""
        self.do("offer", coach=COACH, client=CLIENT, sessions=1, price=1000, currency="USD")
        self.do("withdraw", coach=COACH, offer=self.n)

    def enroll(self) -> None:
        settings: dict[str, Any] = {"stop_after": 0} if self.random.random() < 0.2 else {}
        self.do("enroll", client=CLIENT, coach=COACH, settings=settings)

    def unenroll(self) -> None:
        self.do(self.random.choice(("unenroll", "link")), client=CLIENT, coach=COACH)

    def turn(self) -> None:
        enrolled = self.market.known(PAIR).enrollment.is_on
        self.unenroll() if enrolled else self.enroll()

    def end(self) -> None:
        ended = self.market.known(PAIR).coach_has_ended
        self.do("take_end_back" if ended else "end", client=CLIENT, coach=COACH)

    def complete(self) -> None:
        if session := self._session(SessionStatus.BOOKED):
            self.do("complete", coach=COACH, client=CLIENT, session=session)
            completed = self.n
            self.do("settle", completion=completed)

    def reopen(self) -> None:
        if session := self._session(SessionStatus.COMPLETED):
            self.do("reopen", coach=COACH, client=CLIENT, session=session)

    def loop(self) -> None:
        self.reopen()
        self.complete()

    def cancel(self) -> None:
        if session := self._session(SessionStatus.BOOKED, "plus_one"):
            side = self.random.choice(("client", "coach"))
            self.do("cancel", side=side, client=CLIENT, coach=COACH, session=session)

    def _session(self, status: SessionStatus, origin: str = "") -> str | None:
        known = list(self.market.sessions.items())[-20:]
        apt = [name for name, one in known if one.status is status and one.origin.value.startswith(origin)]
        return self.random.choice(apt[-3:]) if apt else None


ACTS = ("book", "turn", "complete", "reopen", "loop", "cancel", "enroll", "offer")


def _windows(moments: list[datetime]) -> list[list[datetime]]:
    return [[at for at in moments[n:] if at < first + DAY] for n, first in enumerate(moments)]
