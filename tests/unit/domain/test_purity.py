"""The domain is pure: no clock, no chance, no I/O (README.md, "Project layout")."""

import ast
import socket
from pathlib import Path

import pytest
from pytest_socket import SocketBlockedError

from plus_one import domain

MODULES = sorted(Path(next(iter(domain.__path__))).glob("*.py"))
ALLOWED = {"base64", "collections", "dataclasses", "datetime", "enum", "hashlib", "hmac", "plus_one", "re"} | {
    "typing",
    "unicodedata",
    "zoneinfo",
}
CLOCKS = {"now", "utcnow", "today"}


def imported(tree: ast.Module) -> set[str]:
    plain = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    by_name = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[0] for name in plain + by_name}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_a_module_of_the_domain_gets_time_and_chance_as_arguments(module: Path) -> None:
    tree = ast.parse(module.read_text())
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert imported(tree) <= ALLOWED
    assert not asked & CLOCKS


@pytest.mark.filterwarnings("default:A test tried to use socket")
def test_a_unit_test_cannot_open_a_socket() -> None:
    with pytest.warns(UserWarning, match="tried to use socket"), pytest.raises(SocketBlockedError):
        socket.socket()
