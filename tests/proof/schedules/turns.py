"""In which order a sweep takes what is due, how far it comes, and what it says of what it did not reach."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from plus_one.actions.send_notices import send_notices
from plus_one.mail.compose import Mail
from plus_one.mail.sender import MailPostponed
from plus_one.store import due, keys
from plus_one.store.items import Item, text
from plus_one.store.table import ABSENT, Table, put
from tests.integration.acting import Acting, event_records, post_to
from tests.integration.samples import AT
from tests.proof.schedules.dynamo import item, items

SMALL = 3
LONG_AGO = text(AT - timedelta(days=30))
RENEWAL, EVENT = "COACH#y#RENEWAL#z.1", "COACH#y#EVENT#z"
PROFILE = "PROFILE"
KINDS = {
    "RENEWAL": (RENEWAL,),
    "HOLD": (RENEWAL,),
    "NOTICE": (EVENT,),
    "SLOW": (EVENT,),
    "PROFILE": (PROFILE,),
    "DUE": (RENEWAL, EVENT),
}
NO_TIME = SimpleNamespace(
    function_name="proof",
    memory_limit_in_mb=1024,
    invoked_function_arn="arn",
    aws_request_id="1",
    get_remaining_time_in_millis=lambda: 0,
)


def wrong_turns(acting: Acting) -> list[str]:
    table = acting.table
    return [*_of_one_each(table), *_unmeasured(table), *_of_a_crowd(table), *_postponed(acting)]


def _of_one_each(table: Table) -> Iterator[str]:
    """Something is due in every shard, and a sweep comes each minute."""
    places = [(shard, sk) for shard in keys.ALL_SHARDS for sk in KINDS[shard.partition("#")[0]]]
    written = [_put(table, f"CLIENT#{shard}", shard, sk) for shard, sk in places]
    found = list(due.due_by(table, AT))
    if sorted(found) != sorted(written):
        yield f"a sweep finds {len(found)} of {len(written)} things that are due"
    if [key.pk for key in found[-2:]] != [f"CLIENT#{keys.SLOW_SHARD}", f"CLIENT#{keys.PROFILE_SHARD}"]:
        yield "the last are not what has failed for a day, then profiles"
    renewals = [key.sk == RENEWAL for key in found]
    if renewals != sorted(renewals, reverse=True):
        yield "a notice has its turn before a renewal"
    on_hold = [key.pk for key in found].index(f"CLIENT#{keys.HOLD_SHARD}")
    if on_hold != sum(renewals) - 1:
        yield "what is on hold has its turn before a new renewal"
    shards = len(keys.RENEWAL_SHARDS)
    first = {next(due.due_by(table, AT + timedelta(minutes=minutes))) for minutes in range(shards)}
    if len(first) < shards:
        yield f"of {shards} shards {len(first)} had a turn in {shards} sweeps that had time for one thing each"


def _unmeasured(table: Table) -> Iterator[str]:
    """A sweep that has time for nothing says all the same what waits."""
    app: Any = import_module("functions.sweep.app")
    said = dict[str, float]()
    with patch.object(app.metrics, "add_metric", lambda name, unit, value: said.update({name: value})):
        app.handler({}, NO_TIME)
    for name in ("OldestDueRenewal", "OldestUnsentNotice", "OldestUnsentAnnouncement"):
        if said.get(name, 0) < timedelta(days=30).total_seconds():
            yield f"{name} is {said.get(name)} while something waits for a month"


def _of_a_crowd(table: Table) -> Iterator[str]:
    """More than two small pages of one shard, and of an old one."""
    for shard in (keys.RENEWAL_SHARDS[3], keys.OLD_SHARDS[5]):
        crowd = {_put(table, f"CLIENT#{shard}-{number}", shard, RENEWAL) for number in range(2 * SMALL + 1)}
        with patch.object(due, "PAGE", SMALL):
            reached = crowd & set(due.due_by(table, AT))
        if reached != crowd:
            yield f"of {len(crowd)} renewals in {shard} a sweep reaches {len(reached)}"


def _postponed(acting: Acting) -> Iterator[str]:
    """For a month SES takes no mail, for reasons of ours."""
    acting.unenroll()
    [written] = event_records(each for each in items() if each.get("kind") == "unenrolled")
    for days in range(30):
        send_notices(acting.table, written, post_to(_paused), AT + timedelta(days=days))
    event = item({name: {"S": value} for name, value in keys.event(*written).item().items()})
    for side, notice in event["notices"].items():
        if (notice["state"], notice.get("feedback")) != ("pending", "AccountSuspendedException"):
            yield f"the postponed notice to the {side} is {notice}"
    if event.get("due_shard") != keys.SLOW_SHARD:
        yield f"what has failed for a month is in the shard {event.get('due_shard')}"


def _paused(mail: Mail) -> str:
    raise MailPostponed("AccountSuspendedException")


def _put(table: Table, pk: str, shard: str, sk: str) -> keys.Key:
    key, due_since = keys.Key(pk, sk), {"due_shard": shard, "due_at": text(AT - timedelta(minutes=1))}
    unsent = {"notices": {"client": {"state": "pending"}}, "announcement": {"state": "pending"}, "at": LONG_AGO}
    kinds: dict[str, Item] = {EVENT: unsent, RENEWAL: {"completed_at": LONG_AGO, "state": "pending"}, PROFILE: {}}
    table.write(put(key, due_since | kinds[sk], ABSENT))
    return key
