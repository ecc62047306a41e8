"""What an offer, its mail and its link may do to a client: nothing but to be an offer."""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace

from plus_one import clock
from plus_one.actions.send_notices import send_notices
from plus_one.actions.take_feedback import take_feedback
from plus_one.domain import tokens
from plus_one.domain.events import Side, Written
from plus_one.domain.feedback import Feedback, Verdict
from plus_one.domain.ids import UserId
from plus_one.domain.tokens import Purpose
from plus_one.mail.compose import Mail
from plus_one.store.table import Table
from tests.conftest import LINK_KEYS, TABLE, aws
from tests.integration.acting import event_records, post_to
from tests.integration.api.pair import Pair
from tests.kept import everything
from tests.marketplace import Person, coach

type Scenario = tuple[str, list[str]]

ON, NO_MAIL = {"offers_by_mail": True, "offers": True}, {"offers_by_mail": False, "offers": True}
TITLE = "A title of the stranger"


def of_offers(pair: Pair) -> Iterator[Scenario]:
    """The client is enrolled with the coach, who has made a custom offer."""
    yield "a complaint about an offer", _complained(pair)
    yield "the link of an offer's mail", _followed(pair, _token(pair, Purpose.OFFER_MAILS), NO_MAIL, "enrolled")
    yield "the link of another mail", _followed(pair, _token(pair, Purpose.PLUS_ONE), ON, "not_enrolled")
    yield "the link of a mail of version 0.1.0", _followed(pair, _token_of_0_1_0(pair), ON, "not_enrolled")
    for name, token in _turned(pair).items():
        yield f"a link {name}", _of_no_use(pair, token)
    yield "the mail of a stranger's offer", _offered_by(replace(pair, coach=coach("Sky Stranger")))


def _complained(pair: Pair) -> list[str]:
    feedback = Feedback(
        written=_offer_event(pair),
        side=Side.CLIENT,
        verdict=Verdict.COMPLAINED,
        address=pair.client.email,
        message_id="0100",
        mailed_at=clock.now(),
    )
    take_feedback(_table(), feedback, clock.now())
    profile = pair.marketplace.call(pair.client, "GET", "/v1/profile").body
    flagged = [] if profile["mail"] == "ok" else ["the address is flagged"]
    return flagged + _stands(pair, NO_MAIL, "enrolled")


def _followed(pair: Pair, token: str, contact: object, state: str) -> list[str]:
    status = _posted(pair, token)
    return ([] if status == 200 else [f"it is answered with {status}"]) + _stands(pair, contact, state)


def _stands(pair: Pair, contact: object, state: str) -> list[str]:
    """And then all is on again."""
    found = pair.by_client("GET", "/contact").body, pair.enrollment()["state"]
    pair.by_client("PUT", "/contact", {})
    pair.enroll()
    return [] if found == (contact, state) else [f"it is {found}, and should be {(contact, state)}"]


def _of_no_use(pair: Pair, token: str) -> list[str]:
    before = pair.marketplace.items()
    status = _posted(pair, token)
    wrong = [] if status == 404 else [f"it is answered with {status}"]
    return wrong + ([] if pair.marketplace.items() == before else ["something was written"])


def _turned(pair: Pair) -> dict[str, str]:
    """A good token of one purpose, as if it were of the other."""
    offers, plus_one = _token(pair, Purpose.OFFER_MAILS), _token(pair, Purpose.PLUS_ONE)
    return {
        "of offers as one of the +1 Program": offers.removeprefix(Purpose.OFFER_MAILS),
        "of the +1 Program as one of offers": Purpose.OFFER_MAILS + plus_one,
    }


def _offered_by(stranger: Pair) -> list[str]:
    stranger.marketplace.call(stranger.client, "GET", "/v1/profile")
    stranger.offer(client_id=stranger.client.user_id, title=TITLE)
    subjects: list[str] = []

    def take(mail: Mail) -> str:
        subjects.append(mail.subject)
        return "0100"

    send_notices(_table(), _offer_event(stranger), post_to(take), clock.now())
    told = [word for word in (TITLE, stranger.coach.name) if word in subjects[0]]
    return [f"its subject holds {word}" for word in told]


def _posted(pair: Pair, token: str) -> int:
    market = pair.marketplace
    return market.send(market.http_event(None, "POST", f"/v1/unsubscribe/{token}", None, {})).status


def _offer_event(pair: Pair) -> Written:
    made = [item for item in everything(_table()) if item.get("kind") == "offer_made"]
    return next(each for each in event_records(made) if each[:2] == _ids(pair.client, pair.coach))


def _token(pair: Pair, purpose: Purpose) -> str:
    return tokens.sign(*_ids(pair.client, pair.coach), clock.now().date(), LINK_KEYS, purpose)


def _token_of_0_1_0(pair: Pair) -> str:
    """As that version wrote it, made without our code."""
    [(key_id, key)] = LINK_KEYS.items()
    said = _base64(f"{clock.now():%Y%m%d} {pair.client.user_id} {pair.coach.user_id}".encode())
    signed = f"plus-one unsubscribe 1 {key_id}.{said}".encode()
    return f"{key_id}.{said}.{_base64(hmac.digest(key.encode(), signed, hashlib.sha256))}"


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _ids(client: Person, coach_: Person) -> tuple[UserId, UserId]:
    return UserId(client.user_id), UserId(coach_.user_id)


def _table() -> Table:
    return Table(aws("dynamodb"), TABLE)
