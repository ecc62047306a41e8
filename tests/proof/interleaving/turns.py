"""A participant: a real action that stops before each of its calls to DynamoDB, and goes on from what it was told.

What an action does next follows from what its calls were answered. So it is run anew with those answers, up to the next
call: no threads, and a participant can be taken up at any of its calls as often as one likes.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from plus_one.store.keys import Key
from plus_one.store.table import Table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type Act = Callable[[Table], Any]
type Parameters = dict[str, Any]

NAME = "interleaved"


@dataclass(frozen=True)
class Call:
    """One request to DynamoDB that is yet to be sent."""

    verb: str
    parameters: Parameters

    @cached_property
    def text(self) -> str:
        return json.dumps([self.verb, self.parameters], sort_keys=True)

    @cached_property
    def wanted(self) -> tuple[Key, ...]:
        """Of a batch read: its keys. They are read in any order."""
        keys = self.parameters["RequestItems"][NAME]["Keys"] if self.verb == "batch_get_item" else []
        return tuple(sorted(_key(key) for key in keys))

    @cached_property
    def written(self) -> tuple[Key, ...]:
        writes = self.parameters.get("TransactItems", [{"": self.parameters}])
        return tuple(_key(write.get("Item") or write["Key"]) for each in writes for write in each.values())


@dataclass(frozen=True)
class Done:
    """What the action returned, or what it raised."""

    answer: Any


class _Turn(BaseException):
    """Raised where the action would send a call: nothing of ours may catch it."""


@dataclass
class _Told:
    """In place of the client: gives the answers, and stops at the first call that has none."""

    answers: Iterator[Any]
    call: Call | None = field(default=None)

    def __getattr__(self, verb: str) -> Callable[..., Any]:
        return lambda **parameters: self._answer(Call(verb, parameters))

    def _answer(self, call: Call) -> Any:
        for answer in self.answers:
            if isinstance(answer, Exception):
                raise answer.with_traceback(None)
            return answer
        self.call = call
        raise _Turn


def next_turn(act: Act, answers: tuple[Any, ...]) -> Call | Done:
    """The call that the action sends after these answers, or its end."""
    told = _Told(iter(answers))
    client: DynamoDBClient = told  # type: ignore[assignment]
    try:
        return Done(act(Table(client, NAME)))
    except _Turn:
        assert told.call
        return told.call
    except Exception as error:  # noqa: BLE001  whatever ends the action is what its caller gets
        return Done(error)


def _key(attributes: Parameters) -> Key:
    return Key(attributes["PK"]["S"], attributes["SK"]["S"])
