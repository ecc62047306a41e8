"""What the auditor names of +1s on hold and of taps: each check, on a table that breaks it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ops.audit.audit import OVERDUE, overdue, violations
from plus_one.actions.book_now import book_now
from plus_one.domain.book_now import Tap
from plus_one.domain.ids import SessionId
from plus_one.domain.settings import Settings
from plus_one.store import bookings
from plus_one.store.items import Item, moment, text
from plus_one.store.table import Table
from tests.integration.acting import Acting
from tests.kept import everything

type Break = Callable[[Item], Any]


@pytest.fixture
def acting(table: Table) -> Acting:
    return Acting(table)


def completed(acting: Acting) -> SessionId:
    [session] = acting.booked()
    acting.complete(session)
    return session


def held(acting: Acting, settings: Settings) -> Item:
    """The renewal's item."""
    [session] = acting.booked()
    acting.enroll(replace(settings))
    acting.settle(acting.due(acting.complete(session)))
    return of(everything(acting.table), "renewal")


def tapped(acting: Acting, session: SessionId) -> None:
    [pairing] = [item for item in everything(acting.table) if item["type"] == "pairing"]
    tap = Tap(session, 1, acting.end(ended=False).rate)
    assert pairing["on_deck"] == 0
    assert book_now(acting.table, acting.request(acting.client), acting.coach.user_id, tap, 0).anew


def of(items: list[Item], type_: str, **said: Any) -> Item:
    [found] = [each for each in items if each["type"] == type_ and said.items() <= each.items()]
    return found


def broken(acting: Acting, type_: str, how: Break, **said: Any) -> str:
    items = everything(acting.table)
    assert violations(items) == []
    how(of(items, type_, **said))
    return "\n".join(violations(items))


def in_a_while() -> Settings:
    """Within the 180 days."""
    return Settings(paused_until=Acting.begins.date() + timedelta(days=30))


STOPPED = Settings(stop_after=0)


def test_a_hold_with_its_moment_and_one_without_are_right(acting: Acting) -> None:
    assert held(acting, STOPPED).get("due_at") is None
    other = Acting(acting.table)
    assert held_by(other, in_a_while())["due_shard"] == "HOLD#0"
    assert violations(everything(acting.table)) == []


def held_by(acting: Acting, settings: Settings) -> Item:
    [session] = acting.booked()
    acting.enroll(settings)
    acting.settle(acting.due(acting.complete(session)))
    return of(everything(acting.table), "renewal", client_id=acting.client.user_id)


@pytest.mark.parametrize(
    ("how", "says"),
    [
        (lambda item: item.update(state="skipped"), "is none of"),
        (lambda item: item.update(resumes_at="2099-01-01T00:00:00.000Z"), "the hold of the pairing is"),
        (lambda item: item.update(deck_seq=item["deck_seq"] - 1), "there was something on deck since"),
        (lambda item: item.update(epoch=3), "of epoch 3 is held in epoch 1"),
        (lambda item: item.update(due_shard="RENEWAL#1"), "where nobody looks for it in time"),
        (lambda item: item.update(due_at=item["completed_at"]), "before the moment of its hold"),
        (lambda item: [item.pop(name) for name in ("due_at", "due_shard")], "and has set()"),
        (lambda item: [item.pop(name) for name in ("remind_at", "resumes_at")], "is held and waits for SUSPENDED"),
    ],
)
def test_what_is_wrong_with_a_hold_is_named(acting: Acting, how: Break, says: str) -> None:
    held(acting, in_a_while())

    def wait_and_break(item: Item) -> None:
        item["waits_for"] = "SUSPENDED"
        how(item)

    assert says in broken(acting, "renewal", wait_and_break)


def test_a_hold_without_a_moment_that_is_due_is_named(acting: Acting) -> None:
    held(acting, STOPPED)
    due = {"due_shard": "HOLD#0", "due_at": "2099-01-01T00:00:00.000Z"}
    assert "and has {" in broken(acting, "renewal", lambda item: item.update(due))


@pytest.mark.parametrize(
    ("how", "says"),
    [
        (lambda pairing: pairing.update(on_deck=1), "there was something on deck since"),
        (lambda pairing: pairing["enrollment"].update(on=False), "is held in epoch"),
        (lambda pairing: pairing.update(z=1_796_000_000_000), "the coach has ended"),
        (lambda pairing: pairing["renewal"].pop("h"), "the hold of the pairing is None"),
    ],
)
def test_a_hold_that_survives_its_end_is_named(acting: Acting, how: Break, says: str) -> None:
    held(acting, STOPPED)
    assert says in broken(acting, "pairing", how)


