from typing import Any

from boto3.dynamodb.types import TypeSerializer

from local.console import NOTICES, Story
from local.event_source import Record
from plus_one.domain.events import NOTICE_KINDS

NAMES = {"c1": "Alex", "k1": "Casey"}


def record(event_name: str = "INSERT", **changes: Any) -> Record:
    item = {
        "type": "event",
        "event_id": "01E",
        "kind": "session_completed",
        "at": "2026-11-23T10:02:11.123Z",
        "client_id": "c1",
        "coach_id": "k1",
        "facts": {"session_id": "01S", "on_deck": 0},
    } | changes
    image = {name: TypeSerializer().serialize(value) for name, value in item.items() if value is not None}
    return {"eventName": event_name, "dynamodb": {"NewImage": image}}


def notices(client: str, coach: str) -> dict[str, dict[str, str]]:
    return {"client": {"state": client}, "coach": {"state": coach}}


def test_an_event_is_told_in_one_line_with_the_peoples_names() -> None:
    assert Story(NAMES).lines(record()) == ["completed    Alex with Casey: session id 01S, on deck 0"]


def test_a_skipped_renewal_is_told_with_its_reason() -> None:
    skipped = record(kind="not_booked", reason="PACKAGE_NOT_RENEWABLE", facts={})
    assert Story(NAMES).lines(skipped) == ["not booked   Alex with Casey: reason PACKAGE_NOT_RENEWABLE"]


def test_strangers_and_new_kinds_are_told_as_they_are() -> None:
    told = Story({}).lines(record(kind="something_new", facts={"rate": 5000, "currency": "USD"}))
    assert told == ["something_new c1 with k1: rate 5000 minor units of USD"]


def test_each_mail_is_told_once() -> None:
    story = Story(NAMES)
    story.lines(record(kind="plus_one_booked", notices=notices("pending", "pending")))
    steps = [notices("sending", "sending"), notices("sent", "sending"), notices("sent", "undeliverable")]
    told = [story.lines(record("MODIFY", kind="plus_one_booked", notices=step)) for step in steps]
    assert told == [[], ["mailed       plus_one_booked to Alex"], ["undeliverable plus_one_booked to Casey"]]


def test_a_mail_is_told_by_the_notices_own_name() -> None:
    assert Story(NAMES).lines(record("MODIFY", notices={"client": {"state": "sent"}})) == [
        "mailed       heads_up to Alex"
    ]
    assert NOTICES == NOTICE_KINDS


def test_an_announcement_is_told_once_when_it_is_made() -> None:
    story = Story(NAMES)
    steps = [{"state": state} for state in ("pending", "sending", "sent", "sent")]
    told = [story.lines(record("MODIFY", kind="plus_one_booked", announcement=step)) for step in steps]
    assert told == [[], [], ["announced    plus_one_booked on the bus"], []]


def heard(state: str, feedback: str) -> dict[str, dict[str, str]]:
    return {"client": {"state": state, "feedback": feedback}}


def test_bad_news_of_a_mail_is_told_once_and_good_news_not_at_all() -> None:
    story = Story(NAMES)
    steps = [
        notices("sent", "pending"),
        heard("sent", "delivered"),
        heard("undeliverable", "complained"),
        heard("undeliverable", "complained"),
    ]
    told = [story.lines(record("MODIFY", kind="plus_one_booked", notices=step)) for step in steps]
    assert told == [["mailed       plus_one_booked to Alex"], [], ["complained   plus_one_booked to Alex"], []]


def test_a_mail_that_bounced_before_it_was_marked_sent_is_told_as_bounced() -> None:
    told = Story(NAMES).lines(record("MODIFY", kind="enrolled", notices=heard("undeliverable", "bounced")))
    assert told == ["bounced      enrolled to Alex"]


def test_other_items_are_not_told() -> None:
    story = Story(NAMES)
    assert story.lines(record(type="session")) == []
    assert story.lines({"eventName": "REMOVE", "dynamodb": {"Keys": {}}}) == []
