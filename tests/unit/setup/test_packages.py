"""`make test` on a fresh machine: what it needs from the distribution is installed, or named before anything else."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

COMMANDS = ("chromium", "firefox-esr", "WebKitWebDriver", "Xvfb", "node", "npm", "faketime")
INSTALL = "apt-get install --yes --no-install-recommends firefox-esr xvfb fonts-dejavu-core"


@dataclass(frozen=True)
class Machine:
    """Nothing is in its PATH but what a test puts there. What is run as root is noted, not run."""

    folder: Path

    def has(self, name: str, does: str = "") -> None:
        command = self.folder / name
        command.write_text(f"#!/bin/sh\n{does}\n")
        command.chmod(0o755)

    def notes(self, name: str, result: int = 0) -> None:
        self.has(name, f'echo {name} "$@" >> "{self.folder}/notes"; exit {result}')

    def is_set_up(self) -> "subprocess.CompletedProcess[str]":
        command = ["/bin/sh", str(ROOT / "tests/packages.sh")]
        return subprocess.run(command, env={"PATH": str(self.folder)}, capture_output=True, text=True, check=False)

    def noted(self) -> list[str]:
        notes = self.folder / "notes"
        return notes.read_text().splitlines() if notes.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Firefox and the display are missing. An ordinary user may not become root."""
    machine = Machine(tmp_path)
    for name in set(COMMANDS) - {"firefox-esr", "Xvfb"}:
        machine.has(name)
    machine.has("id", "echo 1000")
    machine.has("sudo", "exit 1")
    machine.has("env", 'shift; "$@"')
    machine.notes("apt-get")
    return machine


def test_who_may_not_install_reads_the_one_command_to_type_and_nothing_was_done(machine: Machine) -> None:
    ended = machine.is_set_up()
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == f"    sudo sh -c 'apt-get update && {INSTALL}'"
    assert machine.noted() == []


def test_root_installs_what_is_missing_and_nothing_else(machine: Machine) -> None:
    machine.has("id", "echo 0")
    assert machine.is_set_up().returncode == 0
    assert machine.noted() == ["apt-get update --quiet", f"{INSTALL} --quiet"]


def test_who_may_become_root_without_a_password_does_so(machine: Machine) -> None:
    machine.has("sudo", f'shift; echo sudo "$@" >> "{machine.folder}/notes"')
    assert machine.is_set_up().returncode == 0
    assert machine.noted()[1:] == [
        "sudo apt-get update --quiet",
        f"sudo env DEBIAN_FRONTEND=noninteractive {INSTALL} --quiet",
    ]


def test_an_installation_that_fails_ends_with_the_command_too(machine: Machine) -> None:
    machine.has("id", "echo 0")
    machine.notes("apt-get", result=100)
    ended = machine.is_set_up()
    assert ended.returncode == 1
    assert INSTALL in ended.stderr


def test_where_all_is_there_nothing_is_asked_or_said(machine: Machine) -> None:
    for name in COMMANDS:
        machine.has(name)
    ended = machine.is_set_up()
    assert (ended.returncode, ended.stdout, ended.stderr, machine.noted()) == (0, "", "", [])


def test_make_test_asks_for_the_packages_before_anything_else() -> None:
    command = ["make", "--no-print-directory", "--dry-run", "test"]
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    asked = subprocess.run(command, cwd=ROOT, env=outside, capture_output=True, text=True, check=True)
    assert asked.stdout.splitlines()[0] == "sh tests/packages.sh"
