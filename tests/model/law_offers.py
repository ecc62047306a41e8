"""Offers and packages: R7 to R10, and what one pairing may book."""

from datetime import datetime
from typing import Any

from tests.model.law_limits import too_many_packages
from tests.model.law_terms import Event, Offer, Pairing, Session
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
        made = self.offers[self.step] = Offer(coach, **terms, expires_at=expiry, made_at=self.now)
        if made.client:
            pairing = self.pairings.get((made.client, coach))
            made.made_at = self.after(pairing.latest if pairing else None)
            names = made.rate, made.currency
            event = Event("offer_made", notices={"client": "offer_made"}, names=names, offer=made)
            self.tell(made.client, coach, event, made.made_at)
        return Answer(201, {"rate": offer_rate(made), "state": "open", "auto_renewal": made.auto_renewal})

    def withdraw(self, coach: str, offer: int) -> Answer:
        self.writes(coach)
        found = self.offers.get(offer)
        if not found or found.coach != coach:
            return refuse("NOT_FOUND")
        if found.state == "booked":
            return refuse("OFFER_CLOSED")
        found.state = "withdrawn"
        return Answer(204)

    def book(self, client: str, coach: str, offer: int) -> Answer:
        self.writes(client)
        found = self.offers.get(offer)
        if not found or found.coach != coach or found.client not in (None, client):
            return refuse("NOT_FOUND")
        before = self.pairings.get((client, coach))
        at = self.after(before.latest if before else None, found.made_at)
        refusals = [
            *(["SAME_PERSON"] if client == coach else []),
            *(["CURRENCY_MISMATCH"] if before and before.currency != found.currency else []),
            *(["TOO_MANY_PACKAGES"] if before and too_many_packages(before, at) else []),
            *(["OFFER_CLOSED"] if found.state_at(self.now) != "open" else []),
        ]
        return refuse(*refusals) if refusals else self._booked(client, coach, found)

    def _booked(self, client: str, coach: str, offer: Offer) -> Answer:
        offer.state = "booked" if offer.client else "open"
        pairing = self.pairings.get((client, coach))
        rates = {"rate_before": rate(pairing) if pairing else None, "rate_after": offer_rate(offer)}
        if pairing is None:
            pairing = Pairing(self.person(client), self.person(coach), offer.currency, offer)
            self.pairings[client, coach] = pairing
        at = self.after(pairing.latest, offer.made_at)
        pairing.packages.append(offer)
        pairing.booked_at.append(at)
        pairing.last, pairing.warned = offer, False
        pairing.put_on_deck(offer.sessions)
        names = [f"{self.step}.{n}" for n in range(1, offer.sessions + 1)]
        pairing.sessions |= {name: Session(name, "package", offer.rate, at) for name in names}
        both = {"client": "package_booked", "coach": "package_booked"}
        self.tell(client, coach, Event("package_booked", notices=both, names=pairing.named_rate), at)
        return Answer(201, rates | {"sessions": names, "pairing": self.view("client").pairing(pairing)})
