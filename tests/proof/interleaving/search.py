"""Every interleaving of a few participants, call by call, each with what may go wrong once.

A state is: what the table has, which writes took effect in which order, what every participant was told, and
whether the one fault is still to come. Two schedules that lead to the same state go on alike, so each state is visited
once, the ones that are reached soonest first: the schedule that is named is a shortest one.

A read is settled only when it matters. Until somebody writes one of its keys, it is all the same when that key is
read; at that write, those whose read is under way have read any selection of these keys before it.
"""

from collections import deque
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from itertools import chain, combinations, product
from typing import Any

from plus_one.store.keys import Key
from tests.integration.acting import renewal_records
from tests.proof.interleaving.states import CONFLICT, Actor, Fault, Memory, Plan, State, Write
from tests.proof.interleaving.tables import Tables
from tests.proof.interleaving.turns import Call, Done

type Turn = tuple[str, State]


@dataclass
class Search:
    tables: Tables
    plan: Plan
    start: int
    seen: dict[State, tuple[State | None, str]] = field(default_factory=dict)
    edges: dict[State, list[State]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.told = Memory({role.name: role for role in self.plan.roles})

    def states(self) -> Iterator[State]:
        """Every state, the soonest first."""
        actors = tuple(Actor(role.name) for role in self.plan.roles)
        first = self._with_deliveries(
            State(self.start, (), actors, self.plan.faults), set(self.tables.kept[self.start])
        )
        self.seen[first] = None, ""
        waiting = deque([first])
        while waiting:
            state = waiting.popleft()
            yield state
            self.edges[state] = []
            for said, after in self._turns(state):
                self.edges[state].append(after)
                if after not in self.seen:
                    self.seen[after] = state, said
                    waiting.append(after)

    def schedule(self, state: State) -> str:
        said: list[str] = []
        step: State | None = state
        while step is not None:
            step, how = self.seen[step]
            said.append(how)
        return " | ".join(reversed(said[:-1]))

    def schedules(self) -> int:
        """How many ways lead to an end; the order of reads without a write between makes no difference."""
        ways: dict[State, int] = {}
        for state in _last_first(self.edges):
            ways[state] = sum(ways[after] for after in self.edges[state]) or 1
        return ways[next(iter(self.edges))]

    def is_end(self, state: State) -> bool:
        return all(actor.last is not None for actor in state.actors)

    def _turns(self, state: State) -> Iterator[Turn]:
        going = [(at, actor, self._call(actor)) for at, actor in enumerate(state.actors) if actor.last is None]
        for number, actor, call in [each for each in going if self._is_in_vain(state, each[2])][:1] or going:
            yield from self._turns_of(state, number, actor, call)

    def _call(self, actor: Actor) -> Call:
        call = self.told.next(actor)
        assert isinstance(call, Call)
        return call

    def _is_in_vain(self, state: State, call: Call) -> bool:
        """What fails now fails later, too, for versions only rise: it is sent at once, to spare the states between."""
        return not call.wanted and isinstance(self.tables.carry(state.table, call)[1], Exception)

    def _turns_of(self, state: State, number: int, actor: Actor, call: Call) -> Iterator[Turn]:
        begun = actor._replace(first=len(state.log) if actor.first is None else actor.first)
        if call.wanted:
            yield f"{actor.role} reads", self._read(state, number, begun, call)
        else:
            yield from self._carry(state, number, begun, call)
        if Fault.DEATH in state.faults and (actor.told or actor.fixed):
            yield from self._die(f"{actor.role} dies", state._replace(faults=()), number)

    def _read(self, state: State, number: int, actor: Actor, call: Call) -> State:
        fixed = dict(actor.fixed)
        found = {key: fixed[key] if key in fixed else self.tables.kept[state.table].get(key) for key in call.wanted}
        return self._answered(state, number, actor, self.tables.answer(found.values()), tuple(found.items()))

    def _carry(self, state: State, number: int, actor: Actor, call: Call) -> Iterator[Turn]:
        after, answer = self.tables.carry(state.table, call)
        text = f"{answer!r}{getattr(answer, 'response', '')}" if call.verb == "query" else type(answer).__name__
        verb = "lists" if call.verb == "query" else "writes"
        said = f"{actor.role} {verb}{' in vain' if isinstance(answer, Exception) else ''}"
        for reads, then in self._written(state, number, actor, after):
            yield said + reads, self._answered(then, number, actor, answer, text)
            if after != state.table:
                yield from self._hit(f"{said}{reads}", state.faults, then._replace(faults=()), number, actor)
        if Fault.CONFLICT in state.faults and call.verb == "transact_write_items":
            hit = state._replace(faults=())
            yield f"{said}: conflict", self._answered(hit, number, actor, CONFLICT, "conflict")

    def _hit(self, said: str, faults: tuple[Fault, ...], hit: State, number: int, actor: Actor) -> Iterator[Turn]:
        """After what has just been written."""
        if Fault.LOSS in faults:
            yield f"{said}, the answer is lost", _with(hit, number, actor)
        if Fault.DEATH in faults:
            yield from self._die(f"{said} and dies", hit, number)

    def _written(self, state: State, number: int, actor: Actor, after: int) -> Iterator[tuple[str, State]]:
        """The table is written; of its keys, those who are reading have read some before."""
        if after == state.table:
            yield "", state
            return
        changed = self.tables.changed(state.table, after)
        log = (*state.log, Write(actor.role, actor.asked, state.table, after, actor.told))
        choices = [
            [each] if at == number else self._halfway(state, each, changed) for at, each in enumerate(state.actors)
        ]
        for actors in product(*choices):
            reads = [each.role for each, was in zip(actors, state.actors, strict=True) if each.fixed != was.fixed]
            then = state._replace(table=after, log=log, actors=actors)
            yield f" while {reads} half read" if reads else "", self._with_deliveries(then, changed)

    def _halfway(self, state: State, actor: Actor, changed: set[Key]) -> list[Actor]:
        call = self.told.next(actor) if actor.last is None else None
        if not self.plan.torn or not isinstance(call, Call):
            return [actor]
        fixed, contents = dict(actor.fixed), self.tables.kept[state.table]
        open_ = [key for key in call.wanted if key in changed and key not in fixed]
        first = len(state.log) if actor.first is None else actor.first
        return [actor] + [
            actor._replace(fixed=tuple(sorted((fixed | {key: contents.get(key) for key in keys}).items())), first=first)
            for keys in chain.from_iterable(combinations(open_, count) for count in range(1, len(open_) + 1))
        ]

    def _answered(self, state: State, number: int, actor: Actor, answer: Any, text: Hashable) -> State:
        after = actor._replace(told=self.told.more(actor.told, answer, text), fixed=())
        is_done = isinstance(self.told.next(after), Done)
        return _with(state, number, self.told.ended(after)._replace(last=len(state.log)) if is_done else after)

    def _die(self, said: str, state: State, number: int) -> Iterator[Turn]:
        role = self.told.roles[state.actors[number].role]
        yield said, _with(state, number, Actor(role.name, asked=state.actors[number].asked + 1))
        if not role.is_sure:
            yield f"{said} for good", _with(state, number, Actor(role.name, last=len(state.log), gone=True))

    def _with_deliveries(self, state: State, changed: set[Key]) -> State:
        """Who settles the renewals that are new."""
        contents = self.tables.kept[state.table]
        new = [self.tables.item(contents[key]) for key in sorted(changed) if "#RENEWAL#" in key.sk]
        new = [item for item in new if item["state"] == "pending"]
        roles = [role for due in renewal_records(new) for role in self.plan.deliver(due)]
        added = [role for role in roles if all(actor.role != role.name for actor in state.actors)]
        self.told.roles.update({role.name: role for role in added})
        return state._replace(actors=state.actors + tuple(Actor(role.name) for role in added))


def _with(state: State, number: int, actor: Actor) -> State:
    return state._replace(actors=(*state.actors[:number], actor, *state.actors[number + 1 :]))


def _last_first(edges: dict[State, list[State]]) -> Iterator[State]:
    """Each state after all that follow it; nothing ever comes back to a state."""
    known: set[State] = set()
    waiting = [(next(iter(edges)), False)]
    while waiting:
        state, is_ready = waiting.pop()
        if is_ready:
            yield state
        elif state not in known:
            known.add(state)
            waiting.append((state, True))
            waiting.extend((after, False) for after in edges[state])
