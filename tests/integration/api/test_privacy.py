"""No log, metric or output holds a name, an address, a title, a body, a token or a key, not even when all fails."""

import json
import logging
from collections.abc import Callable
from dataclasses import replace

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from local import ses_events
from local.filters import matches
from plus_one import clock
from plus_one.domain.ids import UserId
from plus_one.domain.tokens import sign
from tests.conftest import LINK_KEYS, TABLE, aws
from tests.integration.api.conftest import Written
from tests.integration.api.pair import Pair, refused
from tests.integration.api.routes import GOOD, Deal, begin
from tests.integration.api.sentinels import (
    ADDRESSES,
    KEY,
    NAMES,
    SECRETS,
    TITLE,
    TOKEN,
    UNDELIVERABLE,
    VALUE,
    secrets_in,
)
from tests.marketplace import Marketplace, client, coach


@pytest.fixture
def deal(marketplace: Marketplace) -> Deal:
    """A deal whose people and things have names like no others."""
    people = [
        replace(one, email=address) for one, address in zip((client(NAMES[0]), coach(NAMES[1])), ADDRESSES, strict=True)
    ]
    return begin(Pair(marketplace, *people))


def everything(deal: Deal) -> list[int]:
    """Every good request of the document, with a token and a key."""
    routes = [route for route in GOOD if route != "POST /v1/offers"]
    return [
        deal.request(route, authorization=TOKEN, idempotency_key=f"{KEY}-{n}").status for n, route in enumerate(routes)
    ]


def test_what_is_written_is_caught_here(deal: Deal, written: Written) -> None:
    """Else the other tests would pass for nothing."""
    logging.getLogger("tests").debug(VALUE)
    print(TITLE)  # noqa: T201

    assert secrets_in(written()) == [TITLE, VALUE, "sentinel"]


def test_every_answer_names_its_caller_by_id_also_when_it_refuses(deal: Deal, written: Written) -> None:
    written()
    deal.request("GET /v1/inbox")
    refused(deal.request("GET /v1/inbox", deal.pair.coach), 403, "FORBIDDEN")
    refused(deal.pair.try_to_complete("nothing"), 404, "NOT_FOUND")
    deal.pair.marketplace.send(deal.pair.marketplace.http_event(None, "GET", "/v1/openapi.json", None, {}))
    lines = [json.loads(line) for line in written().splitlines() if '"message":"answered"' in line]

    coach_id = deal.pair.coach.user_id
    assert [(line["status"], line.get("caller")) for line in lines] == [
        (200, deal.pair.client.user_id),
        (403, coach_id),
        (404, coach_id),
        (200, None),
    ]


def test_a_story_tells_no_secrets(deal: Deal, written: Written) -> None:
    deal.pair.offer(title=TITLE)
    deal.pair.complete_all()
    deal.pair.marketplace.settle(times=2)
    everything(deal)
    deal.pair.marketplace.settle(times=2)

    assert len(deal.pair.marketplace.mails_of("plus_one_booked")) == 2
    assert len(deal.pair.marketplace.mails()) > 6
    told = written()
    assert '"message":"settled"' in told
    assert '"message":"mailed"' in told
    assert secrets_in(told) == []


def test_not_even_at_debug_does_anybody_tell(deal: Deal, written: Written, caplog: pytest.LogCaptureFixture) -> None:
    """Powertools would write arguments, botocore and urllib3 bodies and addresses."""
    caplog.set_level(logging.DEBUG)
    deal.pair.complete_all()
    deal.pair.marketplace.settle()
    everything(deal)
    token = _follow_a_link(deal)
    _hear_of_mails(deal)

    told = written()
    assert '"message":"heard"' in told
    assert token not in told
    assert secrets_in(told) == []


def _follow_a_link(deal: Deal) -> str:
    market, both = deal.pair.marketplace, (UserId(deal.ids["client_id"]), UserId(deal.ids["coach_id"]))
    token = sign(*both, clock.now().date(), LINK_KEYS)
    for method in ("GET", "POST"):
        assert market.send(market.http_event(None, method, f"/v1/unsubscribe/{token}", None, {})).status == 200
    return token


def _hear_of_mails(deal: Deal) -> None:
    for mail in deal.pair.marketplace.mails():
        deal.pair.marketplace.publish(ses_events.delivered(mail, clock.now()))


