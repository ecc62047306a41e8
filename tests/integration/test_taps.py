"""R13: what a tap names is its receipt, and what it has read decides."""

from dataclasses import replace
from typing import Any

import pytest

from plus_one.domain.ids import SessionId
from plus_one.domain.refusals import EnrollmentChanged, NotFound, NothingToBook
from plus_one.domain.settings import Settings
from plus_one.store.table import Contended, Table
from tests.integration.acting import Acting, caller


@pytest.fixture
def acting(table: Table) -> Acting:
    return Acting(table)


def held(acting: Acting) -> SessionId:
    [session_id] = acting.booked()
    acting.enroll(Settings(stop_after=0))
    acting.settle(acting.due(acting.complete(session_id)))
    return session_id


def test_what_is_not_there_cannot_be_tapped(acting: Acting) -> None:
    session_id = held(acting)
    with pytest.raises(NotFound):
        acting.tap(SessionId("another"))
    with pytest.raises(NotFound):
        replace(acting, coach=caller("Another")).tap(session_id)


def test_a_completion_that_never_was_or_was_undone_books_nothing(acting: Acting) -> None:
    session_id = held(acting)
    with pytest.raises(NothingToBook):
        acting.tap(session_id, completion=2)


def test_a_last_completion_of_somebody_who_was_not_enrolled_is_named_by_its_session(acting: Acting) -> None:
    [session_id] = acting.booked()
    acting.complete(session_id)
    acting.enroll()
    with pytest.raises(NothingToBook):
        acting.tap(session_id, completion=2)
    first, second = acting.tap(session_id), acting.tap(session_id)
    assert (first.anew, second.anew) == (True, False)
    assert first.session.session_id == second.session.session_id


def test_a_tap_read_in_an_enrollment_that_has_ended_since_books_nothing(
    acting: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id, commit = held(acting), Table.commit

    def lose(*_: Any) -> None:
        monkeypatch.setattr(Table, "commit", commit)
        acting.unenroll()
        acting.enroll()
        raise Contended

    monkeypatch.setattr(Table, "commit", lose)
    with pytest.raises(EnrollmentChanged):
        acting.tap(session_id)
    assert not acting.on_deck()
    assert acting.tap(session_id).anew
