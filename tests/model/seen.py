"""What the system under test says, in the words of the model: plain values, and sessions by their names."""

from dataclasses import dataclass, field
from typing import Any

type Body = dict[str, Any]
# What others hear: of which kind, about which +1, how much in which currency.
type Announced = tuple[str, str, int, str]


@dataclass(frozen=True)
class Got:
    status: int
    body: Body = field(default_factory=dict)
    code: str | None = None
    texts: dict[str, str] = field(default_factory=dict)
    announced: list[Announced] | None = None


@dataclass
class Names:
    """Ids of the system on one side, names of the history on the other."""

    ids: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, real: str) -> None:
        self.ids[name], self.names[real] = real, name

    def real(self, name: str) -> str:
        """An id that nothing has, for a name that nothing has."""
        return self.ids.get(name, "01ARZ3NDEKTSV4RRFFQ69G5FAV")

    def name(self, real: str | None) -> str | None:
        return None if real is None else self.names.get(real, real)
