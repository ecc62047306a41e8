"""Mails that nobody can write, that SES refuses, or that are no longer true: each ends, and somebody can see why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from ops.look import timeline
from plus_one.actions import send_notices as sending
from plus_one.actions.make_offer import make_offer
from plus_one.actions.send_notices import Post, send_notices
from plus_one.domain.events import Event, Side, To, Written
from plus_one.domain.ids import OfferId
from plus_one.domain.money import Money
from plus_one.domain.notices import GIVEN_UP_AFTER, LONGEST_PAUSE, Cause, Notice, NoticeState
from plus_one.domain.packages import Offer, Terms
from plus_one.mail.compose import Mail
from plus_one.mail.sender import MailPostponed, MailRefused
from plus_one.store import keys
from plus_one.store.items import moment
from plus_one.store.table import Table, update
from tests.integration.acting import Acting, Mailbox, event_records, post_to
from tests.kept import everything

A_MINUTE = timedelta(minutes=1)


def no_words(*_: object, **__: object) -> Mail:
    raise KeyError("rate")


def refuse(mail: Mail) -> str:
    raise MailRefused("BadRequestException")


def postpone(mail: Mail) -> str:
    raise MailPostponed("TooManyRequestsException")


def told_to_both(acting: Acting) -> Written:
    """Both have a profile, and both get a mail about this event immediately."""
    acting.booked()
    return event_records(each for each in everything(acting.table) if each.get("kind") == "package_booked")[0]


def is_due(table: Table, written: Written) -> bool:
    [item] = table.get(keys.event(*written))
    assert item
    return "due_shard" in item


def stored(table: Table, written: Written) -> Any:
    [item] = table.get(keys.event(*written))
    assert item
    return item


def turn(table: Table, written: Written, post: Post, now: datetime) -> dict[To, Notice]:
    tried = send_notices(table, written, post, now)
    assert tried
    return tried.notices


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A version is deployed that cannot write mails."""
    monkeypatch.setattr(sending, "compose", no_words)
    return monkeypatch


def test_a_mail_that_our_code_cannot_write_is_tried_again_and_leaves_once_that_is_mended(
    table: Table, broken: pytest.MonkeyPatch
) -> None:
    acting, mailbox = Acting(table), Mailbox()
    written, now = told_to_both(acting), acting.now()
    tried = turn(table, written, mailbox.post, now)

    assert tried[Side.CLIENT] == Notice(attempts=1, not_before=now + A_MINUTE, feedback=Cause.NOT_COMPOSED)
    assert is_due(table, written)
    broken.undo()
    sent = turn(table, written, mailbox.post, now + A_MINUTE)
    assert {notice.state for notice in sent.values()} == {NoticeState.SENT}
    assert {notice.feedback for notice in sent.values()} == {None}
    assert len(mailbox.taken) == 2


@pytest.mark.usefixtures("broken")
def test_a_mail_that_nobody_can_write_for_a_week_ends_and_an_operator_reads_why(table: Table) -> None:
    acting, failures = Acting(table), list[tuple[Exception, Event]]()
    written = told_to_both(acting)
    post = replace(Mailbox().post, report=lambda failure, event: failures.append((failure, event)))
    since = moment(stored(table, written)["at"])
    for passed in (GIVEN_UP_AFTER - timedelta(seconds=1), GIVEN_UP_AFTER + LONGEST_PAUSE):
        ended = turn(table, written, post, since + passed)

    assert {(notice.state, notice.feedback) for notice in ended.values()} == {("undeliverable", Cause.NOT_COMPOSED)}
    assert not is_due(table, written)
    assert "client=undeliverable(2, NOT_COMPOSED)" in next(timeline(table, written.client_id, written.coach_id))
    assert {(type(failure), event.event_id) for failure, event in failures} == {(KeyError, written.event_id)}


@pytest.mark.usefixtures("broken")
def test_what_is_broken_for_one_side_keeps_no_announcement_from_its_listeners(table: Table) -> None:
    acting, mailbox = Acting(table), Mailbox()
    [last] = acting.booked()
    acting.enroll()
    acting.settle(acting.due(acting.complete(last)))
    booked = event_records(each for each in everything(table) if each.get("kind") == "plus_one_booked")[0]
    send_notices(table, booked, mailbox.post, acting.now())

    assert mailbox.taken == [(booked.event_id, "bus")]


def test_what_ses_does_not_take_for_a_week_goes_on_being_tried(table: Table) -> None:
    acting = Acting(table)
    written = told_to_both(acting)
    tried = turn(table, written, post_to(postpone), moment(stored(table, written)["at"]) + 2 * GIVEN_UP_AFTER)

    assert {(notice.state, notice.feedback) for notice in tried.values()} == {("pending", "TooManyRequestsException")}


