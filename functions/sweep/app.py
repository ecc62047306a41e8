"""The schedule: settles, mails and announces what the stream did not, by the same actions."""

from plus_one.cold_start import ready

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import batched, groupby, takewhile
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from plus_one import clock
from plus_one.actions.follow_profile import follow_profile
from plus_one.actions.send_notices import Tried, send_notices
from plus_one.actions.settle_renewal import settle_renewal
from plus_one.bus import announcer
from plus_one.domain.events import Written
from plus_one.domain.ids import EventId
from plus_one.domain.profiles import Changed
from plus_one.domain.renewals import Due, Renewal
from plus_one.figures import count_missed, count_notices, count_renewal
from plus_one.lanes import Ended, side_by_side
from plus_one.logs import Ids, ids_of, log_failure, log_mailed, log_settled
from plus_one.mail import sender
from plus_one.settings import MailSettings, from_environment
from plus_one.store import bookings, due, link_keys
from plus_one.store.items import Item
from plus_one.store.keys import BOOKINGS, Key
from plus_one.store.table import MOST_IN_A_READ, connect
from plus_one.store.waiting import longest
from plus_one.wiring import post

RESERVE_MS = 20_000  # two mails and an announcement that all time out take 17 s
# Renewals side by side, as in book_plus_one; mails one after the other.
LANES = 8

type Done = Renewal | Tried | None

settings = from_environment(MailSettings)
table = connect(settings.table_name)
ses = sender.connect()
bus = announcer.connect()
keys = link_keys.connect(settings.link_keys_arn)
logger = Logger()
metrics = Metrics()


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> None:
    """What is left when the time is up is the next run's. What waits longest is measured all the same."""
    started, done = clock.now(), dict[Key, bool]()
    [stop] = table.get(BOOKINGS)
    for is_renewal, some in groupby(_in_time(due.due_by(table, started), context), due.is_renewal):
        for ended in side_by_side(some, _act, LANES if is_renewal else 1):
            done[ended.what] = _succeeded(ended, bookings.started_at(stop))
    swept, failed = len(done), list(done.values()).count(False)
    logger.info("swept", swept=swept, failed=failed)
    _count("Swept", swept)
    _count("SweepFailed", failed)
    _count_waiting(started, {*done, *due.heads(table)}, stop)


def _in_time(found: Iterable[Key], context: LambdaContext) -> Iterator[Key]:
    return takewhile(lambda _: context.get_remaining_time_in_millis() >= RESERVE_MS, found)


def _act(key: Key) -> Done:
    now, what = clock.now(), due.named(key)
    match what:
        case Due():
            id_ = EventId(clock.new_id(now))
            return settle_renewal(table, what, id_, settings.velocity_limit, now, resumes=True)
        case Written():
            return send_notices(table, what, post(settings, ses, bus, keys, logger, now), now)
        case Changed():
            follow_profile(table, what.user_id, settings.velocity_limit, now)
            return None


def _succeeded(ended: Ended[Key, Done], bookings_began: datetime | None) -> bool:
    """One failure delays nobody else."""
    try:
        done = ended.done()
    except Exception as error:  # noqa: BLE001
        log_failure(logger, error, **_ids(ended.what))
        due.put_off(table, ended.what, clock.now())
        return False
    match due.named(ended.what), done:
        case Due() as what, Renewal() as renewal:
            log_settled(logger, what, renewal)
            count_renewal(metrics, renewal)
            count_missed(metrics, renewal, bookings_began)
        case _, Tried(event, notices):
            log_mailed(logger, event, notices)
            count_notices(metrics, notices)
            count_missed(metrics, notices, bookings_began)
    return True


def _ids(key: Key) -> Ids:
    with suppress(ValueError):
        return ids_of(due.named(key))
    return {}


def _as_they_are(found: Iterable[Key]) -> list[Item]:
    return [item for some in batched(found, MOST_IN_A_READ, strict=False) for item in table.get(*some) if item]


def _count_waiting(now: datetime, found: Iterable[Key], stop: Item | None) -> None:
    """What this sweep had in hand, and what it did not reach."""
    for kind, waited in longest(_as_they_are(found), now, stop).items():
        metrics.add_metric(name=kind, unit=MetricUnit.Seconds, value=waited.total_seconds())


def _count(name: str, times: int) -> None:
    metrics.add_metric(name=name, unit=MetricUnit.Count, value=times)


ready()
