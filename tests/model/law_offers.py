"""Offers and packages: R7 to R10, and what one pairing may book."""

from datetime import datetime
from typing import Any

from tests.model.law_events import Event
from tests.model.law_limits import too_many_offers, too_many_packages
from tests.model.law_terms import Contact, Offer, Pairing, Session
from tests.model.law_views import offer_rate, rate
from tests.model.law_world import Answer, World, refuse


def in_five_years(now: datetime) -> datetime:
    """The same day, and the day after 28 February where there is no 29th."""
    if (now.month, now.day) == (2, 29):
        return now.replace(year=now.year + 5, month=3, day=1)
    return now.replace(year=now.year + 5)


class Offers(World):
    def offer(self, coach: str, expires_at: str | None = None, **terms: Any) -> Answer:
        if terms.get("client") == coach:
            return refuse("SAME_PERSON")
        self.writes(coach)
        expiry = datetime.fromisoformat(expires_at) if expires_at else None
        if expiry and not self.now < expiry <= in_five_years(self.now):
            return refuse("INVALID")
        if not terms.get("client") and not self._has_room(coach):
            return refuse("TOO_MANY_OPEN_OFFERS")
        made = Offer(coach, **terms, expires_at=expiry, made_at=self.now)
        if made.client and (refused := self._to_client(made, made.client)):
            return refused
        self.offers[self.step] = made
        shown = {"state": "open", "auto_renewal": made.auto_renewal, "mailed": made.mailed}
        return Answer(201, {"rate": offer_rate(made)} | shown)

    def _to_client(self, made: Offer, client: str) -> Answer | None:
        """Everybody here who has signed in is a client. Three are open at most, and three a day are mailed."""
        if not self.person(client).address:
            return refuse("NOT_FOUND")
        contact, pairing = self._contact(client, made.coach), self.pairings.get((client, made.coach))
        at = made.made_at = self.after(pairing.latest if pairing else None)
        ended = ["COACH_ENDED"] if pairing and pairing.ended else []
        often = ["TOO_MANY_OFFERS"] if too_many_offers(contact, at) else []
        if ended or often:
            return refuse(*ended, *often)
        wishes = self.switched((client, made.coach))
        if not wishes["offers"]:
            return refuse("OFFERS_DECLINED" if pairing else "NOT_FOUND")
        if len([offer for offer in contact.open if offer.state_at(at) == "open"]) >= 3:
            return refuse("TOO_MANY_OPEN_OFFERS")
        contact.look(at)
        contact.take(made, at, by_mail=wishes["offers_by_mail"])
        notices = {"client": "offer_made"} if made.mailed else {}
        self.tell(
            client, made.coach, Event("offer_made", notices=notices, names=(made.rate, made.currency), offer=made), at
        )
        return None

    def _contact(self, client: str, coach: str) -> Contact:
        return self.contacts.setdefault((client, coach), Contact())

    def fill(self, coach: str, number: int) -> Answer:
        """So many standard offers more, without an end, which nobody names afterwards."""
        self.writes(coach)
        for _ in range(number):
            if not self._has_room(coach):
                return refuse("TOO_MANY_OPEN_OFFERS")
            self.fillers[coach] = self.fillers.get(coach, 0) + 1
        return Answer(201)

    def open_standard(self, coach: str) -> list[Offer]:
        """Who is over counts until the room is needed; then it never counts again, whatever a clock says."""
        mine = [offer for offer in self.offers.values() if offer.coach == coach and not offer.client]
        return [offer for offer in mine if offer.state == "open" and not offer.made_room]

    def _has_room(self, coach: str) -> bool:
        """At most 100 standard offers of one coach are open."""
        if self.fillers.get(coach, 0) + len(self.open_standard(coach)) < 100:
            return True
        over = [offer for offer in self.open_standard(coach) if offer.state_at(self.now) == "expired"]
        for offer in over:
            offer.made_room = True
        return bool(over)

    def withdraw(self, coach: str, offer: int) -> Answer:
        self.writes(coach)
        found = self.offers.get(offer)
        if not found or found.coach != coach:
            return refuse("NOT_FOUND")
        if found.state == "booked":
            return refuse("OFFER_CLOSED")
        if found.state == "open" and found.client:
            self._contact(found.client, coach).look(self.now)
        found.state = "withdrawn"
        return Answer(204)

    def contact(self, client: str, coach: str, *, offers_by_mail: bool = True, offers: bool = True) -> Answer:
        """Between two who have to do with each other: they have booked, or there was an offer."""
        self.writes(client)
        pair = client, coach
        if not (pair in self.pairings or pair in self.timelines or pair in self.switches):
            return refuse("NOT_FOUND")
        return Answer(200, dict(self.switch(pair, offers_by_mail=offers_by_mail, offers=offers)))

    def offers_link(self, client: str, coach: str) -> Answer:
        """Of an offer's mail. Nobody is asked for a pairing."""
        self.switch((client, coach), offers_by_mail=False)
        return Answer(200)

    def book(self, client: str, coach: str, offer: int) -> Answer:
        self.writes(client)
        found = self.offers.get(offer)
        if not found or found.coach != coach or found.client not in (None, client):
            return refuse("NOT_FOUND")
        before = self.pairings.get((client, coach))
        at = self.after(before.latest if before else None, found.made_at)
        refusals = [
            *(["SAME_PERSON"] if client == coach else []),
            *(["COACH_ENDED"] if before and before.ended else []),
            *(["CURRENCY_MISMATCH"] if before and before.currency != found.currency else []),
            *(["TOO_MANY_PACKAGES"] if before and too_many_packages(before, at) else []),
            *(["OFFER_CLOSED"] if found.state_at(self.now) != "open" else []),
        ]
        return refuse(*refusals) if refusals else self._booked(client, coach, found)

    def _booked(self, client: str, coach: str, offer: Offer) -> Answer:
        offer.state = "booked" if offer.client else "open"
        pairing = self.pairings.get((client, coach))
        if offer.client:
            self._contact(client, coach).look(self.after(pairing.latest if pairing else None, offer.made_at))
        rates = {"rate_before": rate(pairing) if pairing else None, "rate_after": offer_rate(offer)}
        if pairing is None:
            pairing = Pairing(self.person(client), self.person(coach), offer.currency, offer)
            self.pairings[client, coach] = pairing
        at = self.after(pairing.latest, offer.made_at)
        pairing.packages.append(offer)
        pairing.booked_at.append(at)
        pairing.last, pairing.warned = offer, False
        pairing.end_hold("ALREADY_ON_DECK")
        pairing.put_on_deck(offer.sessions)
        names = [f"{self.step}.{n}" for n in range(1, offer.sessions + 1)]
        pairing.sessions |= {name: Session(name, "package", offer.rate, at) for name in names}
        both = {"client": "package_booked", "coach": "package_booked"}
        self.tell(client, coach, Event("package_booked", notices=both, names=pairing.named_rate), at)
        return Answer(201, rates | {"sessions": names, "pairing": self.view("client").pairing(pairing)})
