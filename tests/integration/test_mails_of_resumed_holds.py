"""Nobody's acts cost the other person more than 40 mails a day (product.md, "Limits"), holds included."""

from datetime import timedelta

from plus_one.domain.sessions import SessionStatus
from tests.proof.brakes.hostile import CLIENT, COACH, DAY, MOST_A_DAY, START, Hostile

MINUTE = timedelta(minutes=1)


class Coach(Hostile):
    """Completes what the sweep has just booked, so that each +1 comes after a mail about its hold."""

    completed = 0

    def last(self) -> str:
        return next(name for name, one in self.market.sessions.items() if one.status is SessionStatus.BOOKED)

    def complete_last(self, session: str | None = None) -> str:
        done = session or self.last()
        self.do("complete", coach=COACH, client=CLIENT, session=done)
        self.completed = self.n
        self.do("settle", completion=self.completed)
        return done

    def minute(self) -> None:
        self.pass_until(self.market.now + MINUTE)
        self.do("sweep", completion=self.completed)

    def package(self, size: int) -> None:
        self.do("book", client=CLIENT, coach=COACH, offer=size)

    def turn_twice(self) -> None:
        self.do("end", client=CLIENT, coach=COACH)
        self.pass_until(self.market.now + 10 * MINUTE)
        self.do("take_end_back", client=CLIENT, coach=COACH)


def test_a_coach_who_waits_for_each_hold_mails_no_client_more_than_forty_times_a_day() -> None:
    coach = Coach(1)
    for size in (1, 2):
        coach.do("offer", coach=COACH, sessions=size, price=1000 * size, currency="USD")
    coach.package(1)
    coach.do("enroll", client=CLIENT, coach=COACH, settings={})
    for _ in range(13):
        coach.complete_last()
        coach.minute()
    coach.pass_until(START + 23 * DAY / 24)
    coach.turn_twice()
    coach.package(1)
    coach.complete_last()
    coach.pass_until(START + DAY - MINUTE)
    for packages in range(6):
        while coach.market.known((CLIENT, COACH)).on_deck == 0:
            coach.minute()
        done = coach.complete_last()
        if packages < 4:
            coach.package(2)
            coach.minute()
            coach.complete_last()
            done = coach.complete_last()
        else:
            coach.minute()
        coach.do("reopen", coach=COACH, client=CLIENT, session=done)
        coach.complete_last(done)
    for _ in range(3):
        coach.offer()
    coach.pass_until(START + 35 * DAY / 24)
    coach.turn_twice()
    coach.pass_until(START + 3 * DAY)
    assert coach.most["client"] <= MOST_A_DAY
