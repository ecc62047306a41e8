"""Least privilege: what each function asks of AWS, while every route and every trigger is used, against what its role
lets it do. Nothing is missing, and nothing is granted that is not used."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.client import BaseClient

from local import ses_events
from local.render import Template
from plus_one import clock
from plus_one.domain.ids import UserId
from plus_one.domain.tokens import sign
from plus_one.store import link_keys, suspensions
from plus_one.store.table import connect
from tests.conftest import LINK_KEYS
from tests.conftest import TABLE as TABLE_NAME
from tests.integration.api.pair import Pair
from tests.integration.api.routes import GOOD, Deal, begin
from tests.marketplace import Marketplace, client, coach
from tests.template.roles import Grant, functions, may

type Calls = dict[str, set[Grant]]

TABLE = "${Table.Arn}"
IDENTITY = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/*"
CONFIGURATION_SET = (
    "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:configuration-set/${MailConfigurationSet}"
)
# A transaction is no action of IAM's: each of its parts is one.
PARTS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}

# What Lambda does in a function's name.
LOGS = {Grant(f"logs:{each}", "${FunctionLog.Arn}") for each in ("CreateLogStream", "PutLogEvents")}
STREAM = {
    *(Grant(f"dynamodb:{each}", "${Table.StreamArn}") for each in ("DescribeStream", "GetRecords", "GetShardIterator")),
    Grant("dynamodb:ListStreams", "${Table.Arn}/stream/*"),
}
GIVE_UP = {Grant("sqs:SendMessage", "${FailureQueue.Arn}")}
IN_ITS_NAME = {
    "book_plus_one": LOGS | STREAM | GIVE_UP,
    "send_notices": LOGS | STREAM | GIVE_UP,
    "mail_feedback": LOGS | GIVE_UP,
}

A_MINUTE = SimpleNamespace(
    function_name="sweep",
    memory_limit_in_mb=1024,
    invoked_function_arn="arn",
    aws_request_id="1",
    get_remaining_time_in_millis=lambda: 60_000,
)

STARS = {
    Grant("dynamodb:ListStreams", "${Table.Arn}/stream/*"): "it is asked of a table, whatever its stream is called",
    Grant("ses:DeleteSuppressedDestination", "*"): "SES knows no resource for it: the list is the account's",
    Grant("ses:SendEmail", IDENTITY): "SES picks address, domain or parent domain; ses:FromAddress fixes the sender",
}


@pytest.fixture
def used(marketplace: Marketplace, monkeypatch: pytest.MonkeyPatch) -> Calls:
    """Function -> what it asked for, in a story with everything in it."""
    calls: Calls = {name: set() for name in functions(marketplace.template)}
    _listen(calls, monkeypatch)
    _live(begin(Pair(marketplace, client("Alex"), coach("Casey"))), monkeypatch)
    return calls


def test_every_function_may_do_what_it_does_and_nothing_else(used: Calls, template: Template) -> None:
    for name, asked in used.items():
        allowed, needed = may(template, name), asked | IN_ITS_NAME.get(name, LOGS)
        assert asked, f"{name} was not used"
        assert not needed - allowed, f"{name} lacks {needed - allowed}"
        assert not allowed - needed, f"{name} has {allowed - needed} and never uses it"


def test_a_star_is_only_where_it_is_reasoned(template: Template) -> None:
    all_grants = {grant for name in functions(template) for grant in may(template, name)}

    assert {grant for grant in all_grants if "*" in grant.action + grant.resource} == set(STARS)


def _live(deal: Deal, monkeypatch: pytest.MonkeyPatch) -> None:
    _wait_for_somebody_suspended(deal.pair.marketplace)
    deal.pair.complete_all()
    _book_without_a_mailable_address(deal)
    deal.pair.marketplace.settle()
    _by_mail_events(deal)
    _by_link(deal)
    for number, route in enumerate(GOOD):
        deal.request(route, idempotency_key=f"key-{number}")
    _by_schedule(deal, monkeypatch)
    _ask_for_mail_again(deal.pair.marketplace)
    _cancel_and_reopen(deal)


def _wait_for_somebody_suspended(market: Marketplace) -> None:
    """A renewal of theirs waits, and the stream says until when."""
    pair = Pair(market, client(), coach("Robin"))
    pair.book(sessions=1)
    pair.enroll()
    pair.complete_all()
    connect(TABLE_NAME).write(suspensions.put_suspended(UserId(pair.client.user_id), "spam", clock.now()))
    pair.settle()


def _by_mail_events(deal: Deal) -> None:
    market = deal.pair.marketplace
    for mail in market.mails_of("plus_one_booked"):
        market.publish(ses_events.bounced(mail, "Permanent", "General", clock.now()))


def _by_link(deal: Deal) -> None:
    market, both = deal.pair.marketplace, (UserId(deal.ids["client_id"]), UserId(deal.ids["coach_id"]))
    token = sign(*both, clock.now().date(), LINK_KEYS)
    for method in ("GET", "POST"):
        reply = market.send(market.http_event(None, method, f"/v1/unsubscribe/{token}", None, {}))
        assert reply.status == 200


def _book_without_a_mailable_address(deal: Deal) -> None:
    Pair(deal.pair.marketplace, replace(client(), email="ä@example.com"), coach("Robin")).book()


def _by_schedule(deal: Deal, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the stream down the sweep books, skips nothing and mails; what cannot be mailed is put off."""
    deal.pair.book()
    deal.pair.enroll()
    deal.pair.complete_all()
    _book_without_a_mailable_address(deal)
    at: datetime = clock.now() + timedelta(minutes=5)
    with monkeypatch.context() as patch:
        patch.setattr(clock, "now", lambda: at)
        deal.pair.marketplace.handler("sweep")({}, A_MINUTE)
    assert deal.pair.pairing()["renewal"]["state"] == "booked"


