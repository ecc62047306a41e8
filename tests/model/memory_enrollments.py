"""The client's wish, by the domain's functions."""

from dataclasses import replace
from datetime import date, datetime

from plus_one.actions.saved_hold import decide_hold
from plus_one.domain.enrollments import TERMS_VERSION, Standing
from plus_one.domain.events import EventKind, Side
from plus_one.domain.ids import EventId, ulid
from plus_one.domain.limits import enrollment_copy_leaves
from plus_one.domain.money import Money
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import NoPackageBooked, NotFound, PackageNotRenewable, PreconditionFailed, TermsChanged
from plus_one.domain.requests import Asked
from plus_one.domain.sessions import Session
from plus_one.domain.settings import Settings, check_currency
from tests.model import memory_views as views
from tests.model.law_terms import OLDER_TERMS
from tests.model.memory_renewals import Renewals
from tests.model.memory_world import Pair
from tests.model.seen import Body, Got


class Enrollments(Renewals):
    def look(self, client: str, coach: str) -> Got:
        stands = self._standing((client, coach))
        self.tags[self.step] = stands
        return Got(200, views.enrollment(Side.CLIENT, stands))

    def enroll(
        self, client: str, coach: str, settings: Body, if_match: int | None = None, terms: str | None = None
    ) -> Got:
        self.writes(client)
        if (client, coach) not in self.pairings:
            raise NoPackageBooked
        pairing, asked = self.known((client, coach)), as_settings(settings)
        enrollment = pairing.enrollment
        if if_match is not None and self.tags.get(if_match) != self._standing((client, coach)):
            raise PreconditionFailed
        if terms not in (None, TERMS_VERSION):
            raise TermsChanged
        if not enrollment.is_on and not pairing.can_enroll:
            raise PackageNotRenewable
        check_currency(asked, pairing.rate.currency)
        at, person = self.after(pairing), self.people[client]
        after = pairing.as_of(at).with_settings(asked, at, terms)
        self.people[client] = replace(person, undeliverable=False, seq=person.seq + person.undeliverable)
        self.pairings[client, coach] = after
        if enrollment.is_on:
            self.tell((client, coach), EventKind.ADJUSTED, at)
        else:
            copy = Side.COACH, enrollment_copy_leaves(at, enrollment.unenrolled_at)
            self.tell((client, coach), EventKind.ENROLLED, at, copy=copy)
        one = self._decide_hold((client, coach), after, at)
        shown = views.enrollment(Side.CLIENT, self._standing((client, coach)))
        booked = {"plus_one": views.session(one, self.names) if one else None}
        return Got(200 if enrollment.is_on else 201, shown | booked)

    def _decide_hold(self, pair: Pair, saved: Pairing, at: datetime) -> Session | None:
        asked = Asked(now=at, event_id=EventId(ulid(at, self.step << 20)))
        decided = decide_hold(asked, saved, self.velocity_limit, is_stopped=self.is_stopped(pair[1]))
        if decided.booked is None:
            self.put(pair, decided.pairing)
            return None
        self._booked(pair, decided.pairing, decided.booked.session, decided.booked.renewal)
        self.tell(pair, EventKind.PLUS_ONE_BOOKED, decided.booked.event.at, second=True)
        return decided.booked.session

    def older_terms(self, client: str, coach: str) -> Got:
        pairing = self.pairings.get((client, coach))
        if pairing and pairing.enrollment.is_on:
            older = replace(pairing.enrollment, terms_version=OLDER_TERMS)
            self.pairings[client, coach] = replace(pairing, enrollment=older)
        return Got(200)

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
            self.ended_hold[client, coach] = pairing.hold is not None
            self.put((client, coach), pairing := pairing.turned_off(EventId(str(self.step)), at))
            copy = Side.COACH, enrollment_copy_leaves(at, pairing.enrollment.enrolled_at)
            self.tell((client, coach), EventKind.UNENROLLED, at, copy=copy)
        last = self.receipts.get((client, coach))
        left = {"unenrolled_at": pairing.enrollment.unenrolled_at, "last_plus_one": last}
        return Got(200, left | {"ended_hold": self.ended_hold.get((client, coach), False)})

    support_ends = link

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
