"""Chromium, by Playwright."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, ElementHandle, Error

from tests.browser.engines.verbs import Gone
from tests.browser.visitor import Visitor, visiting
from tests.flow.stack import Stack

SOON_MILLISECONDS = 2_000


@contextmanager
def browsing(browser: Browser, stack: Stack) -> Iterator["Chromium"]:
    with visiting(browser, stack, "") as visitor:
        yield Chromium(visitor)


@contextmanager
def _or_gone() -> Iterator[None]:
    try:
        yield
    except Error as problem:
        raise Gone(problem.message) from problem


@dataclass
class Chromium:
    visitor: Visitor

    @property
    def troubles(self) -> list[str]:
        return self.visitor.troubles

    def visit(self, url: str) -> None:
        self.visitor.page.goto(url)

    def find(self, role: Any, name: str) -> list[ElementHandle]:
        with _or_gone():
            return self.visitor.page.get_by_role(role, name=name or None, exact=True).element_handles()

    def run(self, script: str, *given: Any) -> Any:
        with _or_gone():
            answer = self.visitor.page.evaluate_handle(f"given => ({script})(...given)", list(given))
            return answer.as_element() or answer.json_value()

    def press(self, element: ElementHandle) -> None:
        with _or_gone():
            element.click(timeout=SOON_MILLISECONDS)
            self.visitor.page.mouse.move(0, 0)

    def write(self, element: ElementHandle, text: str) -> None:
        with _or_gone():
            element.fill(text, timeout=SOON_MILLISECONDS)

    def turn_wheel(self, element: ElementHandle) -> None:
        with _or_gone():
            element.hover(timeout=SOON_MILLISECONDS)
            self.visitor.page.mouse.wheel(0, 120)
