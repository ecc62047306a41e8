"""What SES tells about a mail, through the real handler: the notice remembers it, and an address that refuses is left
alone until its owner says otherwise."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import pytest

from local import ses_events
from local.mails import Mail
from local.ses_events import BusEvent
from plus_one.actions.send_notices import send_notices
from plus_one.domain.events import Written
from plus_one.domain.ids import EventId, UserId
from plus_one.mail.sender import MailPostponed
from plus_one.store import keys
from plus_one.store.items import Item
from plus_one.store.table import Table, update
from tests.conftest import TABLE
from tests.integration.acting import post_to
from tests.marketplace import Marketplace, Person, client, coach

ONE = {"title": "One session", "sessions": 1, "price": {"amount": 5000, "currency": "USD"}}
EVENTS = Path(__file__).parents[2] / "events"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def delivered(mail: Mail) -> BusEvent:
    return ses_events.delivered(mail, NOW)


def hard(mail: Mail) -> BusEvent:
    return ses_events.bounced(mail, "Permanent", "General", NOW)


def soft(mail: Mail) -> BusEvent:
    return ses_events.bounced(mail, "Transient", "MailboxFull", NOW)


def complained(mail: Mail) -> BusEvent:
    return ses_events.complained(mail, NOW)


final = pytest.mark.parametrize("refused", [hard, complained])


class Pair:
    """A client who is enrolled with one session on deck, and the coach."""

    def __init__(self, marketplace: Marketplace, alex: Person, casey: Person) -> None:
        self.marketplace, self.alex, self.casey = marketplace, alex, casey
        self.path = f"/v1/coaches/{casey.user_id}"
        self.book()
        assert self.save().status == 201
        marketplace.settle()

    def book(self) -> None:
        offer = self.marketplace.call(self.casey, "POST", "/v1/offers", ONE).body
        booked = self.marketplace.call(self.alex, "POST", f"{self.path}/packages", {"offer_id": offer["offer_id"]})
        assert booked.status == 201

    def save(self, **settings: Any) -> Any:
        return self.marketplace.call(self.alex, "PUT", f"{self.path}/enrollment", settings)

    def complete_last(self) -> str:
        """What became of the renewal."""
        sessions = self.marketplace.call(self.alex, "GET", f"{self.path}/sessions?status=booked").body["items"]
        [last] = [session["session_id"] for session in sessions]
        path = f"/v1/clients/{self.alex.user_id}/sessions/{last}/complete"
        assert self.marketplace.call(self.casey, "POST", path, {}).status == 200
        self.marketplace.settle()
        return str(self.marketplace.call(self.alex, "GET", self.path).body["renewal"]["reason"])

    def mail(self, kind: str = "enrolled", to: Person | None = None) -> Mail:
        address = (to or self.alex).email
        return [mail for mail in self.marketplace.mails_of(kind) if mail.to == (address,)][-1]

    def notice(self, mail: Mail) -> Item:
        event = stored(keys.event(*self.ids(), mail.tags["event_id"]))
        notice: Item = event["notices"][mail.tags["side"]]
        return notice

    def ids(self) -> tuple[UserId, UserId]:
        return UserId(self.alex.user_id), UserId(self.casey.user_id)

    def reasons(self) -> set[str | None]:
        """Why it is suspended, wherever one can look."""
        look = self.marketplace.call
        [listed] = self.mine()
        [in_roster] = self.mine(look(self.casey, "GET", "/v1/clients").body["items"], "client_id", self.alex)
        one = look(self.alex, "GET", self.path).body
        return {pairing["enrollment"]["reason"] for pairing in (listed, in_roster, one)}

    def mine(self, items: Any = None, name: str = "coach_id", whose: Person | None = None) -> list[Any]:
        items = items or self.marketplace.call(self.alex, "GET", "/v1/coaches").body["items"]
        return [each for each in items if each[name] == (whose or self.casey).user_id]


@pytest.fixture
def pair(marketplace: Marketplace) -> Pair:
    return Pair(marketplace, client(), coach())


def table() -> Table:
    return Table(boto3.client("dynamodb"), TABLE)


def stored(key: keys.Key) -> Item:
    [item] = table().get(key)
    assert item
    return item


def flagged(person: Person) -> bool:
    return bool(stored(keys.profile(UserId(person.user_id))).get("undeliverable", False))


def everything() -> list[Any]:
    items = boto3.client("dynamodb").scan(TableName=TABLE)["Items"]
    return sorted(items, key=json.dumps)


def test_a_delivery_is_noted_and_changes_nothing_else(pair: Pair) -> None:
    pair.marketplace.publish(delivered(pair.mail()))
    notice = pair.notice(pair.mail())
    assert (notice["state"], notice["feedback"]) == ("sent", "delivered")
    assert not flagged(pair.alex)
    assert pair.reasons() == {None}


def test_a_soft_bounce_is_noted_and_the_next_mail_goes_out(pair: Pair) -> None:
    pair.marketplace.publish(soft(pair.mail()))
    notice = pair.notice(pair.mail())
    assert (notice["state"], notice["feedback"]) == ("sent", "bounced")
    assert pair.complete_last() == "BOOKED"
    assert pair.mail("plus_one_booked").subject


@final
def test_an_address_that_refuses_is_flagged_and_every_list_says_so(pair: Pair, refused: Any) -> None:
    pair.marketplace.publish(refused(pair.mail()))
    assert pair.notice(pair.mail())["state"] == "undeliverable"
    assert flagged(pair.alex)
    assert pair.reasons() == {"NOTICE_UNDELIVERABLE"}


@final
def test_then_renewals_are_skipped_and_nothing_is_mailed_to_it(pair: Pair, refused: Any) -> None:
    pair.marketplace.publish(refused(pair.mail()))
    before = [mail for mail in pair.marketplace.mails() if mail.to == (pair.alex.email,)]
    assert pair.complete_last() == "NOTICE_UNDELIVERABLE"
    assert [mail for mail in pair.marketplace.mails() if mail.to == (pair.alex.email,)] == before
    assert pair.mail("not_booked", pair.casey).subject


def test_all_coaches_of_the_client_see_it(pair: Pair) -> None:
    other = Pair(pair.marketplace, pair.alex, coach("Robin"))
    pair.marketplace.publish(hard(pair.mail()))
    assert other.reasons() == {"NOTICE_UNDELIVERABLE"}


def test_saving_the_enrollment_clears_it_everywhere(pair: Pair) -> None:
    other = Pair(pair.marketplace, pair.alex, coach("Robin"))
    pair.marketplace.publish(hard(pair.mail()))
    saved = pair.save(stop_after=5)
    assert (saved.status, saved.body["effective"], saved.body["reason"]) == (200, "active", None)
    assert not flagged(pair.alex)
    assert pair.reasons() == other.reasons() == {None}
    assert pair.complete_last() == "BOOKED"
    assert pair.mail("plus_one_booked").subject


def test_enrolling_anew_clears_it_too_and_its_mail_goes_out(pair: Pair) -> None:
    pair.marketplace.publish(complained(pair.mail()))
    assert pair.marketplace.call(pair.alex, "DELETE", f"{pair.path}/enrollment").status == 200
    assert pair.save().status == 201
    pair.marketplace.settle()
    assert not flagged(pair.alex)
    assert len([mail for mail in pair.marketplace.mails_of("enrolled") if mail.to == (pair.alex.email,)]) == 2


def test_a_refused_save_clears_nothing(pair: Pair) -> None:
    pair.marketplace.publish(hard(pair.mail()))
    refused = pair.marketplace.call(pair.alex, "PUT", f"{pair.path}/enrollment", {}, if_match='"another"')
    assert refused.status == 412
    assert flagged(pair.alex)


def test_a_new_verified_address_clears_it_everywhere(pair: Pair) -> None:
    pair.marketplace.publish(hard(pair.mail()))
    pair.alex = replace(pair.alex, email="alex@new.example.com")
    assert pair.marketplace.call(pair.alex, "GET", "/v1/profile").body["email"] == pair.alex.email
    assert not flagged(pair.alex)
    assert pair.reasons() == {None}
    assert pair.complete_last() == "BOOKED"
    assert pair.mail("plus_one_booked").subject


@final
def test_what_an_address_did_says_nothing_about_the_next_one(pair: Pair, refused: Any) -> None:
    old = pair.mail()
    pair.alex = replace(pair.alex, email="alex@new.example.com")
    pair.marketplace.call(pair.alex, "GET", "/v1/profile")
    pair.marketplace.publish(refused(old))
    assert pair.notice(old)["state"] == "undeliverable"
    assert not flagged(pair.alex)
    assert pair.reasons() == {None}


def test_an_address_that_changes_at_that_very_moment_is_not_flagged(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, commit = pair.mail(), Table.commit

    def commit_late(table: Table, *writes: Any) -> None:
        monkeypatch.setattr(Table, "commit", commit)
        pair.alex = replace(pair.alex, email="alex@new.example.com")
        pair.marketplace.call(pair.alex, "GET", "/v1/profile")
        commit(table, *writes)

    monkeypatch.setattr(Table, "commit", commit_late)
    pair.marketplace.publish(hard(old))
    assert pair.alex.email == "alex@new.example.com"
    assert pair.notice(old)["state"] == "undeliverable"
    assert not flagged(pair.alex)
    assert pair.reasons() == {None}


def test_how_the_address_is_written_does_not_matter(pair: Pair) -> None:
    pair.marketplace.publish(hard(replace(pair.mail(), to=("ALEX@Example.com",))))
    assert flagged(pair.alex)


@final
def test_the_same_news_again_does_not_undo_that_somebody_cleared_it(pair: Pair, refused: Any) -> None:
    news = refused(pair.mail())
    pair.marketplace.publish(news)
    pair.save()
    pair.marketplace.publish(news)
    pair.marketplace.publish(delivered(pair.mail()))
    assert not flagged(pair.alex)
    assert pair.reasons() == {None}


def test_the_next_bounce_flags_it_again(pair: Pair) -> None:
    pair.marketplace.publish(hard(pair.mail()))
    pair.save()
    assert pair.complete_last() == "BOOKED"
    pair.marketplace.publish(hard(pair.mail("plus_one_booked")))
    assert flagged(pair.alex)


def test_copies_that_were_missed_follow_when_the_news_comes_again(pair: Pair) -> None:
    """The function died between the flag and the copies, and Lambda hands the event over once more."""
    pair.marketplace.publish(hard(pair.mail()))
    profile = keys.profile(UserId(pair.alex.user_id))
    table().write(update(profile, "REMOVE undeliverable", "attribute_exists(PK)"))
    pair.marketplace.publish(hard(pair.mail()))
    assert pair.reasons() == {None}


@pytest.mark.parametrize(
    "order", [(delivered, soft, hard, complained), (complained, delivered, soft, hard), (hard, complained, delivered)]
)
def test_the_order_of_the_news_does_not_matter(pair: Pair, order: tuple[Any, ...]) -> None:
    for news in (*order, *order):
        pair.marketplace.publish(news(pair.mail()))
    notice = pair.notice(pair.mail())
    assert (notice["state"], notice["feedback"]) == ("undeliverable", "complained")
    assert flagged(pair.alex)


def test_that_a_mail_was_no_spam_changes_nothing(pair: Pair) -> None:
    news = complained(pair.mail())
    news["detail"]["complaint"]["complaintFeedbackType"] = "not-spam"
    before = everything()
    pair.marketplace.publish(news)
    assert everything() == before
    pair.marketplace.publish(hard(pair.mail()))
    flagged_before = everything()
    pair.marketplace.publish(news)
    assert everything() == flagged_before


@final
def test_a_coach_who_refuses_gets_no_mail_and_the_client_is_not_concerned(pair: Pair, refused: Any) -> None:
    pair.marketplace.publish(refused(pair.mail(to=pair.casey)))
    assert flagged(pair.casey)
    assert pair.reasons() == {None}
    assert pair.complete_last() == "BOOKED"
    assert {mail.to for mail in pair.marketplace.mails_of("plus_one_booked")} == {(pair.alex.email,)}


def test_news_of_what_is_not_there_is_let_go(pair: Pair) -> None:
    before, mail = everything(), pair.mail()
    for tags in ({"event_id": "01KUNKNOWN0000000000000000"}, {"client_id": "nobody"}, {"coach_id": "nobody"}):
        pair.marketplace.publish(hard(replace(mail, tags={**mail.tags, **tags})))
    pair.marketplace.publish(hard(replace(mail, tags={})))
    assert everything() == before


@pytest.mark.parametrize("kind", ["delivery", "bounce", "complaint"])
def test_the_sample_events_are_taken(marketplace: Marketplace, kind: str) -> None:
    marketplace.publish(json.loads((EVENTS / f"mail_feedback_{kind}.json").read_text(encoding="utf-8")))


class TestBeforeTheMailIsMarkedSent:
    """SES can be faster than who mails: the news is there while the notice is still claimed."""

    def send(self, pair: Pair, *news: Any, postponed: bool = False) -> Item:
        def send(mail: Any) -> str:
            sent = replace(
                pair.mail(), message_id="0100-early", to=(mail.to,), tags=mail.tags, sent_at="2026-11-23T10:00:00.000Z"
            )
            if mail.tags["side"] == "client":
                for tell in news:
                    pair.marketplace.publish(tell(sent))
                if postponed:
                    raise MailPostponed("ReadTimeoutError")
            return "0100-early"

        pair.save(stop_after=9)
        assert pair.marketplace.call(pair.alex, "DELETE", f"{pair.path}/enrollment").status == 200
        [record] = [
            each["dynamodb"]["NewImage"]
            for each in pair.marketplace.new_records()
            if each["dynamodb"]["NewImage"].get("kind") == {"S": "unenrolled"}
        ]
        written = Written(*pair.ids(), EventId(record["event_id"]["S"]))
        failures: list[Exception] = []
        post = replace(post_to(send), report=failures.append)
        send_notices(table(), written, post, datetime.now(UTC))
        assert bool(failures) is postponed
        notice: Item = stored(keys.event(*pair.ids(), written.event_id))["notices"]["client"]
        return notice

    def test_a_delivery_is_the_mark(self, pair: Pair) -> None:
        notice = self.send(pair, delivered)
        assert (notice["state"], notice["feedback"], notice["message_id"]) == ("sent", "delivered", "0100-early")

    @final
    def test_a_refusal_is_not_overwritten(self, pair: Pair, refused: Any) -> None:
        notice = self.send(pair, refused)
        assert notice["state"] == "undeliverable"
        assert "not_before" not in notice
        assert flagged(pair.alex)

    def test_a_mail_that_arrived_is_not_sent_twice_although_its_sender_heard_no_answer(self, pair: Pair) -> None:
        notice = self.send(pair, delivered, postponed=True)
        assert (notice["state"], notice["feedback"]) == ("sent", "delivered")


@final
def test_an_operator_may_choose_that_no_address_is_flagged(
    pair: Pair, refused: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from functions.mail_feedback import app

    monkeypatch.setattr(app, "settings", app.settings._replace(flag_undeliverable="false"))
    pair.marketplace.publish(refused(pair.mail()))
    assert pair.notice(pair.mail())["state"] == "undeliverable"
    assert pair.complete_last() == "BOOKED"


@final
def test_an_older_token_does_not_bring_the_address_back_that_refused(pair: Pair, refused: Any) -> None:
    pair.marketplace.publish(refused(pair.mail()))
    moved = replace(pair.alex, email="new@example.com")
    for token in (moved.claims(iat="2000"), pair.alex.claims(iat="1000")):
        profile = pair.marketplace.call_as(token, "GET", "/v1/profile").body
        assert profile["email"] == "new@example.com"
    assert pair.reasons() == {None}
