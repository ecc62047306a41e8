"""Timelines by any id: those of a person are in the table; whose a session, an event or a request is, the log says."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

import boto3

from ops import look
from ops.stack import Stack
from ops.support import CannotHelp
from plus_one.domain.ids import UserId, moment_of
from plus_one.store import lists, pairings
from plus_one.store.table import Table

KEPT = timedelta(days=30)
CLOCKS_DIFFER = timedelta(minutes=1)

type Pair = tuple[UserId, UserId]


def timelines(stack: Stack, ids: Sequence[str], now: datetime) -> Iterator[str]:
    """Of one pairing, or of all pairings of a person, each below its ids."""
    if len(ids) > len(("client", "coach")):
        raise CannotHelp("Name client and coach, or one id.")
    found = [(UserId(ids[0]), UserId(ids[1]))] if len(ids) > 1 else _pairs(stack, ids[0], now)
    for client_id, coach_id in found:
        if len(ids) == 1:
            yield f"client {client_id} with coach {coach_id}:"
        yield from look.timeline(stack.table, client_id, coach_id)


def _pairs(stack: Stack, id_: str, now: datetime) -> Iterable[Pair]:
    known = _of_person(stack.table, UserId(id_))
    first = next(known, None)
    return (first, *known) if first else [_in_the_log(stack.name, id_, now)]


def _of_person(table: Table, user_id: UserId) -> Iterator[Pair]:
    for listing in (lists.client_pairings(user_id), lists.roster(user_id)):
        for pairing in map(pairings.from_item, lists.whole(table, listing)):
            yield pairing.client_id, pairing.coach_id


def _in_the_log(stack_name: str, id_: str, now: datetime) -> Pair:
    """The first line of it, from the moment that the id has in it, if it has one."""
    since = (moment_of(id_) or now - KEPT) - CLOCKS_DIFFER
    pages = boto3.client("logs").get_paginator("filter_log_events")
    for page in pages.paginate(
        logGroupName=f"/aws/lambda/{stack_name}", filterPattern=f'"{id_}"', startTime=int(since.timestamp() * 1000)
    ):
        for line in page["events"]:
            if pair := _pair(line["message"]):
                return pair
    raise CannotHelp(f"No line of the last {KEPT.days} days has this id. Ask by client and coach.")


def _pair(line: str) -> Pair | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    match found:
        case {"client": str(client_id), "coach": str(coach_id)}:
            return UserId(client_id), UserId(coach_id)
    return None
