"""What holds on every view: axe finds nothing, nothing is wider than a phone, and the console is silent."""

import pytest

from tests.browser import views
from tests.browser.conftest import Visit
from tests.browser.views import Cast
from tests.browser.visitor import PHONE, WIDE, Theme, Visitor
from tests.flow.stack import Stack


@pytest.fixture(scope="module")
def cast(stack: Stack) -> Cast:
    return views.cast(stack)


def check(visitor: Visitor, name: str) -> None:
    looks: list[tuple[Theme, tuple[int, int]]] = [("light", WIDE), ("dark", PHONE)]
    for theme, size in looks:
        visitor.look(theme, size)
        assert visitor.breaches() == [], (name, theme)
        assert visitor.overflow() <= 0, (name, size)


def test_before_the_sign_in(front_page: Visitor) -> None:
    check(front_page, "welcome")
    assert front_page.troubles == []


def test_every_view_of_a_client(visit: Visit, cast: Cast) -> None:
    kim = visit(cast.kim)
    kim.open()
    for name in views.of_client(kim, cast):
        check(kim, name)


def test_every_view_of_a_coach(visit: Visit, cast: Cast) -> None:
    dana = visit(cast.dana)
    dana.open()
    for name in views.of_coach(dana, cast):
        check(dana, name)


def test_terms_receipt_question_and_news(visit: Visit, cast: Cast) -> None:
    kim = visit(cast.kim)
    kim.open(f"#/preferences/{cast.dana.user_id}")
    kim.button("Cancel this +1").click()
    check(kim, "question")
    kim.page.get_by_role("switch").click()
    kim.news("is off")
    kim.reads("Receipt", "The terms, version")
    check(kim, "receipt and terms")
