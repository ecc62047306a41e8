"""People's own words inside ours: from right to left they stay where they belong, and no word of ours is broken."""

from typing import Any

import pytest

from tests.browser import views
from tests.browser.conftest import Visit
from tests.browser.people import book, complete, enroll, hold, offer
from tests.browser.visitor import PHONE, WIDE, Visitor
from tests.flow.people import newcomer, rename
from tests.flow.stack import Stack
from tests.flow.test_story import Person

HEBREW, ARABIC, TITLE = "שרה כהן", "علي حسن", "שלושה אימונים"
SMALL = (390, 844)
# Names and titles that are neither in an element of their own direction nor alone in their line.
LOOSE = """(words) => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const word = words.find((each) => node.data.includes(each));
    if (!word || node.parentElement.closest("bdi, option") || node.data.includes(`\\u2068${word}\\u2069`)) continue;
    let line = node.parentElement;
    while (getComputedStyle(line).display.startsWith("inline")) line = line.parentElement;
    if (line.textContent.trim() !== word) found.push(line.textContent);
  }
  return found;
}"""
# A word that could stand in one line and does not.
BROKEN = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (node.parentElement.closest("code, thead, .hidden")) continue;
    for (const { 0: word, index } of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = new Range();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const tops = new Set([...range.getClientRects()].filter(({ width }) => width).map(({ top }) => Math.round(top)));
      if (tops.size > 1 && word.length < 20) found.push(word);
    }
  }
  return found;
}"""


def loose(visitor: Visitor, *words: str) -> Any:
    return visitor.page.evaluate(LOOSE, list(words))


def order(visitor: Visitor, first: str, second: str) -> bool:
    """Whether the one is drawn before the other, in a sentence of ours."""
    script = """([first, second]) => {
      const left = (text) => {
        const walk = document.createTreeWalker(document.getElementById("main"), NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
          if (!node.data.includes(text)) continue;
          const range = new Range();
          range.setStart(node, node.data.indexOf(text));
          range.setEnd(node, node.data.indexOf(text) + text.length);
          return range.getBoundingClientRect().left;
        }
      };
      return left(first) < left(second);
    }"""
    drawn: bool = visitor.page.evaluate(script, [first, second])
    return drawn


def test_a_name_from_right_to_left_does_not_turn_the_sentence_around(visit: Visit, dana: Person, kim: Person) -> None:
    rename(dana, HEBREW)
    offer(dana, kim, price={"amount": 12000, "currency": "USD"})
    client = visit(kim)
    client.open("#/inbox")
    client.reads(f"{HEBREW}: 3 sessions for $120.00")
    assert order(client, HEBREW, "3 sessions")


def test_names_and_titles_are_isolated_in_every_sentence(visit: Visit, dana: Person, kim: Person) -> None:
    rename(dana, HEBREW)
    rename(kim, ARABIC)
    wanted = offer(dana, kim, title=TITLE)
    book(kim, dana, title=TITLE)
    enroll(kim, dana, paused_until="2099-12-31")
    coach, client = visit(dana), visit(kim)
    client.open()
    for address in ("#/", "#/inbox", "#/preferences", f"#/coaches/{dana.user_id}", f"#/preferences/{dana.user_id}"):
        client.go(address)
        assert loose(client, HEBREW, ARABIC, TITLE) == [], address
    client.page.get_by_role("switch", checked=True).click()
    client.news(f"The +1 Program with {HEBREW} is off.")
    client.reads(f"One thing leads to a +1: {HEBREW} marks the last session")
    assert loose(client, HEBREW, ARABIC, TITLE) == []
    client.go(f"#/coaches/{dana.user_id}/offers/{wanted}")
    assert loose(client, HEBREW, ARABIC, TITLE) == []
    assert client.page.title() == f"\u2068{TITLE}\u2069 · The +1 Program"
    client.page.mouse.move(0, 0)
    client.page.locator("#book").click()
    client.heading("Package booked")
    assert loose(client, HEBREW, ARABIC, TITLE) == []
    coach.open()
    for address in ("#/clients", f"#/clients/{kim.user_id}", "#/offers"):
        coach.go(address)
        assert loose(coach, HEBREW, ARABIC, TITLE) == [], address
    coach.go(f"#/clients/{kim.user_id}")
    coach.button("Mark complete").click()
    coach.news("Marked complete.")
    assert loose(coach, HEBREW, ARABIC, TITLE) == []


@pytest.fixture(scope="module")
def cast(stack: Stack) -> views.Cast:
    return views.cast(stack)


def test_no_word_is_broken_before_the_sign_in(front_page: Visitor) -> None:
    for size in (SMALL, PHONE, WIDE):
        front_page.look("light", size)
        assert front_page.page.evaluate(BROKEN) == []
        assert front_page.overflow() <= 0


def test_no_word_is_broken_on_a_phone(visit: Visit, cast: views.Cast) -> None:
    kim, dana = visit(cast.kim), visit(cast.dana)
    kim.look("light", SMALL)
    dana.look("light", SMALL)
    kim.open()
    dana.open()
    for name in views.of_client(kim, cast):
        assert kim.page.evaluate(BROKEN) == [], name
    for name in views.of_coach(dana, cast):
        assert dana.page.evaluate(BROKEN) == [], name


def test_a_name_without_a_gap_makes_no_view_wider_than_the_window(visit: Visit, stack: Stack) -> None:
    dana, kim, ari = (
        newcomer(stack, "Dana", "coach"),
        newcomer(stack, "Kim", "client"),
        newcomer(stack, "Ari", "coach"),
    )
    for person in (dana, kim, ari):
        rename(person, "W" * 60)
    book(kim, ari, sessions=1)
    hold(kim, ari)
    wanted = offer(dana, kim, title="M" * 100)
    book(kim, dana, title="M" * 100)
    enroll(kim, dana)
    complete(dana, kim)
    seen = views.Cast(dana, kim, kim, ari, wanted)
    coach, client = visit(dana), visit(kim)
    coach.open()
    client.open()
    for visitor, shown in ((client, views.of_client), (coach, views.of_coach)):
        for name in shown(visitor, seen):
            for size in (PHONE, (600, 800), WIDE):
                visitor.look("light", size)
                assert visitor.overflow() <= 0, (name, size)
