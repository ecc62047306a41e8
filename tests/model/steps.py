"""One step of a history: who does what. Things are named by the step that made them, so that others can be left out."""

import json
from dataclasses import dataclass
from typing import Any

CALLERS = {
    "offer": "coach", "fill": "coach", "withdraw": "coach", "complete": "coach", "reopen": "coach",
    "end": "coach", "take_end_back": "coach",
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    n: int
    verb: str
    args: dict[str, Any]

    @property
    def caller(self) -> str:
        side = self.args.get("side") or CALLERS.get(self.verb, "client")
        return str(self.args.get(side, ""))

    @property
    def pair(self) -> tuple[str, str] | None:
        client, coach = self.args.get("client"), self.args.get("coach")
        return (client, coach) if client and coach else None

    def __str__(self) -> str:
        return json.dumps([self.n, self.verb, self.args])


def read(line: str) -> Step:
    return Step(*json.loads(line))
