"""The client's wish, by the domain's functions."""

from dataclasses import replace
from datetime import date

from plus_one.domain.enrollments import Standing
from plus_one.domain.events import EventKind, Side
from plus_one.domain.ids import EventId
from plus_one.domain.limits import enrollment_copy_leaves
from plus_one.domain.money import Money
from plus_one.domain.refusals import NoPackageBooked, NotFound, PackageNotRenewable, PreconditionFailed
from plus_one.domain.settings import Settings, check_currency
from tests.model import memory_views as views
from tests.model.memory_world import Pair, World
from tests.model.seen import Body, Got


class Enrollments(World):
    def look(self, client: str, coach: str) -> Got:
        stands = self._standing((client, coach))
        self.tags[self.step] = stands
        return Got(200, views.enrollment(Side.CLIENT, stands))

    def enroll(self, client: str, coach: str, settings: Body, if_match: int | None = None) -> Got:
        self.writes(client)
        if (client, coach) not in self.pairings:
            raise NoPackageBooked
        pairing, asked = self.known((client, coach)), as_settings(settings)
        enrollment = pairing.enrollment
        if if_match is not None and self.tags.get(if_match) != self._standing((client, coach)):
            raise PreconditionFailed
        if not enrollment.is_on and not pairing.can_enroll:
            raise PackageNotRenewable
        check_currency(asked, pairing.rate.currency)
        at, person = self.after(pairing), self.people[client]
        after = pairing.with_settings(asked, at)
        self.people[client] = replace(person, undeliverable=False, seq=person.seq + person.undeliverable)
        self.pairings[client, coach] = after
        if enrollment.is_on:
            self.tell((client, coach), EventKind.ADJUSTED, at)
        else:
            copy = Side.COACH, enrollment_copy_leaves(at, enrollment.unenrolled_at)
            self.tell((client, coach), EventKind.ENROLLED, at, copy=copy)
        shown = views.enrollment(Side.CLIENT, self._standing((client, coach)))
        return Got(200 if enrollment.is_on else 201, shown)

    def unenroll(self, client: str, coach: str) -> Got:
        return self.link(client, coach) if (client, coach) in self.pairings else Got(404, code=NotFound.code)

    def link(self, client: str, coach: str) -> Got:
        if (client, coach) not in self.pairings:
            return Got(200)
        pairing = self.known((client, coach))
        if pairing.enrollment.is_on:
            on_deck = pairing.plus_one_on_deck
            self.receipts[client, coach] = self.names.name(on_deck.session_id) if on_deck else None
            at = self.after(pairing)
            off = pairing.enrollment.turned_off(EventId(str(self.step)), at)
            self.pairings[client, coach] = pairing = replace(pairing, enrollment=off)
            copy = Side.COACH, enrollment_copy_leaves(at, off.enrolled_at)
            self.tell((client, coach), EventKind.UNENROLLED, at, copy=copy)
        last = self.receipts.get((client, coach))
        return Got(200, {"unenrolled_at": pairing.enrollment.unenrolled_at, "last_plus_one": last})

    def _standing(self, pair: Pair) -> Standing:
        return self.as_of_now(self.known(pair))[0]


def as_settings(asked: Body) -> Settings:
    paused, cap, highest = (asked.get(name) for name in ("paused_until", "monthly_spend_cap", "max_rate"))
    return Settings(
        paused_until=date.fromisoformat(paused) if paused else None,
        stop_after=asked.get("stop_after"),
        monthly_spend_cap=Money(**cap) if cap else None,
        max_rate=Money(**highest) if highest else None,
        heads_up=asked.get("heads_up", True),
    )
