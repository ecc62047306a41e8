"""One mail, one call to SES."""

import traceback
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ReadTimeoutError
from botocore.stub import Stubber

from plus_one.domain.events import Side
from plus_one.mail.sender import MailPostponed, MailRefused, connect, send
from tests.unit.mail.samples import CLIENT, ONE_CLICK_URL, mail_of

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

MAIL = mail_of("+1", Side.CLIENT)
SENDER = "plus-one@app.example.com"


@pytest.fixture
def ses(monkeypatch: pytest.MonkeyPatch) -> "SESV2Client":
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    return connect()


@pytest.fixture
def stub(ses: "SESV2Client") -> Iterator[Stubber]:
    with Stubber(ses) as stubber:
        yield stubber


def test_a_mail_is_sent_with_both_parts_headers_and_tags(ses: "SESV2Client", stub: Stubber) -> None:
    stub.add_response("send_email", {"MessageId": "0100-abc"}, _request())
    assert send(ses, MAIL, SENDER, "notices") == "0100-abc"
    stub.assert_no_pending_responses()


def _request() -> dict[str, Any]:
    return {
        "FromEmailAddress": "+1 Program <plus-one@app.example.com>",
        "Destination": {"ToAddresses": ["iris@mail.example"]},
        "Content": {
            "Simple": {
                "Subject": {"Data": MAIL.subject, "Charset": "UTF-8"},
                "Body": {
                    "Text": {"Data": MAIL.text, "Charset": "UTF-8"},
                    "Html": {"Data": MAIL.html, "Charset": "UTF-8"},
                },
                "Headers": [
                    {"Name": "Auto-Submitted", "Value": "auto-generated"},
                    {"Name": "X-Plus-One-Event", "Value": "01KAEVENT00000000000000000"},
                    {"Name": "X-Plus-One-Booking", "Value": "01KAPLUSONE000000000000000"},
                    {"Name": "List-Unsubscribe", "Value": f"<{ONE_CLICK_URL}>"},
                    {"Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=One-Click"},
                ],
            }
        },
        "EmailTags": [
            {"Name": "client_id", "Value": "client-1"},
            {"Name": "coach_id", "Value": "coach-1"},
            {"Name": "event_id", "Value": "01KAEVENT00000000000000000"},
            {"Name": "kind", "Value": "plus_one_booked"},
            {"Name": "side", "Value": "client"},
        ],
        "ConfigurationSetName": "notices",
    }


@pytest.mark.parametrize(
    ("code", "raised"),
    [
        ("BadRequestException", MailRefused),
        ("MessageRejected", MailPostponed),
        ("MailFromDomainNotVerifiedException", MailPostponed),
        ("AccountSuspendedException", MailPostponed),
        ("SendingPausedException", MailPostponed),
        ("LimitExceededException", MailPostponed),
        ("TooManyRequestsException", MailPostponed),
        ("NotFoundException", MailPostponed),
        ("AccessDeniedException", MailPostponed),
        ("ExpiredTokenException", MailPostponed),
        ("InternalServiceErrorException", MailPostponed),
        ("SomethingNew", MailPostponed),
    ],
)
def test_only_what_is_wrong_with_this_very_mail_is_final(
    ses: "SESV2Client", stub: Stubber, code: str, raised: type[Exception]
) -> None:
    stub.add_client_error("send_email", code, f"The following identities failed the check: {CLIENT.email}")
    with pytest.raises(raised) as caught:
        send(ses, MAIL, SENDER, "notices")
    assert str(caught.value) == code
    assert CLIENT.email not in "".join(traceback.format_exception(caught.value))


def test_an_unknown_outcome_is_postponed_after_one_attempt(ses: "SESV2Client") -> None:
    attempts: list[str] = []

    def no_answer(request: Any, **_: Any) -> None:
        attempts.append(request.url)
        raise ReadTimeoutError(endpoint_url=request.url)

    ses.meta.events.register("before-send.sesv2.SendEmail", no_answer)
    with pytest.raises(MailPostponed):
        send(ses, MAIL, SENDER, "notices")
    assert len(attempts) == 1


def test_a_call_gives_up_in_good_time(ses: "SESV2Client") -> None:
    config = ses.meta.config
    assert (config.connect_timeout, config.read_timeout) == (2, 5)  # type: ignore[attr-defined]
