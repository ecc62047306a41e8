"""What processes have done, a line each, in one file: a killed process loses nothing that it has written."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

type Line = dict[str, Any]


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """One open file for all processes that are forked meanwhile: each write is added at its end, as a whole."""
    journal = os.open(path, os.O_CREAT | os.O_RDWR | os.O_APPEND)
    try:
        yield journal
    finally:
        os.close(journal)


def note(journal: int, **line: Any) -> None:
    os.write(journal, f"\n{json.dumps(line)}\n".encode())


def read(path: Path) -> list[Line]:
    return [line for text in path.read_text().splitlines() if (line := _line(text))]


def follow(path: Path) -> Iterator[list[Line]]:
    """Whenever it is asked: the lines that are new."""
    with path.open() as journal:
        while True:
            yield [line for text in journal.readlines() if (line := _line(text))]


def _line(text: str) -> Line | None:
    """None for what its writer was killed at. A line begins on a new line, so it takes no other along."""
    try:
        line: Line = json.loads(text)
    except ValueError:
        return None
    return line
