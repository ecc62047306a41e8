"""What a developer can let mails do, and what SES tells about it."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from botocore.exceptions import ClientError

from local.aws import client
from local.gateway import Gateway
from local.mails import Mails
from local.outcomes import Outcomes
from local.server import Pages, serve
from local.settings import HOST
from plus_one.domain.feedback import Verdict
from plus_one.mail.feedback import feedback_of
from tests.local.conftest import CONFIGURATION_SET, account, free_port
from tests.local.test_ses import ALEX, mail

TAGS = {"client_id": "c1", "coach_id": "k1", "event_id": "01E", "kind": "plus_one_booked", "side": "client"}


class Ses:
    """The endpoint, what it has told the bus and the console, and the mails that have arrived."""

    def __init__(self, url: str, mails: Mails, told: list[Mapping[str, Any]], said: list[str]) -> None:
        self.url, self.mails, self.told, self.said = url, mails, told, said

    def let(self, address: str, does: str) -> Any:
        body = json.dumps({"address": address, "does": does}).encode()
        return self.post("/mailbox/behaviour", body, "application/json")

    def post(self, path: str, body: bytes, content_type: str) -> Any:
        headers = {"content-type": content_type}
        with urlopen(Request(self.url + path, body, headers), timeout=30) as answer:  # noqa: S310
            return json.load(answer)

    def send(self, to: str = ALEX) -> str:
        tags = [{"Name": name, "Value": value} for name, value in TAGS.items()]
        sending = mail(Destination={"ToAddresses": [to]}, EmailTags=tags)
        return str(client(self.url, "sesv2").send_email(**sending)["MessageId"])

    def events(self, count: int) -> list[str]:
        """Their kinds, when as many have come as there will be."""
        comes_true(lambda: len(self.told) >= count)
        time.sleep(0.05)
        return [event["detail-type"] for event in self.told]


def comes_true(fact: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not fact():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def ses(mails: Mails) -> Iterator[Ses]:
    told: list[Mapping[str, Any]] = []
    said: list[str] = []
    outcomes = Outcomes(mails, emit=told.append, tell=said.append, delay=0.3)
    port = free_port()
    with serve(port, Pages(Gateway("http://127.0.0.1:9", "none", "x", print), outcomes, account())):
        yield Ses(f"http://{HOST}:{port}", mails, told, said)


@pytest.mark.parametrize(
    ("does", "kinds", "verdicts", "outcome"),
    [
        ("deliver", ["Email Delivered"], [Verdict.DELIVERED], "delivered"),
        ("bounce", ["Email Bounced"], [Verdict.BOUNCED_HARD], "bounced"),
        ("bounce_soft", ["Email Bounced"], [Verdict.BOUNCED_SOFT], "bounced, for now"),
        (
            "complain",
            ["Email Delivered", "Email Complaint Received"],
            [Verdict.DELIVERED, Verdict.COMPLAINED],
            "delivered, and complained about",
        ),
    ],
)
def test_what_becomes_of_a_mail(ses: Ses, does: str, kinds: list[str], verdicts: list[Verdict], outcome: str) -> None:
    ses.let(ALEX, does)
    message_id = ses.send()
    assert ses.events(len(kinds)) == kinds
    heard = [feedback_of(dict(event)) for event in ses.told]
    assert [each.verdict for each in heard if each] == verdicts
    assert {(each.message_id, each.address, each.written.event_id) for each in heard if each} == {
        (message_id, ALEX, "01E")
    }
    assert [kept.outcome for kept in ses.mails.oldest_first()] == [outcome]


def test_a_mail_that_is_delayed_arrives_later(ses: Ses) -> None:
    ses.let(ALEX, "delay")
    ses.send()
    assert ses.mails.oldest_first() == []
    assert ses.events(2) == ["Email Delivery Delayed", "Email Delivered"]
    assert [kept.outcome for kept in ses.mails.oldest_first()] == ["delivered"]
    assert ses.said == [
        f"delayed      plus_one_booked to {ALEX}: 0.3 seconds",
        f"arrived      plus_one_booked to {ALEX}",
    ]


def test_a_mail_that_fails_is_refused_as_ses_does_when_there_are_too_many(ses: Ses) -> None:
    ses.let(ALEX, "fail")
    with pytest.raises(ClientError) as refused:
        ses.send()
    assert refused.value.response["Error"]["Code"] == "TooManyRequestsException"
    assert ses.mails.oldest_first() == []
    assert ses.events(0) == []
    assert set(ses.said) == {f"refused      plus_one_booked to {ALEX}: too many requests"}


def test_it_is_about_one_address_until_it_is_taken_back(ses: Ses) -> None:
    assert ses.let("Sam.Client@Example.com", "bounce") == {"sam.client@example.com": "bounce"}
    ses.send()
    assert ses.let("sam.client@example.com", "deliver") == {}
    ses.send("sam.client@example.com")
    assert ses.events(2) == ["Email Delivered", "Email Delivered"]


def test_ses_answers_before_anybody_hears_of_the_mail(mails: Mails) -> None:
    waits, heard = threading.Event(), threading.Event()

    def emit(_event: object) -> None:
        waits.wait(5)
        heard.set()

    port = free_port()
    pages = Pages(Gateway("http://127.0.0.1:9", "none", "x", print), Outcomes(mails, emit=emit), account())
    with serve(port, pages):
        Ses(f"http://{HOST}:{port}", mails, [], []).send()
        assert not heard.is_set()
        waits.set()
        assert heard.wait(5)


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"[]",
        b'{"address":"alex","does":"bounce"}',
        b'{"address":"a@b.c","does":"vanish"}',
        b'{"address":"a@b.c"}',
    ],
)
def test_what_is_no_behaviour_is_refused_with_what_is_one(ses: Ses, body: bytes) -> None:
    with pytest.raises(HTTPError) as refused:
        ses.post("/mailbox/behaviour", body, "application/json")
    with refused.value as answer:
        assert answer.status == 400
        assert "deliver|bounce|bounce_soft|complain|delay|fail" in json.load(answer)["message"]


def test_another_page_in_the_browser_cannot_send_it(ses: Ses) -> None:
    with pytest.raises(HTTPError) as refused:
        ses.post("/mailbox/behaviour", b'{"address":"a@b.c","does":"fail"}', "text/plain")
    with refused.value as answer:
        assert answer.status == 415


def test_the_mailbox_page_says_how_and_what_is_set(ses: Ses) -> None:
    ses.let(ALEX, "complain")
    with urlopen(f"{ses.url}/mailbox", timeout=30) as answer:  # noqa: S310
        page = answer.read().decode()
    assert f"curl -s {ses.url}/mailbox/behaviour" in page
    for does in ("deliver", "bounce", "bounce_soft", "complain", "delay", "fail"):
        assert f"<dt>{does}</dt>" in page
    assert f"<dt>{ALEX}</dt><dd>complain</dd>" in page


def test_what_ses_tells_is_in_the_shape_that_it_has_on_the_bus(ses: Ses) -> None:
    ses.send()
    ses.events(1)
    [event] = ses.told
    assert set(event) == {
        "version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"
    }  # fmt: skip
    assert event["source"] == "aws.ses"
    assert event["detail"]["mail"]["tags"]["ses:configuration-set"] == [CONFIGURATION_SET]
    assert event["detail"]["mail"]["tags"]["side"] == ["client"]
