"""What decides about a hold: the sweep, a tap, the coach, support, an operator."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

from functions.sweep import app as sweeper
from ops import support
from plus_one.domain.ids import UserId
from plus_one.domain.refusals import NotFound
from plus_one.store import bookings, due, keys, pairings
from plus_one.store.items import text
from plus_one.store.table import Contended, Table, connect
from tests.conftest import TABLE
from tests.model.law_terms import OLDER_TERMS
from tests.model.seen import Body, Got
from tests.model.store_market import Market

MUCH_LATER = timedelta(days=36_500)


class Holds(Market):
    def sweep(self, completion: int) -> Got:
        """It looks at what the index says is due; what is pending is so at once here."""
        if completion in self.renewals:
            item, key = self.item(self.renewals[completion]), self._key(completion)
            if item["state"] == "pending" or self._is_due(item):
                sweeper._act(key)
        return Got(200)

    def renew_copies(self) -> None:
        """Turn by turn, until no profile is due."""
        while found := [*due.due_profiles(self._table, self.now + MUCH_LATER)]:
            for key in found:
                sweeper._act(key)

    def _key(self, completion: int) -> keys.Key:
        of: Any = self.renewals[completion]["dynamodb"]["Keys"]
        return keys.Key(of["PK"]["S"], of["SK"]["S"])

    def _is_due(self, item: Body) -> bool:
        """One that has waited for somebody who was suspended is looked at when that is lifted, by another clock."""
        return "due_shard" in item and ("held_until" in item or item["due_at"] <= text(self.now))

    def tap(self, client: str, coach: str, session: str, completion: int, rate: Body) -> Got:
        body = {"completed_session_id": self.names.real(session), "completion": completion, "rate": rate}
        reply = self.ask(client, "POST", f"/v1/coaches/{self.id(coach)}/plus-one", body)
        self.read_stream()
        return self.got(reply)

    def stop(self) -> Got:
        with suppress(Contended):
            self._table.write(bookings.put_stopped("any", self.now))
        return Got(200)

    def start(self) -> Got:
        with suppress(Contended):
            self._table.write(bookings.put_started(self.now))
        return Got(200)

    def support_ends(self, client: str, coach: str) -> Got:
        with suppress(NotFound):
            pair = UserId(self.id(client)), UserId(self.id(coach))
            support.end_enrollment(self._table, *pair, support.Help("any", self.now))
        return Got(200)

    def older_terms(self, client: str, coach: str) -> Got:
        [item] = self._table.get(keys.pairing(UserId(self.id(client)), UserId(self.id(coach))))
        known = pairings.from_item(item) if item else None
        if known and known.enrollment.is_on:
            older = replace(known.enrollment, terms_version=OLDER_TERMS)
            self._table.write(pairings.put_next(replace(known, enrollment=older)))
        return Got(200)

    def end(self, client: str, coach: str) -> Got:
        return self.got(self.ask(coach, "PUT", f"/v1/clients/{self.id(client)}/end"))

    def take_end_back(self, client: str, coach: str) -> Got:
        return self.got(self.ask(coach, "DELETE", f"/v1/clients/{self.id(client)}/end"))

    @property
    def _table(self) -> Table:
        return connect(TABLE)
