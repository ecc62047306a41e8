"""What a planted bug is."""

from dataclasses import dataclass

LAYER = "layers/plus_one/plus_one"
FAULTS, ORDER, STREAM, RACES, ACCESS = "faults", "interleaving", "schedules", "processes", "access"
LISTS, BRAKES = "lists", "brakes"


@dataclass(frozen=True)
class Bug:
    """`sound` is in the file once, `broken` takes its place; `kinds` are asked in this order until one notices."""

    name: str
    path: str
    sound: str
    broken: str
    kinds: tuple[str, ...]
