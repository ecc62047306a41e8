"""What was put off or given up gets another try, by the functions of the stack. A dry run only says what would be done.

Nothing is done twice by it: renewals and notices are settled by condition, and feedback on a mail may come again.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

import boto3

from ops.look import all_due, kind_of, named
from ops.stack import Stack
from plus_one.domain.events import Event, Written
from plus_one.domain.notices import NoticeState
from plus_one.domain.renewals import Due
from plus_one.store import due, events
from plus_one.store.items import text
from plus_one.store.keys import HOLD_SHARD, OLD_SHARDS, Key
from plus_one.store.table import Contended, Table, update

HIDDEN_SECONDS = 60
FEEDBACK = "MailFeedbackFunction"

type Message = Mapping[str, Any]
type Invoke = Callable[[str], None]
"""Hands the text of a mail event to mail_feedback; raises if it fails."""


class Failed(Exception):
    """Raised when a function answers with an error."""


def redrive_due(table: Table, now: datetime, *, dry_run: bool, to_old: bool = False) -> Iterator[str]:
    """Due at once, whenever it was put off to: the sweep takes it within a minute, and the timeline tells.
    A copy to the other side that nobody has tried yet waits as it did."""
    for number, (_, key) in enumerate(all_due(table)):
        due_at = _hurried(table, key, now, dry_run=dry_run)
        if to_old and not dry_run and isinstance(named(key), Due | Written):  # 0.1.0 knows nothing else that is due
            _move(table, key, OLD_SHARDS[number % len(OLD_SHARDS)])
        when = "now" if due_at <= now else f"at {text(due_at)}, as before"
        yield f"{'would be due' if dry_run else 'due'} {when}: {kind_of(key)}"


def redrive_queue(queue_url: str, invoke: Invoke, *, dry_run: bool) -> Iterator[str]:
    sqs, seen, stays = boto3.client("sqs"), set[str](), list[Message]()
    while fresh := [each for each in _receive(sqs, queue_url) if each["MessageId"] not in seen]:
        for message in fresh:
            seen.add(message["MessageId"])
            event = _mail_event(json.loads(message["Body"]))
            problem = "dry run" if dry_run else _taken(event, invoke)
            if problem:
                stays.append(message)
            else:
                sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
            yield f"{message['MessageId']}: {_said(event, problem, dry_run=dry_run)}"
    for message in stays:
        _show(sqs, queue_url, message)


def invoking(stack: Stack) -> Invoke:
    name = stack.resource(FEEDBACK)

    def invoke(event: str) -> None:
        answer = boto3.client("lambda").invoke(FunctionName=name, Payload=event)
        if "FunctionError" in answer:
            raise Failed(answer["FunctionError"])

    return invoke


def _hurried(table: Table, key: Key, now: datetime, *, dry_run: bool) -> datetime:
    """From when on it is due."""
    [item] = table.get(key)
    if item and "notices" in item:
        waiting = events.from_item(item)
        hurried = _without_pause(waiting)
        due_at = hurried.look_again_at(now)
        if not dry_run:
            with suppress(Contended):  # somebody is at it, and needs no hurry
                table.write(events.put_notices(hurried, waiting, due_at))
        return due_at
    if not dry_run:
        due.hurry(table, key, now)
    return now


def _move(table: Table, key: Key, shard: str) -> None:
    """But for holds, of which an older version knows nothing: they wait for this one."""
    with suppress(Contended):  # somebody has settled it meanwhile
        is_known = "attribute_exists(due_shard) AND due_shard <> :hold"
        table.write(update(key, "SET due_shard = :shard", is_known, shard=shard, hold=HOLD_SHARD))


def _without_pause(event: Event) -> Event:
    """Who is sending keeps the lease."""
    paused = [to for to, each in event.notices.items() if each.state is NoticeState.PENDING and each.attempts]
    waiting = {to: event.notices[to] for to in paused}
    return replace(event, notices=event.notices | {to: replace(each, not_before=None) for to, each in waiting.items()})


def _mail_event(body: Message) -> Message | None:
    """As Lambda gave it up, or as the bus did. None: it says where in the stream a record was; the item itself is still
    in the table, and due there."""
    match body:
        case {"requestPayload": dict(payload)}:
            return payload
        case {"source": "aws.ses"}:
            return body
    return None


def _taken(event: Message | None, invoke: Invoke) -> str | None:
    """Or why not: it stays in the queue then, and delays no other."""
    try:
        if event:
            invoke(json.dumps(event))
    except Exception as error:  # noqa: BLE001
        return type(error).__name__
    return None


def _said(event: Message | None, problem: str | None, *, dry_run: bool) -> str:
    if dry_run:
        return "to mail_feedback" if event else "nothing but to delete it"
    if problem:
        return f"mail_feedback fails again ({problem}), so it stays"
    return "taken by mail_feedback" if event else "deleted; see what is due"


def _show(sqs: Any, queue_url: str, message: Message) -> None:
    """At once, so that the next redrive sees it; after a minute it is there anyway."""
    with suppress(sqs.exceptions.MessageNotInflight):
        sqs.change_message_visibility(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)


def _receive(sqs: Any, queue_url: str) -> list[Message]:
    """Empty when there is no more: what was seen is hidden from us for a minute."""
    answer = sqs.receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10, VisibilityTimeout=HIDDEN_SECONDS)
    found: list[Message] = answer.get("Messages", [])
    return found
