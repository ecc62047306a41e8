"""What cannot be done delays nothing that can, counted in turns of the sweep."""

from datetime import UTC, datetime, timedelta
from itertools import count, islice
from typing import Any

from functions.sweep import app as sweeper
from plus_one import clock
from plus_one.domain.events import EventKind, Side, event, notify
from plus_one.domain.ids import EventId, UserId
from plus_one.store import events
from tests.integration.test_sweep import OFFER, behave, last_session_completed, pairing, still_due, sweep
from tests.marketplace import Marketplace, client, coach

FLOOD = 600


def picked_by_the_sender(coach_id: UserId, victim: str) -> list[UserId]:
    """Ids of clients who do not exist. Version 0.1.0 put what is due into a shard that followed from the two ids."""
    made_up = (UserId(f"nobody-{number}") for number in count())
    picked = (id_ for id_ in made_up if sum(f"{id_}{coach_id}".encode()) % 16 == sum(victim.encode()) % 16)
    return list(islice(picked, FLOOD))


def test_six_hundred_mails_that_cannot_be_sent_delay_no_renewal(marketplace: Marketplace, later: Any) -> None:
    """Attack C: each turn of the sweep has time for fifty things. The victim's renewal was booked in the twelfth."""
    alex, casey = client(), coach()
    last_session_completed(marketplace, alex, casey)
    since, sender = datetime.now(UTC) - timedelta(hours=1), UserId("sender")
    for id_ in picked_by_the_sender(sender, f"{alex.user_id}{casey.user_id}"):
        made = event(EventKind.OFFER_MADE, EventId(clock.new_id(since)), since, id_, sender, offer_id="x")
        sweeper.table.write(events.put_new(notify(made, Side.CLIENT)))
    turns = 0
    while pairing(marketplace, alex, casey)["renewal"]["state"] == "pending":
        turns += 1
        later(minutes=1 + turns)
        sweep(marketplace, things=50)

    assert turns == 1
    assert still_due() > FLOOD - 50


def test_a_mail_that_fails_for_a_day_delays_none_that_can_leave(marketplace: Marketplace, later: Any) -> None:
    """It has its turn last, and leaves once SES takes it: a postponed mail never ends."""
    slow, alex, casey = client("Sam"), client(), coach()
    marketplace.call(slow, "GET", "/v1/profile")
    behave(slow.email, "fail")
    for _ in range(3):
        marketplace.call(casey, "POST", "/v1/offers", OFFER | {"client_id": slow.user_id})
    for hours in (1, 24, 8 * 24):
        later(hours=hours)
        sweep(marketplace)
    last_session_completed(marketplace, alex, casey)
    later(minutes=11)
    sweep(marketplace, things=4)

    assert {mail.to for mail in marketplace.mails_of("enrolled")} == {(alex.email,), (casey.email,)}
    behave(slow.email, "deliver")
    later(hours=1)
    sweep(marketplace)
    assert [mail.to for mail in marketplace.mails_of("offer_made")] == [(slow.email,)] * 3
