"""The schedule: settles, mails and announces what the stream did not, by the same actions."""

from plus_one.cold_start import ready

from collections.abc import Iterable
from datetime import datetime
from itertools import batched
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from plus_one import clock
from plus_one.actions.follow_profile import follow_profile
from plus_one.actions.send_notices import send_notices
from plus_one.actions.settle_renewal import settle_renewal
from plus_one.bus import announcer
from plus_one.domain.events import Written
from plus_one.domain.ids import EventId
from plus_one.domain.profiles import Changed
from plus_one.domain.renewals import Due
from plus_one.figures import count_notices, count_renewal
from plus_one.logs import log_failure
from plus_one.mail import sender
from plus_one.settings import MailSettings, from_environment
from plus_one.store import due, link_keys
from plus_one.store.items import Item
from plus_one.store.keys import Key
from plus_one.store.table import MOST_IN_A_READ, connect
from plus_one.store.waiting import longest
from plus_one.wiring import post

RESERVE_MS = 20_000  # two mails and an announcement that all time out take 17 s

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
    for key in due.due_by(table, started):
        if context.get_remaining_time_in_millis() < RESERVE_MS:
            break
        done[key] = _succeeds(key)
    swept, failed = len(done), list(done.values()).count(False)
    logger.info("swept", swept=swept, failed=failed)
    _count("Swept", swept)
    _count("SweepFailed", failed)
    _count_waiting(started, {*done, *due.heads(table)})


def _succeeds(key: Key) -> bool:
    """One failure delays nobody else."""
    try:
        _settle(key)
    except Exception as error:  # noqa: BLE001
        log_failure(logger, error)
        due.put_off(table, key, clock.now())
        return False
    return True


def _settle(key: Key) -> None:
    now, what = clock.now(), due.named(key)
    match what:
        case Due():
            renewal = settle_renewal(
                table, what, EventId(clock.new_id(now)), settings.velocity_limit, now, resumes=True
            )
            count_renewal(metrics, renewal)
        case Written():
            notices = send_notices(table, what, post(settings, ses, bus, keys, logger, now), now)
            count_notices(metrics, notices)
        case Changed():
            follow_profile(table, what.user_id, settings.velocity_limit, now)


def _as_they_are(found: Iterable[Key]) -> list[Item]:
    return [item for some in batched(found, MOST_IN_A_READ, strict=False) for item in table.get(*some) if item]


def _count_waiting(now: datetime, found: Iterable[Key]) -> None:
    """What this sweep had in hand, and what it did not reach."""
    for kind, waited in longest(_as_they_are(found), now).items():
        metrics.add_metric(name=kind, unit=MetricUnit.Seconds, value=waited.total_seconds())


def _count(name: str, times: int) -> None:
    metrics.add_metric(name=name, unit=MetricUnit.Count, value=times)


ready()
