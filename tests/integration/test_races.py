"""Real threads, each with its own connection, through the real actions; after each race the invariants hold."""

import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from local.aws import Aws
from local.render import Template
from plus_one.actions.send_notices import send_notices
from plus_one.domain.refusals import OfferClosed, TooManyOpenOffers
from plus_one.domain.renewals import Reason
from tests.integration.acting import Acting, Mailbox, deliver_events, deliver_renewals, event_records
from tests.integration.conftest import new_table
from tests.integration.racing import LANES, Track, on_deck, plus_ones, storm
from tests.invariants import check
from tests.kept import everything

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

SEEDS = range(int(os.environ.get("SEEDS", "6")))  # SEEDS=100 pytest ... for a long run


@pytest.fixture(scope="module")
def track(ministack: Aws) -> Track:
    made = Track([ministack.client("dynamodb") for _ in range(LANES)], random.Random())  # noqa: S311
    for client in made.clients:
        client.meta.events.register("before-send.dynamodb", made.delay)
    return made


@pytest.fixture(params=SEEDS)
def acting(
    request: pytest.FixtureRequest, track: Track, clients: dict[str, "DynamoDBClient"], template: Template
) -> Acting:
    track.delays.seed(request.param)
    return Acting(new_table(clients["ministack"], template))


@contextmanager
def audited(acting: Acting) -> Iterator[None]:
    """The invariants hold after the race and when its renewals are settled; delivered again, they change nothing."""
    yield
    check(acting.table)
    deliver_renewals(acting)
    check(acting.table)
    assert set(deliver_renewals(acting)) <= {None}


def last_completed(acting: Acting) -> None:
    """An enrolled client whose only session was completed: a renewal is pending."""
    [last] = acting.booked(1)
    acting.enroll()
    acting.complete(last)


def test_one_of_two_completions_of_the_last_session_triggers(track: Track, acting: Acting) -> None:
    [last] = acting.booked(1)
    acting.enroll()
    with audited(acting):
        one, other = track.race(acting, *[lambda each: each.complete(last)] * 2)
        assert one.session == other.session
        assert one.renewal == other.renewal
        assert (one.pairing.on_deck, other.pairing.on_deck) == (0, 0)
    assert len(plus_ones(acting)) == 1


def test_one_of_the_two_last_sessions_takes_on_deck_to_zero(track: Track, acting: Acting) -> None:
    first, second = acting.booked(2)
    acting.enroll()
    with audited(acting):
        done = track.race(acting, lambda each: each.complete(first), lambda each: each.complete(second))
        assert [each.renewal is None for each in sorted(done, key=lambda each: each.pairing.on_deck)] == [False, True]
    assert len(plus_ones(acting)) == 1


def test_after_the_answer_to_a_cancel_no_plus_one_appears(track: Track, acting: Acting) -> None:
    last_completed(acting)

    def cancel(each: Acting) -> tuple[Any, list[str]]:
        return each.unenroll(), plus_ones(each)

    with audited(acting):
        (answer, there_already), *_ = track.race(acting, cancel, deliver_renewals, deliver_renewals)
    assert plus_ones(acting) == there_already
    assert ([answer.last_plus_one.session_id] if answer.last_plus_one else []) == there_already


def test_a_completion_that_races_with_a_cancel_books_nothing(track: Track, acting: Acting) -> None:
    [last] = acting.booked(1)
    acting.enroll()
    with audited(acting):
        track.race(acting, lambda each: each.complete(last), lambda each: each.unenroll())
    assert plus_ones(acting) == []


def test_a_package_and_a_plus_one_at_once_count_both_or_skip_the_plus_one(track: Track, acting: Acting) -> None:
    last_completed(acting)
    offer = acting.offer(3)
    with audited(acting):
        booking, [renewal] = track.race(acting, lambda each: each.book(offer), deliver_renewals)
    assert renewal.reason in {Reason.BOOKED, Reason.ALREADY_ON_DECK}
    assert len(on_deck(acting)) == 3 + (renewal.reason is Reason.BOOKED)
    assert booking.pairing.on_deck == len(on_deck(acting)) or renewal.reason is Reason.BOOKED


def test_a_renewal_that_is_delivered_to_many_is_settled_by_one(track: Track, acting: Acting) -> None:
    last_completed(acting)
    with audited(acting):
        settled = track.race(acting, *[deliver_renewals] * LANES)
        assert sorted(renewal is None for [renewal] in settled) == [False, True, True, True]
    assert len(plus_ones(acting)) == 1


def test_a_custom_offer_has_one_winner(track: Track, acting: Acting) -> None:
    offer = acting.offer(2, custom=True)
    with audited(acting):
        booked = track.race(acting, *[lambda each: each.book(offer)] * 2)
        assert sorted(isinstance(each, OfferClosed) for each in booked) == [False, True]
    assert len(on_deck(acting)) == 2


def test_of_two_offers_at_once_one_is_the_third_and_there_is_no_fourth(track: Track, acting: Acting) -> None:
    for _ in range(2):
        acting.offer(2, custom=True)
    with audited(acting):
        made = track.race(acting, *[lambda each: each.try_to_offer(2, custom=True)] * 2)
        assert sorted(isinstance(each, TooManyOpenOffers) for each in made) == [False, True]


def test_two_bookings_with_one_key_are_one(track: Track, acting: Acting) -> None:
    offer = acting.offer(2)
    with audited(acting):
        one, other = track.race(acting, *[lambda each: each.book(offer, "a key")] * 2)
        assert one.package == other.package
        assert one.sessions == other.sessions
    assert len(on_deck(acting)) == 2


def test_one_of_two_enrollments_enrolls(track: Track, acting: Acting) -> None:
    acting.booked(1)
    with audited(acting):
        enrolled = track.race(acting, *[lambda each: each.enroll()] * 2)
        assert sorted(each.anew for each in enrolled) == [False, True]


def test_a_notice_is_mailed_by_one_of_many_senders(track: Track, acting: Acting) -> None:
    acting.booked(1)
    mailbox = Mailbox()
    [written] = event_records(everything(acting.table))

    def send(each: Acting) -> None:
        send_notices(each.table, written, mailbox.post, each.now())

    track.race(acting, *[send] * LANES)
    check(acting.table, drained=True)
    assert sorted(side for _, side in mailbox.taken) == ["client", "coach"]


def test_whatever_happens_at_once_the_invariants_hold(track: Track, acting: Acting) -> None:
    acting.booked(2)
    acting.enroll()
    with audited(acting):
        track.race(acting, *[storm(track.delays.random()) for _ in range(LANES)])
    mailbox = Mailbox()
    for _ in range(4):
        deliver_events(acting, mailbox.post)
        acting.begins += timedelta(days=2)  # copies to the other side wait
    check(acting.table, drained=True)
    assert set(Counter(mailbox.taken).values()) == {1}
