"""Runs a command on another day, and its clock goes on from there: python -m tests.day 2031-11-01T12:00:00 <command>

The day may be a commit in place of a moment of UTC: each commit has a day of its own, now and then a special one.
Only the calendar is moved: pauses take as long as ever, and files keep their dates.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

FIRST_YEAR, YEARS = 2027, 10
ZONES = ("Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Sydney")
BEFORE = timedelta(minutes=2)  # so that it happens while the tests run
LIBRARY = "vendor/libfaketime/src/libfaketime.so.1"


def day_of(commit: str) -> datetime:
    """Of four commits, three have an ordinary moment, and one has a moment just before something special."""
    number, year = divmod(int(commit[:15], 16), YEARS)
    number, kind = divmod(number, 4)
    starts = datetime(FIRST_YEAR + year, 1, 1, tzinfo=UTC)
    if kind:
        return starts + timedelta(seconds=number % int(timedelta(days=365).total_seconds()))
    found = specials(starts)
    return found[number % len(found)] - BEFORE


@cache
def specials(starts: datetime) -> list[datetime]:
    """Of one year: the last day of February, the first of March, the year's end, and when clocks change."""
    march = starts.replace(month=3)
    ends = {march - timedelta(days=1), march, starts.replace(year=starts.year + 1)}
    return sorted({*ends, *_clock_changes(starts)})


def _clock_changes(starts: datetime) -> Iterator[datetime]:
    hours = [starts + timedelta(hours=hour) for hour in range(365 * 24)]
    for zone in map(ZoneInfo, ZONES):
        offsets = [hour.astimezone(zone).utcoffset() for hour in hours]
        yield from (hour for hour, (before, after) in zip(hours[1:], pairwise(offsets), strict=True) if before != after)


def environment(day: datetime) -> dict[str, str]:
    """libfaketime moves the clock of a process and of all that it starts. With the monotonic clock moved, timeouts in
    Python never end. With its "fix" they end too early, and waiting threads burn four times the CPU."""
    moved, found = float(os.environ.get("FAKETIME", "0")), find_spec("libfaketime")
    assert found, "make .venv/dev installs libfaketime"
    [package] = found.submodule_search_locations or []
    return {
        "LD_PRELOAD": str(Path(package) / LIBRARY),
        "FAKETIME": f"{(day - datetime.now(UTC)).total_seconds() + moved:+.0f}",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_FORCE_MONOTONIC_FIX": "0",
    }


def main(named: str, *command: str) -> None:
    day = datetime.fromisoformat(named).replace(tzinfo=UTC) if "-" in named else day_of(named)
    moved = os.environ | environment(day)
    now = [sys.executable, "-c", "import time; print(time.time())"]
    seen = float(subprocess.run(now, env=moved, stdout=subprocess.PIPE, check=True).stdout)
    if abs(seen - day.timestamp()) > 60:
        sys.exit("The clock cannot be moved here: libfaketime is built for Linux on x86-64.")
    sys.stderr.write(f"It is {day:%A, %d %B %Y, %H:%M:%S} UTC. The same day again: DAY={day:%Y-%m-%dT%H:%M:%S}\n")
    os.execvpe(command[0], command, moved)  # noqa: S606


if __name__ == "__main__":
    main(*sys.argv[1:])
