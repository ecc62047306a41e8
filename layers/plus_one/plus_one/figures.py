"""The business figures, counted alike by the stream and by the sweep."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from aws_lambda_powertools import Metrics, single_metric
from aws_lambda_powertools.metrics import MetricUnit

from plus_one.domain.events import Bus, To
from plus_one.domain.notices import Cause, Notice, NoticeState
from plus_one.domain.renewals import Reason, Renewal

HELD = "HELD"


def count_renewal(metrics: Metrics, renewal: Renewal | None) -> None:
    """By its reason, apart from those on hold; a booked one with the milliseconds since its completion, or since it was
    last held up. None: nothing was settled."""
    if renewal is None or renewal.reason is None or renewal.settled_at is None:
        return
    name = f"{HELD}_{renewal.reason}" if renewal.is_held else renewal.reason
    metrics.add_metric(name=name, unit=MetricUnit.Count, value=1)
    if renewal.reason is Reason.BOOKED:
        since = max(renewal.completed_at, renewal.held_until or renewal.completed_at)
        took = (renewal.settled_at - since) / timedelta(milliseconds=1)
        metrics.add_metric(name="TimeToBooked", unit=MetricUnit.Milliseconds, value=took)


def count_missed(metrics: Metrics, done: Renewal | Mapping[To, Notice], started_at: datetime | None) -> None:
    """What the sweep was the first to try, and nobody had held up: the stream should have tried it. Every +1 is
    announced, and an announcement does not wait for its turn. `started_at`: of bookings that somebody had stopped."""
    if isinstance(done, Renewal):
        missed = done.held_until is None and (started_at is None or done.completed_at > started_at)
    else:
        missed = Bus.BUS in done and done[Bus.BUS].attempts == 1
    if missed:
        metrics.add_metric(name="StreamMissed", unit=MetricUnit.Count, value=1)


def count_notices(metrics: Metrics, notices: Mapping[To, Notice]) -> None:
    for to, notice in notices.items():
        what = "Announcement" if isinstance(to, Bus) else "Notice"
        metrics.add_metric(name=f"{what}{notice.state.capitalize()}", unit=MetricUnit.Count, value=1)
        if notice.state is NoticeState.SENT and not isinstance(to, Bus):
            _count_mail("MailSent")
        _count_trouble(notice)


def _count_trouble(notice: Notice) -> None:
    if notice.feedback == Cause.NOT_COMPOSED:
        _count_mail("NoticeNotComposed")
    elif notice.state is NoticeState.UNDELIVERABLE and notice.feedback not in (None, *Cause):
        _count_mail("NoticeRefused")


def _count_mail(name: str) -> None:
    """Of both senders together, as an alarm sees one dimension only."""
    with single_metric(name=name, unit=MetricUnit.Count, value=1, default_dimensions={"service": "mail"}):
        pass
