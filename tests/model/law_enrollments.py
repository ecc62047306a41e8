"""The client's wish: R6 to R8, and what a client can adjust."""

from datetime import date, datetime, timedelta

from tests.model.law_events import Event
from tests.model.law_limits import too_many_enrollings
from tests.model.law_renewals import Renewals
from tests.model.law_terms import OLDER_TERMS, TERMS, Body, Pairing, Settings
from tests.model.law_views import all_settings
from tests.model.law_world import Answer, refuse

TEN_MINUTES, TWO_HOURS = timedelta(minutes=10), timedelta(hours=2)


class Enrollments(Renewals):
    def look(self, client: str, coach: str) -> Answer:
        pairing = self.pairings.get((client, coach))
        if pairing is None:
            return refuse("NOT_FOUND")
        self.looks[self.step] = self._tag(pairing)
        return Answer(200, self.view("client").enrollment(pairing))

    def _tag(self, pairing: Pairing) -> Body:
        """What the ETag of an enrollment is the hash of: all that its owner may ever see of it."""
        since = {"since": pairing.enrolled_at, "until": pairing.unenrolled_at}
        kept = all_settings(pairing.settings, pairing.currency) | {"terms": pairing.terms}
        return self.view("client").enrollment(pairing) | kept | since

    def older_terms(self, client: str, coach: str) -> Answer:
        """The client enrolled under older ones: nothing that happens, only how it is from now on."""
        if (pairing := self.pairings.get((client, coach))) and pairing.enrolled:
            pairing.terms = OLDER_TERMS
        return Answer(200)

    def enroll(
        self, client: str, coach: str, settings: Body, if_match: int | None = None, terms: str | None = None
    ) -> Answer:
        """`terms`: which the client has read."""
        self.writes(client)
        pairing = self.pairings.get((client, coach))
        refusals = self._cannot_enroll(pairing, settings)
        if pairing and terms not in (None, TERMS):
            refusals.append("TERMS_CHANGED")
        if if_match is not None and (pairing is None or self.looks.get(if_match) != self._tag(pairing)):
            refusals.append("PRECONDITION_FAILED")
        return refuse(*refusals) if refusals or not pairing else self._enrolled(pairing, settings, terms)

    def _cannot_enroll(self, pairing: Pairing | None, settings: Body) -> list[str]:
        if pairing is None:
            return ["NO_PACKAGE_BOOKED"]
        currencies = {money["currency"] for money in settings.values() if isinstance(money, dict)}
        wrong = ["CURRENCY_MISMATCH"] if currencies - {pairing.currency} else []
        refused = not pairing.enrolled and not pairing.last.auto_renewal
        often = not pairing.enrolled and too_many_enrollings(pairing, self.after(pairing.latest))
        return wrong + ["PACKAGE_NOT_RENEWABLE"] * refused + ["TOO_MANY_ENROLLMENTS"] * often

    def _enrolled(self, pairing: Pairing, settings: Body, terms: str | None) -> Answer:
        """Saving the enrollment clears the flag of the client's address, and decides about a hold."""
        anew, pairing.client.flagged, at = not pairing.enrolled, False, self.after(pairing.latest)
        turned_before = pairing.unenrolled_at
        pairing.settings = asked(settings)
        pairing.terms = TERMS if anew else terms or pairing.terms
        if anew:
            pairing.enrolled, pairing.epoch, pairing.turned = True, pairing.epoch + 1, pairing.turned + 1
            pairing.enrolled_at, pairing.unenrolled_at = at, None
            pairing.turned_on.append(at)
        event = Event("enrolled" if anew else "adjusted", names=pairing.named_rate)
        event.notices = {"client": "enrolled", "coach": "enrolled"} if anew else {}
        if anew:
            _to_the_coach_later(event, pairing, at, turned_before)
        self.tell(pairing.client.name, pairing.coach.name, event, at)
        view, one = self.view("client"), self.decide_saved(pairing, at)
        booked = {"plus_one": one and view.session(one, pairing.currency)}
        return Answer(201 if anew else 200, view.enrollment(pairing) | booked)

    def unenroll(self, client: str, coach: str) -> Answer:
        """Never refused, whatever the token says of the person; so it says nothing that is kept."""
        pairing = self.pairings.get((client, coach))
        if pairing is None:
            return refuse("NOT_FOUND")
        self._stop(pairing)
        last = pairing.receipt.name if pairing.receipt else None
        left = {"unenrolled_at": pairing.unenrolled_at, "ended_hold": pairing.ended_hold}
        return Answer(200, left | {"last_plus_one": last})

    def link(self, client: str, coach: str) -> Answer:
        if pairing := self.pairings.get((client, coach)):
            self._stop(pairing)
        return Answer(200)

    support_ends = link

    def _stop(self, pairing: Pairing) -> None:
        if not pairing.enrolled:
            return
        latest = pairing.plus_ones[-1] if pairing.plus_ones else None
        pairing.receipt = latest if latest and latest.status == "booked" else None
        pairing.enrolled, pairing.unenrolled_at = False, self.after(pairing.latest)
        pairing.turned, pairing.ended_hold = pairing.turned + 1, pairing.end_hold("NOT_ENROLLED")
        both = {"client": "unenrolled", "coach": "unenrolled"}
        event = Event("unenrolled", notices=both)
        _to_the_coach_later(event, pairing, pairing.unenrolled_at, pairing.enrolled_at)
        self.tell(pairing.client.name, pairing.coach.name, event, pairing.unenrolled_at)


def _to_the_coach_later(event: Event, pairing: Pairing, at: datetime, before: datetime | None) -> None:
    """After ten minutes, and two hours after the turn before it; not if it was turned again by then."""
    turned = pairing.turned
    event.waits = ("coach", max(at + TEN_MINUTES, before + TWO_HOURS) if before else at + TEN_MINUTES)
    event.still = lambda: pairing.turned == turned


def asked(settings: Body) -> Settings:
    paused, cap, highest = (settings.get(name) for name in ("paused_until", "monthly_spend_cap", "max_rate"))
    return Settings(
        date.fromisoformat(paused) if paused else None,
        settings.get("stop_after"),
        cap and cap["amount"],
        highest and highest["amount"],
        settings.get("heads_up", True),
    )
