"""An address that refuses is flagged: nothing is booked and mailed until its owner says otherwise."""

from dataclasses import replace
from typing import Any

import pytest

from plus_one.domain.ids import UserId
from plus_one.store import keys
from plus_one.store.table import Table, update
from tests.integration.feedback.enrolled import Pair, flagged, table
from tests.integration.feedback.news import complained, delivered, final, hard
from tests.marketplace import coach


@final
def test_an_address_that_refuses_is_flagged_and_every_list_says_so(pair: Pair, refused: Any) -> None:
    pair.marketplace.publish(refused(pair.mail()))
    assert pair.notice(pair.mail())["state"] == "undeliverable"
    assert flagged(pair.alex)
    assert pair.reasons() == {"NOTICE_UNDELIVERABLE"}


@final
def test_to_a_flagged_address_nothing_is_mailed_and_renewals_are_held(pair: Pair, refused: Any) -> None:
    pair.marketplace.publish(refused(pair.mail()))
    before = [mail for mail in pair.marketplace.mails() if mail.to == (pair.alex.email,)]
    assert pair.complete_last() == "NOTICE_UNDELIVERABLE"
    assert [mail for mail in pair.marketplace.mails() if mail.to == (pair.alex.email,)] == before
    assert pair.mail("held", pair.casey).subject


def test_all_coaches_of_a_client_see_that_the_address_is_flagged(pair: Pair) -> None:
    other = Pair(pair.marketplace, pair.alex, coach("Robin"))
    pair.marketplace.publish(hard(pair.mail()))
    assert other.reasons() == {"NOTICE_UNDELIVERABLE"}


def test_saving_the_enrollment_clears_the_flag_everywhere(pair: Pair) -> None:
    other = Pair(pair.marketplace, pair.alex, coach("Robin"))
    pair.marketplace.publish(hard(pair.mail()))
    saved = pair.save(stop_after=5)
    assert (saved.status, saved.body["effective"], saved.body["reason"]) == (200, "active", None)
    assert not flagged(pair.alex)
    assert pair.reasons() == other.reasons() == {None}
    assert pair.complete_last() == "BOOKED"
    assert pair.mail("plus_one_booked").subject


def test_enrolling_anew_clears_the_flag_too_and_its_mail_goes_out(pair: Pair) -> None:
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


def test_a_new_verified_address_clears_the_flag_everywhere(pair: Pair) -> None:
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


@final
def test_a_coach_who_refuses_gets_no_mail_and_the_client_is_not_concerned(pair: Pair, refused: Any) -> None:
    pair.marketplace.publish(refused(pair.mail(to=pair.casey)))
    assert flagged(pair.casey)
    assert pair.reasons() == {None}
    assert pair.complete_last() == "BOOKED"
    assert {mail.to for mail in pair.marketplace.mails_of("plus_one_booked")} == {(pair.alex.email,)}


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
