"""One announcement, one call to EventBridge."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError
from botocore.stub import Stubber

from plus_one.bus.announcement import Announcement
from plus_one.bus.announcer import NotAnnounced, connect, put

WHAT = Announcement("plus_one.booked", {"version": 1, "id": "01KAEVENT00000000000000000"})


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    return connect()


@pytest.fixture
def stub(events: Any) -> Iterator[Stubber]:
    with Stubber(events) as stubber:
        yield stubber


def test_an_announcement_goes_to_our_bus_as_its_kind(events: Any, stub: Stubber) -> None:
    entry = {
        "Source": "plus_one",
        "DetailType": "plus_one.booked",
        "Detail": json.dumps(WHAT.detail),
        "EventBusName": "stack",
    }
    stub.add_response("put_events", {"FailedEntryCount": 0, "Entries": [{"EventId": "7"}]}, {"Entries": [entry]})

    assert put(events, WHAT, "stack") == "7"


def test_an_entry_that_failed_is_not_announced_whatever_the_status(events: Any, stub: Stubber) -> None:
    failed = {"FailedEntryCount": 1, "Entries": [{"ErrorCode": "InternalFailure", "ErrorMessage": "-"}]}
    stub.add_response("put_events", failed)

    with pytest.raises(NotAnnounced, match="InternalFailure"):
        put(events, WHAT, "stack")


def test_a_refusal_is_told_by_its_code_alone(events: Any, stub: Stubber) -> None:
    stub.add_client_error("put_events", "ThrottlingException", "with ids in it")

    with pytest.raises(NotAnnounced, match=r"^ThrottlingException$"):
        put(events, WHAT, "stack")


def test_an_answer_that_never_came_is_no_announcement(events: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(**_: Any) -> Any:
        raise ReadTimeoutError(endpoint_url="https://events")

    monkeypatch.setattr(events, "put_events", lost)
    with pytest.raises(NotAnnounced, match=r"^ReadTimeoutError$"):
        put(events, WHAT, "stack")


def test_it_is_tried_once_and_not_for_long(events: Any) -> None:
    config = events.meta.config
    assert config.retries["total_max_attempts"] == 1
    assert config.connect_timeout + config.read_timeout <= 3
