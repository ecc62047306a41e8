"""Known vulnerabilities in what the locks name: found, accepted for a time, or not looked up."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ops import audit_deps
from ops.audit_deps import ACCEPTED, COULD_NOT_LOOK, FOUND, Accepted

TODAY = date(2026, 11, 30)
CLEAN = {"dependencies": [{"name": "jinja2", "version": "3.1.6", "vulns": []}]}
VULNERABLE = {"dependencies": [{"name": "jinja2", "version": "3.1.6", "vulns": [{"id": "CVE-2026-0001"}]}]}
SKIPPED = {"dependencies": [{"name": "jinja2", "skip_reason": "Dependency not found on PyPI"}]}
NPM_CLEAN: dict[str, object] = {"auditReportVersion": 2, "vulnerabilities": {}}
NPM_VULNERABLE = {
    "auditReportVersion": 2,
    "vulnerabilities": {
        "yaml": {"via": [{"name": "yaml", "url": "https://github.com/advisories/GHSA-aaaa-bbbb-cccc"}]},
        "openapi-typescript": {"via": ["yaml"]},
    },
}


def answering(python: object, npm: object) -> Callable[[tuple[str, ...], Path], str]:
    """Both programs, with what they print."""
    return lambda command, _: json.dumps(npm if command[0] == "npm" else python)


def audited(python: object, npm: object, **terms: Accepted) -> int:
    names = {name.replace("_", "-"): term for name, term in terms.items()}
    return audit_deps.main(answering(python, npm), names, TODAY)


def test_without_a_finding_it_succeeds(capsys: pytest.CaptureFixture[str]) -> None:
    assert audited(CLEAN, NPM_CLEAN) == 0
    assert capsys.readouterr().out == "No known vulnerabilities.\n"


def test_it_names_each_finding_once_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert audited(VULNERABLE, NPM_VULNERABLE) == FOUND
    assert (
        capsys.readouterr().out == "CVE-2026-0001 in jinja2: not accepted\nGHSA-aaaa-bbbb-cccc in yaml: not accepted\n"
    )


def test_what_is_accepted_does_not_fail_on_its_last_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert audited(VULNERABLE, NPM_CLEAN, CVE_2026_0001=Accepted("Not used.", TODAY)) == 0
    assert capsys.readouterr().out == "CVE-2026-0001 in jinja2: accepted until 2026-11-30: Not used.\n"


def test_a_day_later_it_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert audited(VULNERABLE, NPM_CLEAN, CVE_2026_0001=Accepted("Not used.", date(2026, 11, 29))) == FOUND
    assert "accepted only until 2026-11-29" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("python", "npm"),
    [(SKIPPED, NPM_CLEAN), ("", NPM_CLEAN), (CLEAN, {"statusCode": 405}), (VULNERABLE, {"statusCode": 405})],
)
def test_what_it_could_not_look_up_is_no_success(python: object, npm: object) -> None:
    assert audited(python, npm) == COULD_NOT_LOOK


def test_each_accepted_advisory_has_a_reason_and_a_last_day() -> None:
    audit_deps.accepted(ACCEPTED.read_text(encoding="utf-8"))
    [(name, term)] = audit_deps.accepted('[GHSA-1]\nreason = "Not used."\nuntil = 2027-03-31').items()
    assert (name, term) == ("GHSA-1", Accepted("Not used.", date(2027, 3, 31)))
    with pytest.raises(KeyError):
        audit_deps.accepted('[GHSA-1]\nreason = "Not used."')
