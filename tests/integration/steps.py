"""What can be under way when something fails: one request, or the delivery of one record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ops.audit.pairs import Pair
from plus_one.domain.events import Side
from plus_one.domain.feedback import Verdict
from plus_one.domain.renewals import Reason
from plus_one.domain.settings import Settings
from tests.integration.acting import Acting
from tests.integration.starts import (
    custom_offer,
    enrolled_event,
    flagged_client,
    held,
    held_and_offered,
    in_a_pause,
    last_on_deck,
    late,
    moved_client,
    offered_event,
    package_event,
    paused,
    pending,
    pending_and_booked_again,
    plus_one_on_deck,
)

if TYPE_CHECKING:
    from tests.integration.world import World
from tests.integration.ends import (
    all_told,
    flagged,
    is_held,
    none_on_deck_but,
    one_package,
    plus_one_books,
    stopped,
    switched,
)
from tests.integration.starts import booked_event, taken_back_event


@dataclass(frozen=True)
class Step:
    """`act` is one request or one delivery of one record; `holds` what is true when all is done."""

    name: str
    prepare: Callable[[Acting], Any]
    act: "Callable[[World, Any], Any]"
    holds: Callable[[Pair, Any], bool]

    def __str__(self) -> str:
        return self.name


MAIL = Step(
    "mail",
    package_event,
    lambda world, written: world.send(written),
    lambda pair, _: [each["state"] for each in pair.events("package_booked")[0]["notices"].values()] == ["sent"] * 2,
)


ANNOUNCE = Step("announce a +1", booked_event, lambda world, written: world.send(written), all_told("plus_one_booked"))
TAKE_BACK = Step(
    "announce that a +1 was taken back",
    taken_back_event,
    lambda world, written: world.send(written),
    all_told("session_reopened"),
)
MAILS = (MAIL, ANNOUNCE, TAKE_BACK)
STEPS = [
    Step("book the +1", pending, lambda world, due: world.settle(due), plus_one_books),
    Step(
        "skip",
        pending_and_booked_again,
        lambda world, due: world.settle(due),
        lambda pair, _: [item["reason"] for item in pair.renewals] == [Reason.ALREADY_ON_DECK],
    ),
    Step("hold", in_a_pause, lambda world, due: world.settle(due), is_held),
    Step("resume", paused, lambda world, due: world.acting.settle(due, resumes=True), plus_one_books),
    Step("tap, with a hold", held, lambda world, due: world.acting.tap(due.session_id), plus_one_books),
    Step("tap, enrolled too late", late, lambda world, last: world.acting.tap(last), plus_one_books),
    Step(
        "save, and book what was on hold",
        held,
        lambda world, _: world.acting.enroll(Settings(stop_after=3)),
        plus_one_books,
    ),
    Step(
        "save, and prolong the pause",
        paused,
        lambda world, _: world.acting.enroll(Settings(paused_until=world.acting.now().date())),
        is_held,
    ),
    Step(
        "un-enroll, with a hold",
        held,
        lambda world, _: world.acting.unenroll(),
        lambda pair, answer: stopped(pair, answer) and answer.ended_hold and not pair.plus_ones(),
    ),
    Step(
        "reopen, with a hold",
        held,
        lambda world, due: world.acting.reopen(due.session_id, "a key"),
        none_on_deck_but(1, COMPLETION_UNDONE=1),
    ),
    Step(
        "book a package, with a hold",
        held_and_offered,
        lambda world, offer: world.acting.book(offer, "a key"),
        none_on_deck_but(3, ALREADY_ON_DECK=1),
    ),
    Step(
        "complete the last session",
        last_on_deck,
        lambda world, last: world.acting.complete(last),
        lambda pair, done: plus_one_books(pair) and done.renewal is not None,
    ),
    Step(
        "complete the last session, with a key",
        last_on_deck,
        lambda world, last: world.acting.complete(last, "a key"),
        lambda pair, done: plus_one_books(pair) and done.renewal is not None,
    ),
    Step(
        "enroll",
        lambda acting: acting.booked(1),
        lambda world, _: world.acting.enroll(),
        lambda pair, enrolled: len(pair.events("enrolled")) == 1 and enrolled.standing.effective == "active",
    ),
    Step(
        "un-enroll, with a +1 on deck",
        lambda acting: acting.settle(pending(acting)),
        lambda world, _: world.acting.unenroll(),
        lambda pair, answer: stopped(pair, answer) and answer.last_plus_one is not None,
    ),
    Step(
        "un-enroll, with a renewal pending",
        pending,
        lambda world, _: world.acting.unenroll(),
        lambda pair, answer: stopped(pair, answer) and answer.last_plus_one is None and not pair.plus_ones(),
    ),
    Step(
        "adjust",
        last_on_deck,
        lambda world, _: world.acting.enroll(Settings(stop_after=3)),
        lambda pair, enrolled: (
            pair.pairing is not None
            and pair.pairing.enrollment.settings.stop_after == 3
            and (pair.pairing.enrollment.epoch, enrolled.anew) == (1, False)
        ),
    ),
    Step(
        "reopen, with a renewal pending",
        pending,
        lambda world, due: world.acting.reopen(due.session_id, "a key"),
        none_on_deck_but(1, COMPLETION_UNDONE=1),
    ),
    Step(
        "reopen, and take the +1 back",
        plus_one_on_deck,
        lambda world, both: world.acting.reopen(both[0], "a key"),
        lambda pair, reopening: none_on_deck_but(1, BOOKED=1)(pair, None) and reopening.taken_back is not None,
    ),
    Step(
        "cancel the +1, as the client",
        plus_one_on_deck,
        lambda world, both: world.acting.cancel(both[1]),
        none_on_deck_but(0, BOOKED=1),
    ),
    Step(
        "cancel the +1, as the coach",
        plus_one_on_deck,
        lambda world, both: world.acting.cancel(both[1], Side.COACH),
        none_on_deck_but(0, BOOKED=1),
    ),
    Step("hear that a mail bounced", enrolled_event, lambda world, written: world.acting.hear(written), flagged),
    Step(
        "hear a complaint about an offer",
        offered_event,
        lambda world, written: world.acting.hear(written, Verdict.COMPLAINED),
        lambda pair, _: switched(by_mail=False, wanted=True)(pair, None) and not flagged(pair, None),
    ),
    Step(
        "turn offers by mail off by the link",
        custom_offer,
        lambda world, _: world.acting.stop_offer_mails(),
        switched(by_mail=False, wanted=True),
    ),
    Step(
        "choose to get no offers of a coach",
        custom_offer,
        lambda world, _: world.acting.choose(by_mail=True, wanted=False),
        switched(by_mail=True, wanted=False),
    ),
    Step(
        "change the time zone",
        last_on_deck,
        lambda world, _: world.acting.live_in("Europe/Paris"),
        lambda pair, _: pair.pairing is not None and pair.pairing.client_time_zone == "Europe/Paris",
    ),
    Step(
        "renew the copies of a profile",
        moved_client,
        lambda world, _: world.follow(),
        lambda pair, _: pair.pairing is not None and pair.pairing.client_time_zone == "Asia/Tokyo",
    ),
    Step(
        "book the first package, as the first request of all",
        lambda acting: acting.offer(3),
        lambda world, offer: world.acting.book(offer, "a key"),
        one_package(3),
    ),
    Step(
        "book a custom package",
        custom_offer,
        lambda world, offer: world.acting.book(offer, "a key"),
        one_package(2),
    ),
    Step(
        "make a custom offer",
        lambda acting: acting.booked(1),
        lambda world, _: world.acting.try_to_offer(custom=True),
        lambda pair, offer: offer.offer_id in [each["offer_id"] for each in pair.custom_offers],
    ),
    Step(
        "withdraw a custom offer",
        custom_offer,
        lambda world, offer: world.acting.withdraw(offer),
        lambda pair, _: [each["state"] for each in pair.custom_offers] == ["withdrawn"],
    ),
    Step(
        "list what is on deck",
        lambda acting: acting.complete(acting.booked(2)[1]),
        lambda world, _: world.acting.on_deck(),
        lambda pair, listed: [one.session_id for one in listed] == [item["session_id"] for item in pair.booked()],
    ),
    Step(
        "save the enrollment, with a flag",
        flagged_client,
        lambda world, _: world.acting.enroll(Settings(stop_after=3)),
        lambda pair, enrolled: (
            not flagged(pair, None) and (enrolled.standing.effective, enrolled.anew) == ("active", False)
        ),
    ),
    *MAILS,
]
