"""R14: reopening a session ends what is on hold for another one, though its own renewal has not been settled yet."""

import pytest

from ops.audit.audit import violations
from plus_one.domain.renewals import Reason
from plus_one.domain.settings import Settings
from plus_one.store.table import Table
from tests.integration.acting import Acting
from tests.kept import everything


@pytest.fixture
def acting(table: Table) -> Acting:
    return Acting(table)


def test_a_hold_ends_in_its_item_too_while_an_older_renewal_is_undone(acting: Acting) -> None:
    [older] = acting.booked()
    acting.enroll(Settings(stop_after=0))
    acting.complete(older)
    [session_id] = acting.booked()
    acting.settle(acting.due(acting.complete(session_id)))
    acting.reopen(older)
    kept = {item["session_id"]: item["reason"] for item in everything(acting.table) if item["type"] == "renewal"}
    assert kept == {older: Reason.COMPLETION_UNDONE, session_id: Reason.ALREADY_ON_DECK}
    assert violations(everything(acting.table)) == []
