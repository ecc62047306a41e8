"""What a person does and reads at the web page, in the same words for every engine. Each driver knows one engine."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from tests.flow.stack import Stack, eventually

NAMED = """(selector, text) => [...document.querySelectorAll(selector)]
    .find((each) => each.textContent.trim() === text) ?? null"""
LABELLED = f"label => ({NAMED})('label', label)?.control ?? null"
CHOOSE = """(field, option) => {
    field.value = [...field.options].find(({ label }) => label === option).value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
}"""
SET_DATE = """(field, date) => {
    field.value = date;
    field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
READ = "selector => document.querySelector(selector)?.textContent ?? ''"
NEWS = "() => [...document.querySelectorAll('[role=status]')].map((each) => each.innerText).join(' ')"
IS_CHECKED = "field => field.checked ?? field.getAttribute('aria-checked') === 'true'"
IS_FOCUSED = "element => element === document.activeElement"


class Gone(Exception):
    """Raised when an element is not there any longer, or cannot be reached yet: look again."""


class Driver(Protocol):
    @property
    def troubles(self) -> list[str]:
        """The errors of the page's console, where the engine hands them out."""

    def visit(self, url: str) -> None: ...

    def find(self, role: str, name: str) -> list[Any]:
        """The elements with this role and, unless it is empty, this accessible name, as the engine computes them."""

    def run(self, script: str, *given: Any) -> Any:
        """What a function in the page answers: an element, a text, a number, yes or no, nothing."""

    def press(self, element: Any) -> None:
        """With the pointer, moved before or after: the page takes no click on what appears under one that rests."""

    def write(self, element: Any, text: str) -> None:
        """In place of what the field holds."""

    def turn_wheel(self, element: Any) -> None:
        """With the pointer above the element, away from the person."""


@dataclass
class Somebody:
    driver: Driver
    stack: Stack
    email: str

    def open(self, address: str = "") -> None:
        """From outside, as by a link in a mail, and signs in."""
        self.driver.visit("about:blank")
        self.driver.visit(f"{self.stack.described['web_url']}/{address}")
        self.click("button", "Sign in")
        [user] = [user for user in self.stack.described["users"] if user["email"] == self.email]
        self.fill("Username", self.email)
        self.fill("Password", user["password"])
        self.click("button", "Sign in")
        self.reads("Sign out")

    def go(self, address: str) -> None:
        """To another view, without leaving the page."""
        self.driver.run("address => { location.hash = address }", address)
        eventually(self.read, lambda page: "Loading …" not in page)

    def look_again(self) -> None:
        """As after a while in another tab."""
        self.driver.run("() => { document.dispatchEvent(new Event('visibilitychange')) }")

    def click(self, role: str, name: str = "") -> None:
        """The first of them."""
        self._with(f"{role} {name}", lambda: self._first(role, name), self.driver.press)

    def unfold(self, summary: str) -> None:
        self._with(summary, lambda: self.driver.run(NAMED, "summary", summary), self.driver.press)

    def fill(self, label: str, text: str) -> None:
        self._with(label, lambda: self._field(label), lambda field: self._fill(field, text))

    def choose(self, label: str, option: str) -> None:
        self._with(label, lambda: self._field(label), lambda field: self.driver.run(CHOOSE, field, option))

    def turn_wheel(self, label: str) -> None:
        self._with(label, lambda: self._field(label), self.driver.turn_wheel)

    def read(self, selector: str = "body") -> str:
        return self._text(READ, selector)

    def reads(self, *texts: str) -> None:
        for text in texts:
            eventually(self.read, lambda page, text=text: text in page)  # type: ignore[misc]

    def news(self, text: str) -> None:
        """What the live region says."""
        eventually(lambda: self._text(NEWS), lambda said: text in said)

    def heading(self, name: str) -> None:
        self._with(f"heading {name}", lambda: self._first("heading", name), lambda heading: None)

    def is_checked(self, role: str) -> bool:
        return self._is(IS_CHECKED, role)

    def is_focused(self, role: str) -> bool:
        return self._is(IS_FOCUSED, role)

    def value(self, label: str) -> str:
        return str(self.driver.run("field => field.value", self._field(label)))

    def _is(self, state: str, role: str) -> bool:
        answers: list[bool] = []
        self._with(role, lambda: self._first(role, ""), lambda one: answers.append(self.driver.run(state, one)))
        return answers[-1]

    def _first(self, role: str, name: str) -> Any:
        return next(iter(self.driver.find(role, name)), None)

    def _field(self, label: str) -> Any:
        return self.driver.run(LABELLED, label)

    def _fill(self, field: Any, text: str) -> None:
        """Which keys make a date depends on the language, so a date is put there."""
        if self.driver.run("field => field.type", field) == "date":
            self.driver.run(SET_DATE, field, text)
        else:
            self.driver.write(field, text)

    def _text(self, script: str, *given: str) -> str:
        try:
            return " ".join(self.driver.run(script, *given).split())
        except Gone:
            return ""

    def _with(self, what: str, look: Callable[[], Any], act: Callable[[Any], Any]) -> None:
        """As soon as it is there; else the test fails with what was in the way last."""

        def outcome() -> str:
            try:
                if (found := look()) is None:
                    return f"there is no {what}"
                act(found)
            except Gone as reason:
                return f"{what}: {reason}"
            return ""

        eventually(outcome, lambda trouble: not trouble)
