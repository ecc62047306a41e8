"""A running local stack, and where the clients that are generated for it go."""

import json

import pytest

from plus_one.http.openapi import DOCUMENT
from tests.flow.conftest import stack as stack  # noqa: PLC0414  the same fixture


@pytest.fixture(scope="session")
def operation_ids() -> list[str]:
    """One for each operation, sorted."""
    paths = json.loads(DOCUMENT.read_text())["paths"]
    return sorted(operation["operationId"] for methods in paths.values() for operation in methods.values())
