from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.aws import client
from local.mails import Mails
from tests.local.conftest import CONFIGURATION_SET, SENDER

ALEX = "alex.client@example.com"
BODY = {"Text": {"Data": "plain"}, "Html": {"Data": "<p>rich</p>"}}


def mail(**changes: Any) -> dict[str, Any]:
    simple = {"Subject": {"Data": "Booked"}, "Body": BODY}
    simple |= {name: changes.pop(name) for name in ("Subject", "Body", "Headers") if name in changes}
    return {
        "FromEmailAddress": f"+1 Program <{SENDER}>",
        "Destination": {"ToAddresses": [ALEX]},
        "Content": {"Simple": simple},
        "ConfigurationSetName": CONFIGURATION_SET,
    } | changes


def send(url: str, **changes: Any) -> str:
    return str(client(url, "sesv2").send_email(**mail(**changes))["MessageId"])


def refusal(url: str, **changes: Any) -> str:
    with pytest.raises(ClientError) as refused:
        send(url, **changes)
    return str(refused.value.response["Error"]["Code"])


def header(name: str, value: str) -> dict[str, list[dict[str, str]]]:
    return {"Headers": [{"Name": name, "Value": value}]}


def tag(name: str, value: str) -> dict[str, list[dict[str, str]]]:
    return {"EmailTags": [{"Name": name, "Value": value}]}


def test_it_keeps_all_that_was_said_in_the_order_sent(url: str, mails: Mails) -> None:
    unsubscribe = {"Name": "List-Unsubscribe", "Value": "<https://example.com/u>"}
    first = send(url, Headers=[unsubscribe], EmailTags=[{"Name": "event_id", "Value": "01K"}])
    second = send(url, Subject={"Data": "Später"}, Body={"Text": {"Data": "x"}})
    one, two = mails.oldest_first()
    assert (one.message_id, two.message_id) == (first, second)
    assert (one.to, one.subject, one.text, one.html) == ((ALEX,), "Booked", "plain", "<p>rich</p>")
    assert (one.headers, one.tags) == ({"List-Unsubscribe": "<https://example.com/u>"}, {"event_id": "01K"})
    assert one.configuration_set == CONFIGURATION_SET
    assert (two.subject, two.html) == ("Später", None)


def test_boto3_raises_the_exceptions_of_ses(url: str) -> None:
    sesv2 = client(url, "sesv2")
    with pytest.raises(sesv2.exceptions.BadRequestException, match="malformed"):
        sesv2.send_email(**mail(Destination={"ToAddresses": ["nobody"]}))
    with pytest.raises(sesv2.exceptions.MessageRejected, match=r"not verified: other@example\.com"):
        sesv2.send_email(**mail(FromEmailAddress="other@example.com"))
    with pytest.raises(sesv2.exceptions.NotFoundException):
        sesv2.send_email(**mail(ConfigurationSetName="other"))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "alex",
        "alex@",
        "@example.com",
        "alex@example",
        "alex@@example.com",
        "a lex@example.com",
        "älex@example.com",
        "alex@exämple.com",
        "alex@example.com\r\nBcc: eve@example.com",
        "alex@example.com, eve@example.com",
        "<alex@example.com",
        "alex@example.com>",
        "Älex <alex@example.com>",
        f"{'a' * 65}@example.com",
    ],
)
def test_bad_addresses_are_refused(url: str, mails: Mails, address: str) -> None:
    assert refusal(url, Destination={"ToAddresses": [ALEX, address]}) == "BadRequestException"
    assert mails.oldest_first() == []


def test_fifty_recipients_are_the_most_counting_copies(url: str) -> None:
    send(url, Destination={"ToAddresses": [ALEX] * 50})
    assert refusal(url, Destination={"ToAddresses": [ALEX] * 50, "BccAddresses": [ALEX]}) == "BadRequestException"
    assert refusal(url, Destination={"ToAddresses": []}) == "BadRequestException"


@pytest.mark.parametrize(
    "bad",
    [
        header("X-Note", "a" * 871),
        header("X-Note", "caf\xe9"),
        header("X-Note", "a\r\nBcc: eve@example.com"),
        header("X Note", "a"),
        header("X:Note", "a"),
        header("X" * 127, "a"),
        header("subject", "a"),
        header("Message-ID", "<a@b>"),
        {"Headers": [{"Name": f"X-{number}", "Value": "a"} for number in range(16)]},
        {"Headers": [{"Name": name, "Value": "a"} for name in ("x-note", "X-Note")]},
        tag("event_id", "CLIENT#1"),
        tag("event id", "1"),
        tag("event_id", "a@example.com"),
        tag("event_id", "a" * 257),
        {"Subject": {"Data": ""}},
        {"Subject": {"Data": "a\nb"}},
        {"Body": {}},
        {"Content": {"Raw": {"Data": b"From: a"}}},
    ],
)
def test_what_ses_refuses_is_refused(url: str, mails: Mails, bad: dict[str, Any]) -> None:
    assert refusal(url, **bad) == "BadRequestException"
    assert mails.oldest_first() == []


@pytest.mark.parametrize("good", [header("X-Note", "a" * 870), header("X" * 126, "~"), tag("a-Z_0", "a" * 256)])
def test_the_longest_that_ses_takes_is_taken(url: str, mails: Mails, good: dict[str, Any]) -> None:
    send(url, **good)
    assert len(mails.oldest_first()) == 1
