"""Offers and packages, by the domain's functions."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from plus_one.domain.booking import with_offer
from plus_one.domain.contacts import check_offerable
from plus_one.domain.events import EventKind, Side
from plus_one.domain.ids import OfferId, PackageId, UserId, ulid
from plus_one.domain.money import Money
from plus_one.domain.packages import MOST_STANDARD_OFFERS, Offer, OfferState, check_bookable, check_end
from plus_one.domain.refusals import CoachEnded, NotFound, OfferClosed, SamePerson, TooManyStandardOffers
from plus_one.domain.sessions import sessions_of
from plus_one.domain.strangers import Strangers
from tests.model import memory_views as views
from tests.model.memory_world import World
from tests.model.seen import Got


class Offers(World):
    def offer(self, coach: str, **terms: Any) -> Got:
        if terms.get("client") == coach:
            raise SamePerson
        expiry, client = terms.get("expires_at"), terms.get("client")
        writer, end = self.writes(coach), datetime.fromisoformat(expiry) if expiry else None
        check_end(end, self.now)
        if not client:
            self._check_room(coach)
        made = Offer(
            offer_id=OfferId(str(self.step)),
            coach_id=UserId(coach),
            coach_name=writer.name,
            title="Any",
            sessions=terms["sessions"],
            price=Money(terms["price"], terms["currency"]),
            auto_renewal=terms.get("auto_renewal", True),
            client_id=client,
            written_state=OfferState.OPEN,
            created_at=self.after(self.pairings.get((client, coach))) if client else self.now,
            expires_at=end,
        )
        made = self.offers[self.step] = self._to_client(made, UserId(client)) if client else made
        shown = {"rate": views.money(made.rate), "state": made.state(self.now), "auto_renewal": made.auto_renewal}
        return Got(201, shown | {"mailed": made.mailed})

    def _to_client(self, made: Offer, client: UserId) -> Offer:
        pair, at, person = (client, made.coach_id), made.created_at, self.people.get(client)
        if pair in self.pairings and self.pairings[pair].coach_has_ended:
            raise CoachEnded
        contact, strangers = self.contact_of(pair), None if pair in self.pairings else Strangers(coach_id=made.coach_id)
        check_offerable(contact, strangers, at, is_client=person is not None and person.is_client)
        made = replace(made, mailed=contact.may_mail(at))
        self.contacts[pair] = contact.with_offer(made.offer_id, made.expires_at, at)
        self.tell(pair, EventKind.OFFER_MADE, at, *([Side.CLIENT] if made.mailed else []))
        return made

    def _close(self, offer: Offer, at: datetime) -> None:
        if offer.client_id:
            pair = offer.client_id, offer.coach_id
            self.contacts[pair] = self.contact_of(pair).without_offer(offer.offer_id, at)

    def fill(self, coach: str, number: int) -> Got:
        self.writes(coach)
        for _ in range(number):
            self._check_room(coach)
            self.fillers[coach] += 1
        return Got(201)

    def _check_room(self, coach: str) -> None:
        mine = {n: offer for n, offer in self.offers.items() if offer.coach_id == coach and not offer.is_custom}
        counted = {n for n, offer in mine.items() if offer.written_state is OfferState.OPEN} - self.made_room
        if self.fillers[coach] + len(counted) < MOST_STANDARD_OFFERS:
            return
        over = {n for n in counted if mine[n].state(self.now) is OfferState.EXPIRED}
        if not over:
            raise TooManyStandardOffers
        self.made_room |= over

    def withdraw(self, coach: str, offer: int) -> Got:
        self.writes(coach)
        found = self.offers.get(offer)
        if found is None or found.coach_id != coach:
            raise NotFound
        if found.written_state is OfferState.BOOKED:
            raise OfferClosed
        if found.written_state is OfferState.OPEN:
            self._close(found, self.now)
        self.offers[offer] = replace(found, written_state=OfferState.WITHDRAWN)
        return Got(204)

    def contact(self, client: str, coach: str, *, offers_by_mail: bool = True, offers: bool = True) -> Got:
        self.writes(client)
        pair = client, coach
        offered = any((each.client_id, each.coach_id) == pair for each in self.offers.values())
        if not (pair in self.pairings or pair in self.contacts or offered):
            raise NotFound
        self.contacts[pair] = replace(self.contact_of(pair), by_mail=offers_by_mail, wanted=offers)
        return Got(200, {"offers_by_mail": offers_by_mail, "offers": offers})

    def offers_link(self, client: str, coach: str) -> Got:
        self.no_offer_mails((client, coach))
        return Got(200)

    def bookable(self, client: str, coach: str, offer: int) -> Offer:
        mine = self.offers.get(offer)
        return check_bookable(mine if mine and mine.coach_id == coach else None, UserId(client), self.now)

    def book(self, client: str, coach: str, offer: int) -> Got:
        person, found = self.writes(client), self.bookable(client, coach, offer)
        before = self.pairings.get((client, coach))
        at = self.after(before, found.created_at)
        after = with_offer(before, person, None, found, PackageId(ulid(at, self.step << 20)), at)
        package = after.last_package
        self._close(found, at)
        if found.is_custom:
            self.offers[offer] = replace(found, written_state=OfferState.BOOKED)
        self.put((client, coach), after)
        for n, session in enumerate(sessions_of(package), 1):
            self.add(f"{self.step}.{n}", (client, coach), session)
        self.tell((client, coach), EventKind.PACKAGE_BOOKED, at)
        rates = {"rate_before": package.rate_before and views.money(package.rate_before)}
        rates["rate_after"] = views.money(package.rate)
        names = [f"{self.step}.{n}" for n in range(1, package.sessions + 1)]
        return Got(201, rates | {"sessions": names, "pairing": self.pairing((client, coach), "client")})