def test_a_second_hold_is_named(acting: Acting) -> None:
    items = [*everything(acting.table)] if held(acting, STOPPED) else []
    items = everything(acting.table)
    second = {**of(items, "renewal"), "completion": 2, "SK": f"{of(items, 'renewal')['SK'][:-1]}2"}
    assert "is held, and the hold of the pairing is" in "\n".join(violations([*items, second]))


def test_a_hold_that_nobody_was_told_of_is_named(acting: Acting) -> None:
    held(acting, STOPPED)
    assert "no event says so" in broken(acting, "event", lambda event: event.update(kind="adjusted"), kind="held")


@pytest.mark.parametrize("end", [Acting.booked, Acting.unenroll, Acting.end])
def test_the_end_of_a_hold_has_its_event(acting: Acting, end: Callable[[Acting], Any]) -> None:
    held(acting, STOPPED)
    end(acting)
    [event] = [item for item in everything(acting.table) if item.get("facts", {}).get("ended_hold")]
    says = "has 1 skipped renewal and 0 event that says so"
    assert says in broken(acting, "event", lambda item: item["facts"].pop("ended_hold"), event_id=event["event_id"])


def test_reopening_ends_a_hold_and_is_its_event(acting: Acting) -> None:
    acting.reopen(SessionId(held(acting, STOPPED)["session_id"]))
    assert violations(everything(acting.table)) == []


@pytest.mark.parametrize("enroll_first", [True, False])
def test_a_tap_after_whatever_became_of_the_renewal_is_right(acting: Acting, enroll_first: bool) -> None:
    """It was skipped, or never written."""
    if enroll_first:
        [session] = acting.booked()
        acting.enroll()
        due = acting.due(acting.complete(session))
        acting.unenroll()
        acting.settle(due)
    else:
        session = completed(acting)
    acting.enroll()
    tapped(acting, session)
    assert violations(everything(acting.table)) == []


def test_a_renewal_of_somebody_who_was_not_enrolled_stands_in_the_pairing_only(acting: Acting) -> None:
    session = completed(acting)
    [pairing] = [item for item in everything(acting.table) if item["type"] == "pairing"]
    acting.enroll()
    tapped(acting, session)
    items = everything(acting.table)
    of(items, "pairing").update(renewal=pairing["renewal"])
    assert "is none of a client who was not enrolled" in "\n".join(violations(items))


def test_a_tap_has_its_renewal_booked_and_books_once(acting: Acting) -> None:
    session = completed(acting)
    acting.enroll()
    tapped(acting, session)
    says = broken(acting, "renewal", lambda item: item.update(type="gone"))
    assert "has 1 trigger and 0 renewal" in says
    assert "has 0 booked renewal and 1 +1" in says
    items = everything(acting.table)
    plus_one = of(items, "session", origin="plus_one")
    twice = [*items, {**plus_one, "session_id": "again", "SK": f"{plus_one['SK']}again"}]
    assert "again has 0 booked renewal and 1 +1" in "\n".join(violations(twice))


def test_a_renewal_without_a_trigger_is_named_unless_a_tap_has_booked_it(acting: Acting) -> None:
    session = completed(acting)
    acting.enroll()
    tapped(acting, session)
    says = broken(acting, "event", lambda event: event["facts"].pop("how"), kind="plus_one_booked")
    assert "has 0 trigger and 1 renewal" in says
    assert "is of epoch 0" in says


@pytest.mark.parametrize("ended", [True, False])
def test_a_coachs_end_that_nobody_was_told_of_is_named(acting: Acting, ended: bool) -> None:
    acting.booked()
    acting.end()
    if not ended:
        acting.end(ended=False)
    assert "the coach has ended" in broken(acting, "pairing", lambda pairing: pairing.update(z=-pairing["z"]))


def test_a_hold_whose_moment_is_over_is_overdue_unless_bookings_are_stopped(acting: Acting) -> None:
    item = held(acting, in_a_while())
    looked_at = moment(item["remind_at"])
    items, late = everything(acting.table), looked_at + OVERDUE + timedelta(minutes=1)
    assert list(overdue(items, looked_at + OVERDUE)) == []
    [named] = overdue(items, late)
    assert named.endswith(f"is due since {text(looked_at)}")
    acting.table.write(bookings.put_stopped("repairs", late))
    stop = of(everything(acting.table), "bookings")
    assert list(overdue(items, late, stop)) == []
    started = stop | {"started_at": text(late)}
    assert list(overdue(items, late + OVERDUE, started)) == []
    assert list(overdue(items, late + OVERDUE + timedelta(minutes=1), started)) == [named]
