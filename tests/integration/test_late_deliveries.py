"""Renewals that are delivered late, when the world has moved on."""

from ops.audit.pairs import Pair, pairs
from plus_one.domain.ids import SessionId
from plus_one.domain.renewals import Due, Reason, Renewal
from plus_one.store.table import Table
from tests.integration.acting import Acting
from tests.invariants import check
from tests.kept import everything


def kept(acting: Acting) -> Pair:
    [pair] = pairs(everything(acting.table)).values()
    return pair


def last_completed(acting: Acting) -> Due:
    [last] = acting.booked(1)
    acting.enroll()
    return acting.due(acting.complete(last))


def reason(renewal: Renewal | None) -> Reason | None:
    assert renewal
    return renewal.reason


def test_a_plus_one_that_was_used_up_is_not_booked_again(table: Table) -> None:
    acting = Acting(table)
    due = last_completed(acting)
    settled = acting.settle(due)
    assert reason(settled) is Reason.BOOKED
    acting.complete(SessionId(next(iter(kept(acting).plus_ones()))))
    assert acting.settle(due) is None
    assert len(kept(acting).plus_ones()) == 1
    check(table)


def test_an_old_renewal_books_nothing_after_a_later_package_was_used_up(table: Table) -> None:
    acting = Acting(table)
    old = last_completed(acting)
    new = last_completed(acting)
    assert reason(acting.settle(old)) is Reason.ALREADY_ON_DECK
    assert reason(acting.settle(new)) is Reason.BOOKED
    check(table)


def test_an_old_renewal_books_nothing_for_a_new_enrollment(table: Table) -> None:
    acting = Acting(table)
    due = last_completed(acting)
    acting.unenroll()
    acting.enroll()
    assert reason(acting.settle(due)) is Reason.ENROLLMENT_CHANGED
    assert not kept(acting).plus_ones()
    check(table)


def test_an_old_renewal_books_nothing_after_a_cancel(table: Table) -> None:
    acting = Acting(table)
    due = last_completed(acting)
    assert acting.unenroll().last_plus_one is None
    assert reason(acting.settle(due)) is Reason.NOT_ENROLLED
    check(table)


def test_a_package_that_came_first_is_enough(table: Table) -> None:
    acting = Acting(table)
    due = last_completed(acting)
    acting.booked(2)
    assert reason(acting.settle(due)) is Reason.ALREADY_ON_DECK
    assert len(kept(acting).booked()) == 2
    check(table)


def test_a_cancel_names_the_plus_one_that_was_booked_just_before_however_often_it_is_asked(table: Table) -> None:
    acting = Acting(table)
    acting.settle(last_completed(acting))
    answer = acting.unenroll()
    assert answer.last_plus_one
    assert [answer.last_plus_one.session_id] == list(kept(acting).plus_ones())
    assert acting.unenroll() == answer
    acting.complete(answer.last_plus_one.session_id)
    assert acting.unenroll() == answer
    check(table)


def test_completing_again_after_a_reopening_is_a_new_trigger(table: Table) -> None:
    acting = Acting(table)
    [session_id] = acting.booked(1)
    acting.enroll()
    first = acting.due(acting.complete(session_id))
    acting.reopen(session_id)
    second = acting.due(acting.complete(session_id))
    assert (first.completion, second.completion) == (1, 2)
    assert acting.settle(first) is None
    assert reason(acting.settle(second)) is Reason.BOOKED
    check(table)


def test_each_completion_has_a_plus_one_of_its_own(table: Table) -> None:
    acting = Acting(table)
    [session_id] = acting.booked(1)
    acting.enroll()
    for number in (1, 2):
        assert reason(acting.settle(acting.due(acting.complete(session_id)))) is Reason.BOOKED
        acting.reopen(session_id)
        assert len(kept(acting).plus_ones()) == number
    check(table)
