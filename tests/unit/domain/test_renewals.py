"""The record of one "last session of an enrolled client was completed" (product.md, "Words")."""

from plus_one.domain.ids import plus_one_id
from plus_one.domain.renewals import Reason, RenewalState
from tests.builders import LAST_SESSION_ID, MS, NOW, renewal


def test_a_renewal_ends_booked() -> None:
    booked = renewal().booked(NOW + MS)
    assert booked == renewal(state=RenewalState.BOOKED, reason=Reason.BOOKED, settled_at=NOW + MS)


def test_a_renewal_ends_skipped_with_a_reason() -> None:
    skipped = renewal().skipped(Reason.ZERO_RATE, NOW + MS)
    assert skipped == renewal(state=RenewalState.SKIPPED, reason=Reason.ZERO_RATE, settled_at=NOW + MS)


def test_the_id_of_its_plus_one_is_known_before_and_stays_the_same_when_it_is_settled() -> None:
    assert renewal().plus_one_id == renewal().booked(NOW + MS).plus_one_id == plus_one_id(LAST_SESSION_ID, 1, NOW)


def test_the_trigger_is_one_completion_of_one_session() -> None:
    assert renewal().same_trigger(renewal().booked(NOW + MS))
    assert not renewal().same_trigger(renewal(completion=2))
    assert not renewal().same_trigger(renewal(session_id="another"))
    assert not renewal().same_trigger(None)
