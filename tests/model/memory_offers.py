"""Offers and packages, by the domain's functions."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from plus_one.domain.events import EventKind
from plus_one.domain.ids import OfferId, PackageId, UserId, ulid
from plus_one.domain.money import Money
from plus_one.domain.packages import Offer, OfferState, check_bookable, package_from
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import NotFound, OfferClosed, SamePerson
from plus_one.domain.sessions import sessions_of
from tests.model import memory_views as views
from tests.model.memory_world import World
from tests.model.seen import Got


class Offers(World):
    def offer(self, coach: str, **terms: Any) -> Got:
        if terms.get("client") == coach:
            raise SamePerson
        expiry, client = terms.get("expires_at"), terms.get("client")
        made = self.offers[self.step] = Offer(
            offer_id=OfferId(str(self.step)),
            coach_id=UserId(coach),
            coach_name=self.writes(coach).name,
            title="Any",
            sessions=terms["sessions"],
            price=Money(terms["price"], terms["currency"]),
            auto_renewal=terms.get("auto_renewal", True),
            client_id=client,
            written_state=OfferState.OPEN,
            created_at=self.after(self.pairings.get((client, coach))) if client else self.now,
            expires_at=datetime.fromisoformat(expiry) if expiry else None,
        )
        if client:
            self.tell((client, coach), EventKind.OFFER_MADE, made.created_at)
        shown = {"rate": views.money(made.rate), "state": made.state(self.now), "auto_renewal": made.auto_renewal}
        return Got(201, shown)

    def withdraw(self, coach: str, offer: int) -> Got:
        self.writes(coach)
        found = self.offers.get(offer)
        if found is None or found.coach_id != coach:
            raise NotFound
        if found.written_state is OfferState.BOOKED:
            raise OfferClosed
        self.offers[offer] = replace(found, written_state=OfferState.WITHDRAWN)
        return Got(204)

    def book(self, client: str, coach: str, offer: int) -> Got:
        person, mine = self.writes(client), self.offers.get(offer)
        found = check_bookable(mine if mine and mine.coach_id == coach else None, UserId(client), self.now)
        before = self.pairings.get((client, coach))
        at = self.after(before, found.created_at)
        package_id = PackageId(ulid(at, self.step << 20))
        package = package_from(found, package_id, before.rate if before else None, at)
        if found.is_custom:
            self.offers[offer] = replace(found, written_state=OfferState.BOOKED)
        pairing = before or Pairing(
            client_id=UserId(client),
            coach_id=UserId(coach),
            client_name=client,
            coach_name=coach,
            last_package=package,
        )
        self.pairings[client, coach] = pairing.as_client_is(person).with_package(package)
        for n, session in enumerate(sessions_of(package), 1):
            self.add(f"{self.step}.{n}", (client, coach), session)
        self.tell((client, coach), EventKind.PACKAGE_BOOKED, at)
        rates = {"rate_before": package.rate_before and views.money(package.rate_before)}
        rates["rate_after"] = views.money(package.rate)
        names = [f"{self.step}.{n}" for n in range(1, package.sessions + 1)]
        return Got(201, rates | {"sessions": names, "pairing": self.pairing((client, coach), "client")})
