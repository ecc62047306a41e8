"""Somebody at the page in each of three engines."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack

import pytest

from tests.browser.engines import firefox, webkit
from tests.browser.engines.chromium import browsing
from tests.browser.engines.verbs import Driver, Somebody
from tests.flow.stack import Stack
from tests.flow.test_story import Person

type Start = Callable[[Person], Somebody]
type Engine = Callable[[], AbstractContextManager[Driver]]


@pytest.fixture(scope="module", params=["chromium", "firefox", "webkit"])
def engine(request: pytest.FixtureRequest, stack: Stack) -> Iterator[Engine]:
    if request.param == "chromium":
        browser = request.getfixturevalue("browser")
        yield lambda: browsing(browser, stack)
    else:
        running = firefox.running() if request.param == "firefox" else webkit.running()
        with running as start:
            yield start


@pytest.fixture
def somebody(engine: Engine, stack: Stack) -> Iterator[Start]:
    """A browser for a person. Nothing may go wrong in it."""
    with ExitStack() as open_browsers:
        drivers: list[Driver] = []

        def start(person: Person) -> Somebody:
            drivers.append(open_browsers.enter_context(engine()))
            return Somebody(drivers[-1], stack, person.email)

        yield start
        assert [driver.troubles for driver in drivers] == [[] for _ in drivers]
