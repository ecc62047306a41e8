"""SES can be faster than who mails: the news is there while the notice is still claimed."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from plus_one.actions.send_notices import send_notices
from plus_one.domain.events import Written
from plus_one.domain.ids import EventId
from plus_one.mail.sender import MailPostponed
from plus_one.store import keys
from plus_one.store.items import Item
from tests.integration.acting import post_to
from tests.integration.feedback.enrolled import Pair, flagged, stored, table
from tests.integration.feedback.news import delivered, final


def send_while(pair: Pair, *news: Any, postponed: bool = False) -> Item:
    def send(mail: Any) -> str:
        sent = replace(
            pair.mail(), message_id="0100-early", to=(mail.to,), tags=mail.tags, sent_at="2026-11-23T10:00:00.000Z"
        )
        if mail.tags["side"] == "client":
            for tell in news:
                pair.marketplace.publish(tell(sent))
            if postponed:
                raise MailPostponed("ReadTimeoutError")
        return "0100-early"

    pair.save(stop_after=9)
    assert pair.marketplace.call(pair.alex, "DELETE", f"{pair.path}/enrollment").status == 200
    [record] = [
        each["dynamodb"]["NewImage"]
        for each in pair.marketplace.new_records()
        if each["dynamodb"]["NewImage"].get("kind") == {"S": "unenrolled"}
    ]
    written = Written(*pair.ids(), EventId(record["event_id"]["S"]))
    failures: list[Exception] = []
    post = replace(post_to(send), report=lambda failure, event: failures.append(failure))
    send_notices(table(), written, post, datetime.now(UTC))
    assert bool(failures) is postponed
    notice: Item = stored(keys.event(*pair.ids(), written.event_id))["notices"]["client"]
    return notice


def test_a_delivery_marks_the_notice_as_sent(pair: Pair) -> None:
    notice = send_while(pair, delivered)
    assert (notice["state"], notice["feedback"], notice["message_id"]) == ("sent", "delivered", "0100-early")


@final
def test_a_refusal_is_not_overwritten_by_the_sender_who_comes_later(pair: Pair, refused: Any) -> None:
    notice = send_while(pair, refused)
    assert notice["state"] == "undeliverable"
    assert "not_before" not in notice
    assert flagged(pair.alex)


def test_a_mail_that_arrived_is_not_sent_twice_although_its_sender_heard_no_answer(pair: Pair) -> None:
    notice = send_while(pair, delivered, postponed=True)
    assert (notice["state"], notice["feedback"]) == ("sent", "delivered")
