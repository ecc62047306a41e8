"""What is checked before a version is tagged."""

import re

from local.render import Template
from ops.release import missing, released, version

CHANGELOG = f"## [{version()}] - 2026-11-29\n"
TEMPLATE = f"Outputs:\n  Version:\n    Value: {version()}\n  ApiUrl:\n"


def test_a_clean_commit_with_its_changes_and_its_version_can_be_released() -> None:
    assert list(missing(CHANGELOG, TEMPLATE, ["v0.0.9"], "")) == []


def test_all_that_is_missing_is_said_at_once() -> None:
    said = list(missing(CHANGELOG.replace("- 2026", "- soon"), "Outputs:\n", [f"v{version()}"], " M README.md"))
    assert [sentence.split()[0] for sentence in said] == ["Commit", f"v{version()}", "CHANGELOG.md", "The"]


def test_a_stack_says_its_version(template: Template) -> None:
    assert template["Outputs"]["Version"]["Value"] == version()


def test_each_released_version_has_its_commit() -> None:
    assert released()
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", name) for name in released())
    assert all(re.fullmatch(r"[0-9a-f]{40}", commit) for commit in released().values())
