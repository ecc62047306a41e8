"""Are there known vulnerabilities in what the locks name? `make audit-deps` looks them up, which needs the network.

Exits with 0 if there are none but accepted ones, with 1 if there are, and with 2 if something could not be looked up.
"""

import json
import subprocess  # nosec B404
import sys
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

PROJECT = Path(__file__).parents[1]
ACCEPTED = PROJECT / "requirements" / "accepted.toml"
CLIENTS = PROJECT / "tests" / "clients" / "typescript"
LOCKS = ("dev", "sam", "audit")  # dev has what runs, and that has what the layer ships
PIP_AUDIT = (
    "-m",
    "pip_audit",
    "--strict",
    "--disable-pip",
    "--require-hashes",
    "--progress-spinner=off",
    "--format=json",
)
FOUND, COULD_NOT_LOOK = 1, 2

type Run = Callable[[tuple[str, ...], Path], str]
"""What a command, run in a folder, prints."""


class Finding(NamedTuple):
    advisory: str
    package: str


class Accepted(NamedTuple):
    """Until this day, included, the advisory is known and harmless here."""

    reason: str
    until: date


class CouldNotLook(Exception):
    """Raised when the answer is no report on all that was asked; the message says what is missing."""


def findings(run: Run) -> Iterator[Finding]:
    for lock in LOCKS:
        yield from python_findings(run((sys.executable, *PIP_AUDIT, "-r", f"requirements/{lock}.txt"), PROJECT))
    yield from npm_findings(run(("npm", "audit", "--json"), CLIENTS))


def python_findings(report: str) -> Iterator[Finding]:
    """Of pip-audit's report."""
    for package in _part(report, "dependencies"):
        if "skip_reason" in package:
            raise CouldNotLook(package["name"])
        yield from (Finding(each["id"], package["name"]) for each in package["vulns"])


def npm_findings(report: str) -> Iterator[Finding]:
    """Of npm's report, version 2. A package that is vulnerable through another one only names that one in `via`."""
    for package in _part(report, "vulnerabilities").values():
        advisories = (each for each in package["via"] if isinstance(each, dict))
        yield from (Finding(each["url"].rpartition("/")[2], each["name"]) for each in advisories)


def accepted(text: str) -> dict[str, Accepted]:
    """By advisory. Each needs a reason and a last day."""
    return {name: Accepted(entry["reason"], entry["until"]) for name, entry in tomllib.loads(text).items()}


def is_accepted(finding: Finding, terms: dict[str, Accepted], today: date) -> bool:
    return finding.advisory in terms and today <= terms[finding.advisory].until


def line(finding: Finding, terms: dict[str, Accepted], today: date) -> str:
    said = f"{finding.advisory} in {finding.package}"
    if finding.advisory not in terms:
        return f"{said}: not accepted"
    reason, until = terms[finding.advisory]
    return f"{said}: accepted {'until' if today <= until else 'only until'} {until}: {reason}"


def main(run: Run, terms: dict[str, Accepted], today: date) -> int:
    try:
        found = sorted(set(findings(run)))
    except CouldNotLook as missing:
        sys.stderr.write(f"Could not look: {missing}\n")
        return COULD_NOT_LOOK
    sys.stdout.write("".join(f"{line(each, terms, today)}\n" for each in found) or "No known vulnerabilities.\n")
    return 0 if all(is_accepted(each, terms, today) for each in found) else FOUND


def printed(command: tuple[str, ...], folder: Path) -> str:
    """Both programs exit with 1 for findings as well as for failures, so only what they print tells."""
    answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603  # nosec B603
    sys.stderr.write(answer.stderr)
    return answer.stdout


def _part(report: str, name: str) -> Any:
    try:
        return json.loads(report)[name]
    except (ValueError, KeyError, TypeError):
        raise CouldNotLook(f"the answer has no list of {name}") from None


if __name__ == "__main__":
    sys.exit(main(printed, accepted(ACCEPTED.read_text(encoding="utf-8")), datetime.now(UTC).date()))
