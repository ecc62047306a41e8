"""What coach_api does, behind any edge: from checked values to dicts."""

import os
from collections.abc import Callable
from datetime import datetime
from typing import Any

import view
from view import Json

from plus_one import clock
from plus_one.actions import browse
from plus_one.actions.browse import Listed, Paging
from plus_one.actions.cancel_plus_one import cancel
from plus_one.actions.complete_session import complete_session
from plus_one.actions.end_with_client import end_with_client
from plus_one.actions.make_offer import make_offer
from plus_one.actions.reopen_session import reopen_session
from plus_one.actions.withdraw_offer import withdraw_offer
from plus_one.domain.decision import decide_now
from plus_one.domain.events import Side
from plus_one.domain.ids import EventId, OfferId, SessionId, UserId
from plus_one.domain.money import Money
from plus_one.domain.packages import Terms
from plus_one.domain.requests import Request
from plus_one.domain.sessions import Outcome, SessionStatus
from plus_one.http.claims import Role, caller_of
from plus_one.store.table import connect

LIMIT = int(os.environ["VELOCITY_LIMIT"])
table = connect(os.environ["TABLE_NAME"])


def asked(event: Json) -> Request:
    now = clock.now()
    return Request(caller=caller_of(event, Role.COACH), now=now, event_id=EventId(clock.new_id(now)))


def make(request: Request, body: Json, expires_at: datetime | None) -> Json:
    terms = Terms(
        title=body["title"],
        sessions=body["sessions"],
        price=Money(body["price"]["amount"], body["price"]["currency"]),
        auto_renewal=body["auto_renewal"],
        client_id=UserId(body["client_id"]) if body["client_id"] else None,
        expires_at=expires_at,
    )
    made = make_offer(table, request, terms, OfferId(clock.new_id(request.now)))
    return view.offer(made, request.now) | {"mailed": made.mailed}


def rates(request: Request, body: Json) -> Json:
    price, client_id = Money(**body["price"]), body["client_id"]
    found = browse.rates(table, _me(request), UserId(client_id) if client_id else None, price, body["sessions"])
    return {"rate_before": found.before and view.money(found.before), "rate_after": view.money(found.after)}


def withdraw(request: Request, offer_id: str) -> None:
    withdraw_offer(table, request, OfferId(offer_id))


def offers(request: Request, paging: Paging) -> Json:
    return _page(browse.coach_offers(table, _me(request), paging), lambda offer: view.offer(offer, request.now))


def roster(request: Request, paging: Paging) -> Json:
    return _page(browse.roster(table, _me(request), paging), lambda each: view.client(each, LIMIT, request.now))


def client(request: Request, client_id: str) -> Json:
    return view.client(browse.pairing(table, UserId(client_id), _me(request)), LIMIT, request.now)


def packages(request: Request, client_id: str, paging: Paging) -> Json:
    return _page(browse.packages_of(table, UserId(client_id), _me(request), paging), view.package)


def sessions(request: Request, client_id: str, status: SessionStatus | None, paging: Paging) -> Json:
    return _page(browse.sessions_of(table, UserId(client_id), _me(request), status, paging), view.session)


def complete(request: Request, client_id: str, session_id: str, outcome: Outcome) -> Json:
    done = complete_session(table, request, UserId(client_id), SessionId(session_id), outcome, LIMIT)
    return view.completion(done, LIMIT, request.now)


def reopen(request: Request, client_id: str, session_id: str) -> Json:
    done = reopen_session(table, request, UserId(client_id), SessionId(session_id))
    return view.reopening(done, LIMIT, request.now)


def cancel_plus_one(request: Request, client_id: str, session_id: str) -> Json:
    done = cancel(table, request, Side.COACH, UserId(client_id), SessionId(session_id))
    return {"session": view.session(done.session), "pairing": view.client(done.pairing, LIMIT, request.now)}


def end(request: Request, client_id: str) -> Json:
    return _ended(request, client_id, ended=True)


def take_end_back(request: Request, client_id: str) -> Json:
    return _ended(request, client_id, ended=False)


def preview(request: Request, client_id: str) -> Json:
    pairing = browse.pairing(table, UserId(client_id), _me(request))
    return view.preview(pairing, decide_now(pairing, velocity_limit=LIMIT, now=request.now))


def timeline(request: Request, client_id: str, paging: Paging) -> Json:
    return _page(browse.timeline(table, UserId(client_id), _me(request), paging), view.timeline)


def _ended(request: Request, client_id: str, *, ended: bool) -> Json:
    return view.client(end_with_client(table, request, UserId(client_id), ended=ended), LIMIT, request.now)


def _me(request: Request) -> UserId:
    return request.caller.user_id


def _page(listed: Listed[Any], show: Callable[[Any], Json]) -> Json:
    return {"items": [show(each) for each in listed.things], "next": listed.next}
