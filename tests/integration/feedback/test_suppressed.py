"""SES's own list of addresses that bounced hard: a second net, which holds nobody once the flag is cleared."""

from contextlib import nullcontext

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from local import ses_events
from ops.support import clear_flag, helping
from plus_one import clock
from plus_one.domain.ids import UserId
from plus_one.domain.refusals import Busy
from plus_one.mail import suppression
from plus_one.store.table import connect
from tests.conftest import TABLE
from tests.integration.feedback.enrolled import Pair, flagged
from tests.integration.feedback.news import hard
from tests.marketplace import Reply


class List:
    """What SES is asked to take from its list, and whether the flag still stood then."""

    def __init__(self) -> None:
        self.trusted: list[str] = []
        self.fails: Exception | None = None

    def delete_suppressed_destination(self, EmailAddress: str) -> None:  # noqa: N803
        if self.fails:
            raise self.fails
        self.trusted.append(EmailAddress)


@pytest.fixture
def ses(monkeypatch: pytest.MonkeyPatch) -> List:
    known = List()
    monkeypatch.setattr(suppression, "_ses", lambda: known)
    return known


def retry(pair: Pair) -> Reply:
    return pair.marketplace.call(pair.alex, "POST", "/v1/profile/retry-mail")


def test_a_mail_that_ses_drops_for_its_list_counts_as_a_hard_bounce(pair: Pair) -> None:
    dropped = ses_events.bounced(pair.mail(), "Permanent", "OnAccountSuppressionList", clock.now())
    pair.marketplace.publish(dropped)

    assert flagged(pair.alex)


@pytest.mark.parametrize("how", ["saving", "asking", "support"])
def test_clearing_a_flag_takes_the_address_from_the_list(pair: Pair, ses: List, how: str) -> None:
    pair.marketplace.publish(hard(pair.mail()))
    if how == "saving":
        pair.save(stop_after=5)
    elif how == "asking":
        retry(pair)
    else:
        clear_flag(connect(TABLE), UserId(pair.alex.user_id), helping("it was down", clock.now()))

    assert ses.trusted == [pair.alex.email]
    assert not flagged(pair.alex)


def test_without_a_flag_ses_is_not_asked(pair: Pair, ses: List) -> None:
    pair.save(stop_after=5)
    retry(pair)

    assert ses.trusted == []


def test_a_retry_that_ses_cannot_grant_is_tried_again_and_uses_up_no_turn(pair: Pair, ses: List) -> None:
    pair.marketplace.publish(hard(pair.mail()))
    ses.fails = BotoCoreError()
    assert (retry(pair).status, flagged(pair.alex)) == (503, True)
    ses.fails = None

    assert retry(pair).body["mail"] == "ok"


def test_no_limit_of_a_client_waits_for_ses(pair: Pair, ses: List) -> None:
    pair.marketplace.publish(hard(pair.mail()))
    ses.fails = BotoCoreError()

    assert pair.save(stop_after=5).status == 200
    with pytest.raises(Busy):
        suppression.trust(pair.alex.email)


def test_an_address_that_is_on_no_list_is_trusted(pair: Pair) -> None:
    """The local SES answers as SES does: not found."""
    suppression.trust(pair.alex.email)
    suppression.trust("ä@example.com")


def test_an_address_that_no_mail_can_be_sent_to_is_in_no_list(ses: List) -> None:
    suppression.trust("no address")
    assert ses.trusted == []


@pytest.mark.parametrize(("code", "refused"), [("NotFoundException", False), ("TooManyRequestsException", True)])
def test_an_address_that_is_not_in_the_list_is_trusted_and_no_other_answer_of_ses_is(
    ses: List, code: str, refused: bool
) -> None:
    ses.fails = ClientError({"Error": {"Code": code, "Message": ""}}, "DeleteSuppressedDestination")
    with pytest.raises(Busy) if refused else nullcontext():
        suppression.trust("alex@example.com")