def _ask_for_mail_again(market: Marketplace) -> None:
    """A client by saving, a coach in their profile."""
    pair = Pair(market, client("Bo"), coach("Robin"))
    pair.book()
    market.settle()
    for mail in market.mails_of("package_booked")[-2:]:
        market.publish(ses_events.bounced(mail, "Permanent", "General", clock.now()))
    pair.enroll()
    assert market.call(pair.coach, "POST", "/v1/profile/retry-mail").body["mail"] == "ok"


def _cancel_and_reopen(deal: Deal) -> None:
    pair = deal.pair
    [plus_one] = [each["session_id"] for each in pair.sessions("?status=booked")]
    assert pair.by_client("POST", f"/sessions/{plus_one}/cancel").status == 200
    one = pair.book(sessions=1)["sessions"][0]["session_id"]
    pair.complete(one)
    pair.settle()
    assert pair.by_coach("POST", f"/sessions/{one}/reopen").status == 200


def _listen(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs is the one who asks; lanes of a batch are threads, but batches come one after the other."""
    running: list[str] = []
    handler, ask = Marketplace.handler, BaseClient._make_api_call  # type: ignore[attr-defined]

    def run(market: Marketplace, name: str) -> Callable[[Any, Any], Any]:
        def handle(event: Any, context: Any) -> Any:
            running.append(name)
            try:
                return handler(market, name)(event, context)
            finally:
                running.pop()

        return handle

    def listen(client: Any, operation: str, sent: Any) -> Any:
        if running:
            calls[running[-1]] |= set(_grants(operation, sent))
        return ask(client, operation, sent)

    monkeypatch.setattr(Marketplace, "handler", run)
    monkeypatch.setattr(BaseClient, "_make_api_call", listen)
    for name in ("unsubscribe", "send_notices", "sweep"):  # as if they had just started
        monkeypatch.setattr(import_module(f"functions.{name}.app"), "keys", link_keys.connect("link-keys"))


def _grants(operation: str, sent: Any) -> list[Grant]:
    match operation:
        case "TransactWriteItems":
            return [Grant(f"dynamodb:{PARTS[part]}", TABLE) for each in sent["TransactItems"] for part in each]
        case "Query" if "IndexName" in sent:
            return [Grant("dynamodb:Query", f"{TABLE}/index/{sent['IndexName']}")]
        case "SendEmail":
            return [Grant("ses:SendEmail", IDENTITY), Grant("ses:SendEmail", CONFIGURATION_SET)]
        case "DeleteSuppressedDestination":
            return [Grant("ses:DeleteSuppressedDestination", "*")]
        case "PutEvents":
            return [Grant("events:PutEvents", "${Bus.Arn}")]
        case "GetSecretValue":
            return [Grant("secretsmanager:GetSecretValue", "${LinkKeys.Id}")]
    return [Grant(f"dynamodb:{operation}", TABLE)]
