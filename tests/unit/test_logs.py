from typing import Any

import pytest

from plus_one.domain.events import Written
from plus_one.domain.ids import EventId, SessionId, UserId
from plus_one.domain.profiles import Changed
from plus_one.domain.renewals import Due
from plus_one.logs import ids_of

ALEX, CASEY = UserId("alex"), UserId("casey")
PAIR = {"client": "alex", "coach": "casey"}


@pytest.mark.parametrize(
    ("what", "ids"),
    [
        (Due(ALEX, CASEY, SessionId("s"), 2), PAIR | {"completed_session_id": "s", "completion": 2}),
        (Written(ALEX, CASEY, EventId("e")), PAIR | {"event_id": "e"}),
        (Changed(ALEX), {"user": "alex"}),
        (None, {}),
    ],
)
def test_a_line_names_what_it_is_about(what: Any, ids: dict[str, Any]) -> None:
    assert ids_of(what) == ids
