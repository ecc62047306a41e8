"""The whole system under test: HTTP requests and stream records to the real handlers, DynamoDB in moto, SES beside."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from ops import support
from plus_one.domain.events import NOTICE_KINDS, EventKind
from plus_one.domain.ids import UserId
from plus_one.domain.tokens import Purpose
from plus_one.store.items import unmarshal
from plus_one.store.table import Table, connect
from tests.announced import announced
from tests.conftest import TABLE
from tests.model.law_details import OF_NO_TURN
from tests.model.seen import Announced, Body, Got
from tests.model.steps import Step
from tests.model.store_holds import Holds
from tests.model.store_market import Pair


class Store(Holds):
    def do(self, step: Step) -> Got:
        self.step = step.n
        got: Got = getattr(self, step.verb)(**step.args)
        self.read_stream()
        self.renew_copies()
        return got

    def notices(self, step: int) -> dict[str, str]:
        if step not in self.events:
            return {}
        event = unmarshal(self.events[step]["dynamodb"]["NewImage"])
        kind = str(NOTICE_KINDS.get(EventKind(event["kind"]), event["kind"]))
        return dict.fromkeys(event.get("notices", {}), kind)

    def pairing(self, pair: Pair, side: str) -> Body:
        shown: Body = self._get(pair, side, "")
        return shown | {"preview": self._get(pair, side, "/preview")}

    def details(self, pair: Pair, side: str) -> Body:
        ids = ("coach_id", self.id(pair[1])) if side == "client" else ("client_id", self.id(pair[0]))
        listed = {"client": "/v1/coaches", "coach": "/v1/clients"}[side]
        timeline = self._list(pair, side, "/timeline")
        both = {
            "listed": next(one for one in self._items(pair, side, listed) if one[ids[0]] == ids[1]),
            "sessions": {one["session_id"]: one["status"] for one in self._list(pair, side, "/sessions")},
            "packages": sorted(map(_package, self._list(pair, side, "/packages"))),
            "timeline": sorted(map(_line, timeline), reverse=True),
            "order": [one["kind"] for one in timeline if one["kind"] not in OF_NO_TURN],
        }
        return both | self._own(pair) if side == "client" else both

    def _own(self, pair: Pair) -> Body:
        inbox = [one for one in self._items(pair, "client", "/v1/inbox") if one["state"] == "open"]
        offers = [one for one in self._list(pair, "client", "/offers") if one["offer_id"] not in self.fillers]
        return {
            "contact": self._get(pair, "client", "/contact"),
            "enrollment": self._get(pair, "client", "/enrollment"),
            "offers": sorted(self.offers[one["offer_id"]] for one in offers),
            "inbox": sorted(self.offers[one["offer_id"]] for one in inbox),
        }

    def _get(self, pair: Pair, side: str, what: str) -> Any:
        me, path = self._mine(pair, side)
        return self.got(self.ask(me, "GET", path + what)).body

    def _list(self, pair: Pair, side: str, what: str) -> Any:
        return self._items(pair, side, self._mine(pair, side)[1] + what)

    def _items(self, pair: Pair, side: str, path: str) -> Any:
        items, more = list[Any](), "?limit=100"
        while more:
            page = self.got(self.ask(self._mine(pair, side)[0], "GET", path + more)).body
            items += page["items"]
            more = page["next"] and f"?limit=100&cursor={page['next']}"
        return items

    def _mine(self, pair: Pair, side: str) -> tuple[str, str]:
        client, coach = pair
        if side == "client":
            return client, f"/v1/coaches/{self.id(coach)}"
        return coach, f"/v1/clients/{self.id(client)}"

    # the steps

    def clock(self, at: str) -> Got:
        self.now = datetime.fromisoformat(at)
        return Got(200)

    def profile(self, person: str, zone: str) -> Got:
        return self.got(self.ask(person, "PUT", "/v1/profile", {"name": person, "time_zone": zone}))

    def sign_in(self, person: str) -> Got:
        return self.got(self.ask(person, "GET", "/v1/profile"))

    def new_token(self, person: str) -> Got:
        self.people[person] = replace(self.people[person], email=f"{person}.{self.step}@example.com")
        return Got(200)

    def suspend(self, person: str) -> Got:
        return self._by_support(support.suspend, person)

    def resume(self, person: str) -> Got:
        return self._by_support(support.resume, person)

    def _by_support(self, act: Callable[[Table, UserId, support.Help], object], person: str) -> Got:
        with suppress(support.CannotHelp):
            act(connect(TABLE), UserId(self.id(person)), support.Help("any", self.now))
        return Got(200)

    def post(self, event: int) -> Got:
        if event not in self.events:
            return Got(200)
        before, heard, record = len(self.marketplace.mails()), len(announced()), self.events[event]
        self.marketplace.deliver([record])
        sent = {mail.tags["side"]: mail for mail in self.marketplace.mails()[before:]}
        self.mails |= {(event, side): mail for side, mail in sent.items()}
        states = {side: notice["state"] for side, notice in self.item(record).get("notices", {}).items()}
        mailed = {side: mail.tags["kind"] for side, mail in sent.items()}
        texts = {side: f"{mail.subject}\n{mail.text}" for side, mail in sent.items()}
        return Got(200, {"notices": states, "mailed": mailed}, texts=texts, announced=self._heard(heard))

    def _heard(self, after: int) -> list[Announced]:
        new = [(each["detail-type"], each["detail"]) for each in announced()[after:]]
        due = [(kind, said["session_id"], said.get("due") or said["no_longer_due"]) for kind, said in new]
        return [(kind, self.names.names[real], money["amount"], money["currency"]) for kind, real, money in due]

    def feedback(self, event: int, to: str, verdict: str) -> Got:
        if (event, to) in self.mails:
            self.feed_back(self.mails[event, to], verdict)
        return Got(200)

    def offer(self, coach: str, price: int, currency: str, key: str | None = None, **terms: Any) -> Got:
        body = {"title": "Any", "price": {"amount": price, "currency": currency}, **terms}
        if client := body.pop("client", None):
            body["client_id"] = self.id(client)
        got = self.got(self.ask(coach, "POST", "/v1/offers", body, idempotency_key=key))
        if got.status == 201:
            self.offers.setdefault(got.body["offer_id"], self.step)
        return got

    def fill(self, coach: str, number: int) -> Got:
        body = {"title": "Any", "sessions": 1, "price": {"amount": 1, "currency": "USD"}}
        for _ in range(number):
            got = self.got(self.ask(coach, "POST", "/v1/offers", body))
            if got.status != 201:
                return got
            self.fillers.add(got.body["offer_id"])
        return Got(201)

    def withdraw(self, coach: str, offer: int) -> Got:
        return self.got(self.ask(coach, "DELETE", f"/v1/offers/{self._offer(offer)}"))

    def book(self, client: str, coach: str, offer: int, key: str | None = None) -> Got:
        path, body = f"/v1/coaches/{self.id(coach)}/packages", {"offer_id": self._offer(offer)}
        reply = self.ask(client, "POST", path, body, idempotency_key=key)
        sessions = reply.body.get("sessions", [])
        for n, session in enumerate(sessions, 1):
            if session["session_id"] not in self.names.names:
                self.names.add(f"{self.step}.{n}", session["session_id"])
        got = self.got(reply)
        return replace(got, body=got.body | {"sessions": [one["session_id"] for one in got.body.get("sessions", [])]})

    def _offer(self, made: int) -> str:
        return next((real for real, step in self.offers.items() if step == made), self.names.real(""))

    def look(self, client: str, coach: str) -> Got:
        reply = self.ask(client, "GET", f"/v1/coaches/{self.id(coach)}/enrollment")
        if reply.status == 200:
            self.tags[self.step] = reply.headers["etag"]
        return self.got(reply)

    def preview(self, client: str, coach: str, offer: int | None = None, settings: Body | None = None) -> Got:
        asked = {"offer_id": None if offer is None else self._offer(offer), "settings": settings}
        body = {name: value for name, value in asked.items() if value is not None}
        return self.got(self.ask(client, "POST", f"/v1/coaches/{self.id(coach)}/preview", body))

    def enroll(
        self, client: str, coach: str, settings: Body, if_match: int | None = None, terms: str | None = None
    ) -> Got:
        tag, read = None if if_match is None else self.tags.get(if_match, '"none"'), {"terms_version": terms}
        body = settings | (read if terms else {})
        reply = self.ask(client, "PUT", f"/v1/coaches/{self.id(coach)}/enrollment", body, if_match=tag)
        self.read_stream()
        return self.got(reply)

    def unenroll(self, client: str, coach: str) -> Got:
        got = self.got(self.ask(client, "DELETE", f"/v1/coaches/{self.id(coach)}/enrollment"))
        last = got.body.get("last_plus_one")
        return replace(got, body=got.body | {"last_plus_one": last["session_id"]}) if last else got

    def link(self, client: str, coach: str) -> Got:
        return self.follow(client, coach, Purpose.PLUS_ONE)

    def offers_link(self, client: str, coach: str) -> Got:
        return self.follow(client, coach, Purpose.OFFER_MAILS)

    def contact(self, client: str, coach: str, **switches: bool) -> Got:
        return self.got(self.ask(client, "PUT", f"/v1/coaches/{self.id(coach)}/contact", switches))

    def settle(self, completion: int) -> Got:
        if completion in self.renewals:
            self.marketplace.deliver([self.renewals[completion]])
        return Got(200)

    def complete(
        self, coach: str, client: str, session: str, outcome: str | None = None, key: str | None = None
    ) -> Got:
        body = {"outcome": outcome} if outcome else {}
        return self._on_session("coach", client, coach, session, "complete", key, body)

    def reopen(self, coach: str, client: str, session: str, key: str | None = None) -> Got:
        return self._on_session("coach", client, coach, session, "reopen", key)

    def cancel(self, side: str, client: str, coach: str, session: str, key: str | None = None) -> Got:
        return self._on_session(side, client, coach, session, "cancel", key)

    def _on_session(
        self, side: str, client: str, coach: str, session: str, verb: str, key: str | None, body: Any = None
    ) -> Got:
        me, path = self._mine((client, coach), side)
        path += f"/sessions/{self.names.real(session)}/{verb}"
        return self.got(self.ask(me, "POST", path, body, idempotency_key=key))


def _package(shown: Body) -> tuple[int, int, bool]:
    return shown["price"]["amount"], shown["rate"]["amount"], shown["auto_renewal"]


def _line(shown: Body) -> tuple[datetime, str, str]:
    return shown["at"], shown["kind"], shown["reason"] or ""