def test_a_mail_that_ses_refuses_ends_with_its_code_and_flags_nobody(table: Table) -> None:
    acting, heard = Acting(table), list[Exception]()
    written = told_to_both(acting)
    post = replace(post_to(refuse), report=lambda failure, event: heard.append(failure))
    ended = turn(table, written, post, acting.now())

    assert {(notice.state, notice.feedback) for notice in ended.values()} == {("undeliverable", "BadRequestException")}
    assert len(heard) == 2
    assert not [item for item in everything(table) if item.get("undeliverable")]


def offered(acting: Acting, expires_at: datetime | None = None) -> Offer:
    """To a client who has signed in before."""
    acting.booked()
    request = acting.request(acting.coach)
    terms = Terms(
        title="For Alex",
        sessions=3,
        price=Money(20000, "USD"),
        auto_renewal=True,
        client_id=acting.client.user_id,
        expires_at=expires_at,
    )
    return make_offer(acting.table, request, terms, OfferId("01KOFFER"))


def expired(acting: Acting) -> None:
    offered(acting, expires_at=acting.now() + A_MINUTE / 2)


def withdrawn(acting: Acting) -> None:
    acting.withdraw(offered(acting))


def booked(acting: Acting) -> None:
    acting.book(offered(acting))


def gone(acting: Acting) -> None:
    offer = offered(acting)
    key = keys.offer(offer.coach_id, offer.offer_id)
    acting.table.client.delete_item(TableName=acting.table.name, Key={k: {"S": v} for k, v in key.item().items()})


def turn_of(acting: Acting, post: Post, later: timedelta = A_MINUTE) -> dict[To, Notice]:
    [offer] = event_records(each for each in everything(acting.table) if each.get("kind") == "offer_made")
    return turn(acting.table, offer, post, acting.now() + later)


@pytest.mark.parametrize("closed", [expired, withdrawn, booked, gone])
def test_an_offer_that_can_no_longer_be_booked_is_mailed_to_nobody(
    table: Table, closed: Callable[[Acting], None]
) -> None:
    acting, mailbox = Acting(table), Mailbox()
    closed(acting)

    assert turn_of(acting, mailbox.post)[Side.CLIENT].state is NoticeState.STALE
    assert mailbox.taken == []


def test_an_offer_that_is_open_until_later_is_mailed(table: Table) -> None:
    acting, mailbox = Acting(table), Mailbox()
    offered(acting, expires_at=acting.now() + timedelta(days=1))

    assert turn_of(acting, mailbox.post)[Side.CLIENT].state is NoticeState.SENT
    assert len(mailbox.taken) == 1


def test_an_offer_that_ends_on_no_day_of_ours_ends_as_a_mail_that_nobody_can_write(table: Table) -> None:
    """Version 0.1.0 took any end; in Berlin this one is in the year 10000."""
    acting, mailbox = Acting(table), Mailbox()
    offer = offered(acting, expires_at=acting.now() + timedelta(days=1))
    [written] = event_records(each for each in everything(table) if each.get("kind") == "offer_made")
    for key, end in (
        (keys.offer(offer.coach_id, offer.offer_id), "expires_at"),
        (keys.event(*written), "facts.expires_at"),
    ):
        table.write(update(key, f"SET {end} = :end", "attribute_exists(PK)", end="9999-12-31T23:59:59.000Z"))
    acting.live_in("Europe/Berlin")

    assert turn_of(acting, mailbox.post)[Side.CLIENT].feedback == Cause.NOT_COMPOSED
    assert turn_of(acting, mailbox.post, GIVEN_UP_AFTER)[Side.CLIENT].state is NoticeState.UNDELIVERABLE


def offered_to_an_unknown_id(acting: Acting) -> Offer:
    """As version 0.1.0 did."""
    offer = acting.offer(3, custom=True)
    key = keys.profile(acting.client.user_id)
    acting.table.client.delete_item(TableName=acting.table.name, Key={k: {"S": v} for k, v in key.item().items()})
    return offer


@pytest.mark.parametrize("passed", [timedelta(days=6), GIVEN_UP_AFTER])
def test_an_offer_to_somebody_who_never_signs_in_is_due_for_a_week_and_no_longer(
    table: Table, passed: timedelta
) -> None:
    acting, mailbox = Acting(table), Mailbox()
    offered_to_an_unknown_id(acting)
    notice = turn_of(acting, mailbox.post, passed)[Side.CLIENT]

    state = NoticeState.UNDELIVERABLE if passed == GIVEN_UP_AFTER else NoticeState.PENDING
    assert (notice.state, notice.feedback) == (state, Cause.NO_ADDRESS)
    assert mailbox.taken == []


def test_an_offer_to_somebody_who_never_signs_in_is_not_due_once_it_is_withdrawn(table: Table) -> None:
    acting = Acting(table)
    acting.withdraw(offered_to_an_unknown_id(acting))

    assert turn_of(acting, Mailbox().post)[Side.CLIENT].state is NoticeState.STALE