def test_feedback_that_cannot_be_taken_names_nobody(
    deal: Deal, written: Written, talkative: Callable[[], None]
) -> None:
    """Lambda writes an error's message into the log and, beside the event, into the failure queue."""
    deal.pair.marketplace.settle()
    talkative()
    with pytest.raises(Exception, match=r"^$") as failure:
        _hear_of_mails(deal)

    assert failure.value.__suppress_context__
    assert '"message":"failed"' in (told := written())
    assert secrets_in(told) == []


def test_refusals_tell_no_secrets(deal: Deal, written: Written) -> None:
    offers, enrollment = "POST /v1/offers", "PUT /v1/coaches/{coach_id}/enrollment"
    bad = {
        "title": TITLE,
        "sessions": VALUE,
        "price": VALUE,
        "expires_at": VALUE,
        VALUE: VALUE,
        "client_id": VALUE + "#",
    }
    refused(deal.request(offers, body=bad, idempotency_key=KEY), 422, "INVALID")
    refused(deal.request(offers, idempotency_key=KEY + " " + VALUE), 422, "INVALID")
    refused(deal.send_text(offers, '{"title": "' + VALUE), 400, "BAD_JSON")
    refused(deal.send_text(offers, '"' + VALUE * 10_000 + '"'), 413, "BODY_TOO_LARGE")
    refused(deal.send_text(offers, VALUE, content_type=VALUE), 415, "UNSUPPORTED_MEDIA_TYPE")
    refused(deal.request(enrollment, if_match=VALUE), 412, "PRECONDITION_FAILED")
    refused(deal.request(enrollment, replace(deal.pair.client, groups=(VALUE,))), 403, "FORBIDDEN")
    refused(deal.pair.by_client("GET", f"/sessions?status={VALUE}&limit={VALUE}&cursor={VALUE}"), 422, "INVALID")
    refused(deal.pair.by_client("GET", f"/sessions?cursor={VALUE}"), 400, "BAD_CURSOR")
    refused(deal.pair.try_to_complete(VALUE), 404, "NOT_FOUND")
    refused(deal.pair.try_to_complete(VALUE + "%23"), 404, "NOT_FOUND")

    assert secrets_in(written()) == []


def test_a_mail_that_ses_refuses_tells_no_secrets(deal: Deal, written: Written) -> None:
    deal.pair.marketplace.settle()
    moved = replace(deal.pair.client, email=UNDELIVERABLE)
    deal.pair.marketplace.call(moved, "GET", "/v1/profile")
    Pair(deal.pair.marketplace, moved, deal.pair.coach).complete_all()
    deal.pair.marketplace.settle()

    assert [mail.to for mail in deal.pair.marketplace.mails_of("plus_one_booked")] == [(ADDRESSES[1],)]
    assert secrets_in(written()) == []


@pytest.fixture
def talkative(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on every call to AWS fails, and the error repeats all that it was sent."""

    def fail(_: object, operation: str, sent: object) -> None:
        message = f"{sent} {SECRETS}"
        raise ClientError({"Error": {"Code": "ValidationException", "Message": message}}, operation)

    return lambda: monkeypatch.setattr(BaseClient, "_make_api_call", fail)


def test_when_everything_fails_nothing_is_told_either(
    deal: Deal, written: Written, talkative: Callable[[], None]
) -> None:
    deal.pair.complete_all()
    records = deal.pair.marketplace.new_records()
    talkative()

    assert set(everything(deal)) == {500}
    refused(deal.pair.try_to_offer(title=TITLE), 500, "INTERNAL")
    for name, [pattern] in deal.pair.marketplace.readers().items():
        wanted = [record for record in records if matches(record, pattern)]
        answer = deal.pair.marketplace.handler(name)({"Records": wanted}, None)
        assert len(answer["batchItemFailures"]) == len(wanted) > 0
    assert secrets_in(written()) == []


def test_a_failure_on_our_side_is_answered_without_its_inside(
    deal: Deal, written: Written, talkative: Callable[[], None]
) -> None:
    talkative()
    reply = deal.pair.try_to_offer(title=TITLE)

    refused(reply, 500, "INTERNAL")
    assert secrets_in(str(reply)) == []


def test_without_its_table_the_api_fails_in_its_own_words(deal: Deal) -> None:
    aws("dynamodb").delete_table(TableName=TABLE)

    assert set(everything(deal)) == {500}
