"""The link of the mails turns one thing off for one coach, without signing in: the +1 Program, or offers by mail. A GET
changes nothing, a HEAD neither."""

from plus_one.cold_start import ready

from datetime import datetime
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from plus_one import clock
from plus_one.actions import browse
from plus_one.actions.choose_contact import stop_offer_mails
from plus_one.actions.unenroll import Unenroll, unenroll
from plus_one.domain import tokens
from plus_one.domain.ids import EventId, UserId
from plus_one.domain.refusals import NotFound
from plus_one.domain.tokens import Purpose
from plus_one.http import unsubscribe_page as page
from plus_one.logs import Ids, log_failure
from plus_one.settings import LinkSettings, from_environment
from plus_one.store import link_keys
from plus_one.store.table import connect

settings = from_environment(LinkSettings)
table = connect(settings.table_name)
keys = link_keys.connect(settings.link_keys_arn)
logger = Logger()

type Event = dict[str, Any]


def handler(event: Event, context: LambdaContext) -> page.Answer:
    """The route is logged, never the path: it holds the token."""
    method, request_id = event["requestContext"]["http"]["method"], event["requestContext"]["requestId"]
    token = event["pathParameters"]["token"]
    ids: Ids = {}
    is_post = method == "POST"
    answer = _posted(token, ids) if is_post else page.confirm(settings.web_url, tokens.purpose_of(token))
    if method == "HEAD":
        answer = {**answer, "body": ""}
    ids |= {"route": event["routeKey"], "method": method, "request_id": request_id}
    logger.info("answered", status=answer["statusCode"], **ids)
    return {**answer, "headers": {**answer["headers"], "x-request-id": request_id}}


def _posted(token: str, ids: Ids) -> page.Answer:
    """Any body will do, and none: what is wanted is in the link. `ids` takes whose it is, once that is verified."""
    try:
        return _turn_off(token, ids)
    except Exception as error:  # noqa: BLE001  a person is waiting for a page
        log_failure(logger, error, **ids)
        return page.failed(settings.web_url, tokens.purpose_of(token))


def _turn_off(token: str, ids: Ids) -> page.Answer:
    now, purpose = clock.now(), tokens.purpose_of(token)
    whose = tokens.read(token, keys.at(now, tokens.key_id_of(token)), now.date())
    if whose is None:
        return page.confirm(settings.web_url, purpose, HTTPStatus.NOT_FOUND)
    ids |= {"client": whose[0], "coach": whose[1]}
    if purpose is Purpose.OFFER_MAILS:
        return page.offer_mails_off(settings.web_url, stop_offer_mails(table, *whose))
    return _turn_plus_one_off(*whose, now)


def _turn_plus_one_off(client_id: UserId, coach_id: UserId, now: datetime) -> page.Answer:
    event_id = EventId(clock.new_id(now))
    asked = Unenroll(client_id=client_id, coach_id=coach_id, event_id=event_id, now=now, by_link=True)
    try:
        done = unenroll(table, asked)
        known = browse.pairing(table, client_id, coach_id)
    except NotFound:
        return page.nothing_on(settings.web_url)
    return page.turned_off(settings.web_url, known, done.unenrolled_at, done.last_plus_one)


ready()
