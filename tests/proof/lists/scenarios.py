"""The rules of lists, each on a table of its own: what lies beside a page, limits, names that follow, the backfill."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from moto import mock_aws

from local.render import Template, render
from plus_one.store.table import Table
from tests.conftest import ROOT, TABLE, aws, create_table
from tests.integration import test_bounded_lists

type Rule = Callable[..., None]


def scenarios(full: bool) -> Iterator[tuple[str, list[str]]]:
    template = render(ROOT / "template.yaml")
    for name, rule in vars(test_bounded_lists).items():
        if name.startswith("test_"):
            for case in _cases(rule):
                yield f"{name} {case or ''}".strip(), _broken(rule, template, case)


def _cases(rule: Any) -> list[dict[str, Any]]:
    """As pytest would call it."""
    for mark in getattr(rule, "pytestmark", []):
        name, values = mark.args
        return [{name: value} for value in values]
    return [{}]


def _broken(rule: Rule, template: Template, case: dict[str, Any]) -> list[str]:
    with mock_aws():
        create_table(aws("dynamodb"), template, TABLE)
        try:
            rule(Table(aws("dynamodb"), TABLE), **case)
        except (AssertionError, pytest.fail.Exception) as broken:
            return [f"it is not so {broken}".strip()]
    return []
