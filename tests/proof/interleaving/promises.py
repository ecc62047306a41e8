"""What must be true after each write that took effect, and when all is done."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ops.audit.audit import violations
from plus_one.domain.pairings import Pairing
from plus_one.store import pairings
from plus_one.store.items import Item
from tests.integration.acting import renew_copies, renewal_records
from tests.integration.samples import AT
from tests.kept import unfinished
from tests.proof.interleaving.answers import Moments, wrong_answer
from tests.proof.interleaving.copies import Items, but_copies, the_pairing, wrong_copies
from tests.proof.interleaving.roles import delivering
from tests.proof.interleaving.search import Search
from tests.proof.interleaving.states import Actor, Log, State, Write
from tests.proof.interleaving.told import SETTING, History, Told, live, stop_after, wrong_with
from tests.proof.interleaving.turns import NAME, Call, Done, next_turn

type Wrong = Iterator[str]


@dataclass
class Promises:
    """Of one search. What is told by a log of writes is worked out once."""

    search: Search
    _found: dict[tuple[Log, int], list[str]] = field(default_factory=dict)
    _history: dict[Log, History] = field(default_factory=dict)
    _spare: dict[int, list[str]] = field(default_factory=dict)
    _wrong_copies: dict[int, list[str]] = field(default_factory=dict)

    def broken(self, state: State) -> list[str]:
        """By the write that led here, or, at an end, by all that was answered and left undone."""
        wrong = self._after_write(state.log)
        if self.search.is_end(state) and not self.search.plan.delivers:
            wrong = [*wrong, *self._answers(state)]
        elif self.search.is_end(state):
            wrong = [*wrong, *self._unfinished(state), *self._answers(state), *self._spare_deliveries(state.table)]
        return wrong

    def _after_write(self, log: Log) -> list[str]:
        known = log, log[-1].told if log else 0
        if known not in self._found:
            self._found[known] = list(self._wrong_write(log))
        return self._found[known]

    def _wrong_write(self, log: Log) -> Wrong:
        items = self._items(log[-1].after if log else self.search.start)
        yield from violations(_without_followings(items, sum(self._is_following(write) for write in log)).values())
        if not log:
            return
        earlier, happened = self.history(log[:-1]), self._told_by(log[-1])
        for told in happened:
            yield from wrong_with(told, earlier)
            yield from self._acts_once(log, told)
            earlier = [*earlier, told]
        if (
            not happened
            and not self._is_following(log[-1])
            and the_pairing(items) != the_pairing(self._items(log[-1].before))
        ):
            yield "the pairing was changed without an event"
        yield from _counters(the_pairing(items), self.history(log))

    def _acts_once(self, log: Log, told: Told) -> Wrong:
        """One request acts once, on what it saw first."""
        write, role = log[-1], self.search.told.roles[log[-1].role]
        same = [each for each in log[:-1] if self._is_same_request(each, write) and self._has_told(each, told.kind)]
        if same:
            yield f"{role.name} has acted before"
        first = self._first_read(write)
        session = first.get(str(told.facts.get("completed_session_id") or told.facts.get("session_id")))
        if told.kind == "session_completed" and session and session["completions"] + 1 != told.facts["completion"]:
            yield f"{role.name} completes what it did not see first"
        if told.kind == "session_reopened" and session and session["completions"] != told.facts["completion"]:
            yield f"{role.name} undoes another completion than it saw first"
        if told.facts.get("how") == "tapped" and _epoch(first["pairing"]) != _epoch(_pairing_item(told.before)):
            yield f"{role.name} saw another enrollment first"
        if told.kind == "enrolled" and pairings.from_item(first["pairing"]).enrollment.is_on:
            yield f"{role.name} began as an adjustment and enrolled"

    def _has_told(self, write: Write, kind: str) -> bool:
        return any(told.kind == kind or {told.kind, kind} == set(SETTING) for told in self._told_by(write))

    def _is_same_request(self, one: Write, other: Write) -> bool:
        key = self.search.told.roles[other.role].key
        same_key = key is not None and self.search.told.roles[one.role].key == key
        return same_key or (one.role, one.asked) == (other.role, other.asked)

    def _first_read(self, write: Write) -> dict[str, Item]:
        """By session, and the pairing. Who asks for one thing after another begins anew after each write."""
        answers = self.search.told.answers[write.told]
        written = [at for at, each in enumerate(answers) if not isinstance(each, Exception) and "Responses" not in each]
        first = next(each for each in answers[max(written, default=-1) + 1 :] if not isinstance(each, Exception))
        items = [self.search.tables.item_of(each) for each in first["Responses"][NAME]]
        return {
            str(item.get("session_id", item["type"])): item for item in items if item["type"] in ("session", "pairing")
        }

    def _unfinished(self, state: State) -> Wrong:
        items = self._items(state.table)
        yield from unfinished(item for item in items.values() if item["type"] == "renewal")
        yield from self._copies(state.table)

    def _copies(self, table: int) -> list[str]:
        """The sweep renews them, to its end."""
        if table not in self._wrong_copies:
            swept = self._items(self._run(lambda ours: renew_copies(ours, AT), table))
            self._wrong_copies[table] = list(wrong_copies(swept))
        return self._wrong_copies[table]

    def _answers(self, state: State) -> Wrong:
        for actor in state.actors:
            if actor.gone or actor.last is None:
                continue
            done = self.search.told.next(actor)
            assert isinstance(done, Done)
            yield from (f"{actor.role}: {said}" for said in wrong_answer(done.answer, self._moments(state, actor)))

    def _moments(self, state: State, actor: Actor) -> Moments:
        log, first, last = state.log, actor.first or 0, actor.last or 0
        numbers = [self.search.start, *(write.after for write in log)]
        mine = [write for write in log if (write.role, write.asked) == (actor.role, actor.asked)]
        own = [each for write in mine for each in self._told_by(write)]
        later = [each for write in log[last:] for each in self._told_by(write)]
        return Moments([self._items(number) for number in numbers[first : last + 1]], own, later)

    def _spare_deliveries(self, table: int) -> list[str]:
        """Twice more, and nothing changes."""
        if table not in self._spare:
            dues = renewal_records(self._items(table).values())
            roles = [role for due in dues for role in delivering(2)(due)]
            after = table
            for role in roles:
                after = self._run(role.asked(2), after)
            self._spare[table] = ["spare deliveries change something"] if after != table else []
        return self._spare[table]

    def _run(self, act: Any, table: int) -> int:
        answers: tuple[Any, ...] = ()
        while isinstance(call := next_turn(act, answers), Call):
            table, answer = self.search.tables.carry(table, call)
            answers = (*answers, answer)
        return table

    def history(self, log: Log) -> History:
        if log not in self._history:
            if not log:
                self._history[log] = self._from_the_start()
            else:
                self._history[log] = self.history(log[:-1]) + self._told_by(log[-1])
        return self._history[log]

    def _from_the_start(self) -> History:
        items = self._items(self.search.start)
        return [_told(item, {}, {}) for key, item in sorted(items.items()) if item["type"] == "event"]

    def _told_by(self, write: Write) -> list[Told]:
        """In their order: a save that books has two."""
        before, after = self._items(write.before), self._items(write.after)
        new = [key for key, item in after.items() if key not in before and item["type"] == "event"]
        return [_told(after[key], before, after) for key in sorted(new)]

    def _is_following(self, write: Write) -> bool:
        """A write of what the profile says, which is no event of the pairing."""
        before, after = the_pairing(self._items(write.before)), the_pairing(self._items(write.after))
        if before is None or after is None or before == after or self._told_by(write):
            return False
        return but_copies(before) == but_copies(after)

    def _items(self, number: int) -> Items:
        return self.search.tables.items(number)


def _pairing_item(items: Items) -> Item:
    return next(item for item in items.values() if item["type"] == "pairing")


def _epoch(item: Item) -> int:
    return pairings.from_item(item).enrollment.epoch


def _told(event: Item, before: Items, after: Items) -> Told:
    return Told(event["kind"], event.get("reason"), event["facts"], before, after, event["event_id"], event["at"])


def _without_followings(items: Items, followings: int) -> Items:
    """For the audit, which counts an event for each version."""
    return {
        key: item | {"version": item["version"] - followings} if item["type"] == "pairing" else item
        for key, item in items.items()
    }


def _counters(pairing: Pairing | None, history: History) -> Wrong:
    if pairing is None:
        return
    spent, expected = sum(pairing.spent.values()), sum(each.facts["rate"] for each in live(history))
    if spent != expected:
        yield f"spent {spent}, but the +1s cost {expected}"
    left = pairing.enrollment.settings.stop_after
    if left != stop_after(history):
        yield f"stop_after is {left}, should be {stop_after(history)}"
