from dataclasses import replace

import pytest

from plus_one.domain.sessions import Outcome, Session, SessionStatus, Trigger
from plus_one.store import keys, sessions
from plus_one.store.items import Item
from plus_one.store.table import Contended, Table
from tests.integration.samples import AT, BOOKED_SESSION, CLIENT, COACH, LATER, SESSION, left_at_default

COMPLETED = BOOKED_SESSION.completed(Outcome.ATTENDED, Trigger.NOTHING, AT)


def put(table: Table, session: Session) -> None:
    table.write(sessions.put_new(CLIENT, COACH, session))


def stored(table: Table, session: Session) -> Item | None:
    [item] = table.get(keys.session(CLIENT, COACH, session.session_id))
    return item


def read(table: Table, session: Session) -> Session:
    item = stored(table, session)
    assert item
    return sessions.from_item(item)


@pytest.mark.parametrize("session", [SESSION, BOOKED_SESSION])
def test_a_session_comes_back_as_it_was_put(table: Table, session: Session) -> None:
    put(table, session)
    assert read(table, session) == session


def test_the_sample_sets_every_field() -> None:
    assert left_at_default(SESSION) == []


def test_what_a_session_does_not_have_is_not_stored(table: Table) -> None:
    put(table, BOOKED_SESSION)
    item = stored(table, BOOKED_SESSION)
    assert item
    assert not {"package_id", "completed_at", "outcome", "cancelled_at"} & set(item)


def test_the_same_session_cannot_be_put_twice(table: Table) -> None:
    put(table, BOOKED_SESSION)
    with pytest.raises(Contended):
        put(table, replace(BOOKED_SESSION, booked_at=LATER))
    assert read(table, BOOKED_SESSION) == BOOKED_SESSION


def test_a_booked_session_is_completed(table: Table) -> None:
    put(table, BOOKED_SESSION)
    table.write(sessions.put_completed(CLIENT, COACH, COMPLETED))
    assert read(table, COMPLETED) == COMPLETED


@pytest.mark.parametrize(
    "before",
    [
        COMPLETED,
        replace(COMPLETED, status=SessionStatus.CANCELLED, completions=0),
        replace(COMPLETED, completions=0),
        replace(BOOKED_SESSION, completions=1),
        replace(BOOKED_SESSION, completions=2),
    ],
    ids=["completed", "cancelled", "completed, count taken back", "reopened", "reopened twice"],
)
def test_only_the_next_completion_of_a_booked_session_is_accepted(table: Table, before: Session) -> None:
    put(table, before)
    with pytest.raises(Contended):
        table.write(sessions.put_completed(CLIENT, COACH, COMPLETED))
    assert read(table, before) == before


def test_a_session_that_is_not_there_cannot_be_completed(table: Table) -> None:
    with pytest.raises(Contended):
        table.write(sessions.put_completed(CLIENT, COACH, COMPLETED))
    assert stored(table, COMPLETED) is None
