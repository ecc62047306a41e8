"""A table in the middle of its work, as today's code writes it: python -m tests.upgrade.write <file>

Once for each version that changes what is stored, with the code before that change (`git worktree`), and committed:
test_upgrade.py lets today's code go on from every table here.
"""

import json
import sys
from contextlib import suppress
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from moto import mock_aws

from local.render import render
from plus_one import clock
from plus_one.actions.send_notices import Post, send_notices
from plus_one.domain.events import Written
from plus_one.domain.ids import UserId, ulid
from plus_one.domain.money import Money
from plus_one.domain.profiles import Caller
from plus_one.domain.settings import Settings
from plus_one.mail.compose import Mail
from plus_one.store.items import unmarshal
from plus_one.store.table import Table
from tests import tables
from tests.conftest import ROOT, TABLE, aws, create_table
from tests.integration.acting import Acting, Mailbox, event_records, post_to
from tests.integration.samples import AT

EVERYTHING = Settings(
    paused_until=date(2020, 1, 1),
    stop_after=5,
    monthly_spend_cap=Money(1_000_000, "USD"),
    max_rate=Money(1_000_000, "USD"),
    heads_up=True,
)


class Died(BaseException):
    """A sender dies over a mail."""


def main(path: Path) -> None:
    with mock_aws(), pytest.MonkeyPatch.context() as patch:
        numbers = count(1000, 1000)  # the ids of a package's sessions follow its own
        patch.setattr(clock, "new_id", lambda at: ulid(at, next(numbers)))
        create_table(aws("dynamodb"), render(ROOT / "template.yaml"), TABLE)
        in_the_middle(Table(aws("dynamodb"), TABLE))
        items = tables.items(TABLE)
    lines = ",\n".join(json.dumps(item, sort_keys=True) for item in items)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def in_the_middle(table: Table) -> None:
    """Each pair is called after what waits for it."""
    seconds, numbers = count(), count()

    def pair(waits_for: str) -> Acting:
        client, coach = (_person(next(numbers), f"{who} {waits_for}") for who in ("Client", "Coach"))
        return Acting(table, client, coach, seconds=seconds, begins=AT)

    _settled(pair("settled"))
    _pending(pair("a booking"))
    _to_be_skipped(pair("a skip"))
    _unsent(pair("both mails"), None)
    _unsent(pair("a second try"), post_to(_no_room_for_the_client))
    _unsent(pair("a lease"), post_to(_dying_over_the_client))
    _taken_back(pair("a taking back"))
    _flagged(pair("a new address"))


def _person(number: int, name: str) -> Caller:
    user_id = UserId(f"00000000-0000-4000-8000-{number:012}")
    return Caller(user_id=user_id, name=name, email=f"person-{number}@example.com")


def _settled(acting: Acting) -> None:
    """A +1 was booked, mailed, completed and renewed; requests had keys; an offer of each kind is open."""
    [last] = acting.booked()
    acting.enroll(EVERYTHING)
    renewal = acting.settle(acting.due(acting.complete(last, "complete-1")))
    assert renewal
    _mail(acting, Mailbox().post)
    acting.settle(acting.due(acting.complete(renewal.plus_one_id, "complete-2")))
    _mail(acting, Mailbox().post)
    acting.offer(3, auto_renewal=False)
    acting.offer(2, custom=True)
    _mail(acting, Mailbox().post)


def _pending(acting: Acting) -> None:
    [last] = acting.booked()
    acting.enroll(EVERYTHING)
    _mail(acting, Mailbox().post)
    acting.complete(last)


def _to_be_skipped(acting: Acting) -> None:
    _pending(acting)
    acting.unenroll()


def _unsent(acting: Acting, post: Post | None) -> None:
    """A +1 is booked; what became of its notices so far is `post`'s doing."""
    [last] = acting.booked()
    acting.enroll()
    _mail(acting, Mailbox().post)
    acting.settle(acting.due(acting.complete(last)))
    if post:
        _mail(acting, post)


def _taken_back(acting: Acting) -> None:
    [last] = acting.booked()
    acting.enroll()
    acting.settle(acting.due(acting.complete(last)))
    _mail(acting, Mailbox().post)
    acting.reopen(last, "reopen-1")
    renewal = acting.settle(acting.due(acting.complete(last)))
    assert renewal
    acting.cancel(renewal.plus_one_id)


def _flagged(acting: Acting) -> None:
    """The client's address refuses mail, and a renewal is pending."""
    [last] = acting.booked()
    acting.enroll()
    _mail(acting, Mailbox().post)
    acting.hear(_events(acting)[-1])
    acting.complete(last)


def _mail(acting: Acting, post: Post) -> None:
    with suppress(Died):
        for written in _events(acting):
            send_notices(acting.table, written, post, acting.now())


def _events(acting: Acting) -> list[Written]:
    ours = event_records(unmarshal(item) for item in tables.items(TABLE))
    return [written for written in ours if written.client_id == acting.client.user_id]


def _no_room_for_the_client(mail: Mail) -> str:
    """SES takes the mail to the coach only."""
    if mail.tags["side"] == "client":
        raise ConnectionError
    return "0100-coach"


def _dying_over_the_client(mail: Mail) -> str:
    raise Died


if __name__ == "__main__":
    main(Path(sys.argv[1]))
