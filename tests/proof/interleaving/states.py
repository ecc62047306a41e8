"""Where the participants of a schedule are: what the table has, what each was told, what may still go wrong."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from botocore.exceptions import ClientError

from plus_one.domain.renewals import Due
from plus_one.store.keys import Key
from tests.proof.interleaving.turns import Act, Call, Done, next_turn

CONFLICT = ClientError(
    {
        "Error": {"Code": "TransactionCanceledException", "Message": "another transaction is on the same item"},
        "CancellationReasons": [{"Code": "None"}, {"Code": "TransactionConflict"}],
    },
    "TransactWriteItems",
)


# Of one participant: ten rounds of a loop that reads again, and what comes after it.
MOST_CALLS = 40


class Fault(StrEnum):
    """A participant dies before or after a call; the answer to a write is lost, so that it is sent again; another
    transaction is on the same item."""

    DEATH = "death"
    LOSS = "loss"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Role:
    """`asked(n)`: the action, as it is asked for the n-th time. What dies is asked again, by a person perhaps not.
    Roles of one `key` are the same request."""

    name: str
    asked: Callable[[int], Act]
    is_sure: bool = False
    key: str | None = None


@dataclass(frozen=True)
class Plan:
    """`torn`: keys of a batch are read one by one. `faults`: what may happen, once in a schedule.
    `deliver(due, n)`: who settles a renewal, however often it comes, once it has been written."""

    roles: list[Role]
    deliver: Callable[[Due], list[Role]]
    delivers: bool = True
    torn: bool = True
    faults: tuple[Fault, ...] = tuple(Fault)


class Actor(NamedTuple):
    """A role under way. `told` numbers the answers it has had, `fixed` is what it has read of a batch so far; `first`
    and `last`: how many writes had taken effect when it first read, and when it ended."""

    role: str
    asked: int = 0
    told: int = 0
    fixed: tuple[tuple[Key, str | None], ...] = ()
    first: int | None = None
    last: int | None = None
    gone: bool = False


@dataclass(frozen=True)
class Write:
    """One that took effect: by whom, after which answers, from which table to which."""

    role: str
    asked: int
    before: int
    after: int
    told: int = field(compare=False)


type Log = tuple[Write, ...]


class State(NamedTuple):
    table: int
    log: Log
    actors: tuple[Actor, ...]
    faults: tuple[Fault, ...]


@dataclass
class Memory:
    """What participants were told, under numbers, and what they do next. 0: nothing yet."""

    roles: dict[str, Role]
    answers: list[tuple[Any, ...]] = field(default_factory=lambda: [()])
    _numbers: dict[tuple[int, Hashable], int] = field(default_factory=dict)
    _ended: dict[tuple[str, int, str], int] = field(default_factory=dict)
    _next: dict[tuple[str, int, int], Call | Done] = field(default_factory=dict)

    def next(self, actor: Actor) -> Call | Done:
        key = (actor.role, actor.asked, actor.told)
        if key not in self._next:
            answers = self.answers[actor.told]
            step = next_turn(self.roles[actor.role].asked(actor.asked), answers)
            self._next[key] = step if len(answers) < MOST_CALLS else Done(TimeoutError("it never ends"))
        return self._next[key]

    def ended(self, actor: Actor) -> Actor:
        """Who has ended has but an answer: it is the same who has the same, whatever it was told before."""
        told = self._ended.setdefault((actor.role, actor.asked, repr(self.next(actor))), actor.told)
        return actor._replace(told=told)

    def more(self, told: int, answer: Any, text: Hashable) -> int:
        number = self._numbers.setdefault((told, text), len(self.answers))
        if number == len(self.answers):
            self.answers.append((*self.answers[told], answer))
        return number
