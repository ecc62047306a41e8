"""A browser, and a stack of its own as `make run` starts it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.visitor import Visitor, chromium, visiting
from tests.flow.conftest import stack as stack  # noqa: PLC0414
from tests.flow.people import newcomer
from tests.flow.stack import Stack
from tests.flow.test_story import Person

type Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def visit(browser: Browser, stack: Stack) -> Iterator[Visit]:
    """A browser for a person. Nothing may go wrong in it that the test does not take out of `troubles`."""
    with ExitStack() as open_browsers:
        visitors: list[Visitor] = []

        def start(person: Person, **how: Any) -> Visitor:
            visitors.append(open_browsers.enter_context(visiting(browser, stack, person.email, **how)))
            return visitors[-1]

        yield start
        assert [visitor.troubles for visitor in visitors] == [[] for _ in visitors]


@pytest.fixture
def front_page(browser: Browser, stack: Stack) -> Iterator[Visitor]:
    """The page before anybody signs in."""
    with visiting(browser, stack, "nobody@example.com") as visitor:
        visitor.page.goto(stack.described["web_url"])
        visitor.heading("Always one session on deck")
        yield visitor


@pytest.fixture
def dana(stack: Stack) -> Person:
    """A coach."""
    return newcomer(stack, "Dana", "coach")


@pytest.fixture
def kim(stack: Stack) -> Person:
    """A client."""
    return newcomer(stack, "Kim", "client")
