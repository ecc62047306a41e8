"""The screenshots of README.md and docs/local.md: `python -m tests.browser.shots` while `make run` is running."""

import json

from local.settings import PROJECT
from tests.browser import views
from tests.browser.visitor import PHONE, Theme, Visitor, chromium, visiting
from tests.flow.stack import Stack

FOLDER = PROJECT / "docs" / "screenshots"
SMALL = (800, 580)


def main() -> None:
    stack = Stack(json.loads((PROJECT / ".local" / "stack.json").read_text(encoding="utf-8")))
    cast = views.cast(stack)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        chromium() as browser,
        visiting(browser, stack, cast.kim.email, SMALL) as kim,
        visiting(browser, stack, cast.dana.email, SMALL) as dana,
    ):
        kim.open()
        dana.open()
        _of_coach(dana, cast)
        _of_client(kim, cast)


def _of_client(kim: Visitor, cast: views.Cast) -> None:
    for name in views.of_client(kim, cast):
        if name in ("home", "book", "preferences"):
            _shoot(kim, f"{name}-light")
        if name == "preferences-one":
            _shoot(kim, f"{name}-dark", "dark")
            _shoot(kim, f"{name}-phone", size=PHONE)
    kim.go("#/preferences")
    kim.page.get_by_role("switch", name="Dana").click()
    kim.news("is off")
    kim.button("OK, put this away").click()
    _shoot(kim, "receipt-dark", "dark")


def _of_coach(dana: Visitor, cast: views.Cast) -> None:
    for name in views.of_coach(dana, cast):
        if name in ("roster", "client", "custom"):
            _shoot(dana, f"{name}-light")
        if name == "client":
            _shoot(dana, f"{name}-phone-dark", "dark", PHONE)


def _shoot(visitor: Visitor, name: str, theme: Theme = "light", size: tuple[int, int] = SMALL) -> None:
    visitor.look(theme, size)
    visitor.settled()
    visitor.page.mouse.move(0, 0)
    visitor.page.evaluate("document.activeElement.blur()")
    visitor.page.screenshot(path=FOLDER / f"{name}.png")
    visitor.look("light", SMALL)


if __name__ == "__main__":
    main()
