"""Addresses that SES does not take as they are written: in its own form if there is one, else flagged at once."""

from dataclasses import replace

import pytest

from plus_one.actions import send_notices as sending
from plus_one.actions.send_notices import send_notices
from plus_one.domain.events import Side
from plus_one.domain.ids import UserId
from plus_one.domain.notices import Cause, Notice, NoticeState
from plus_one.mail.addresses import mailable
from plus_one.mail.compose import Mail
from plus_one.store import keys, pairings
from plus_one.store.table import Table, update
from tests.integration.acting import Acting, Mailbox, post_to, renew_copies
from tests.integration.test_mails_that_do_not_leave import told_to_both
from tests.kept import everything


def flagged(table: Table) -> list[str]:
    return [item["email"] for item in everything(table) if item["type"] == "profile" and item.get("undeliverable")]


def living_at(acting: Acting, **addresses: str) -> Acting:
    people = {side: replace(getattr(acting, side), email=email) for side, email in addresses.items()}
    return replace(acting, **people)


def test_a_domain_in_letters_of_any_language_is_mailed_in_its_ascii_form(table: Table) -> None:
    taken: list[str] = []

    def take(mail: Mail) -> str:
        taken.append(mail.to)
        return str(len(taken))

    acting = living_at(Acting(table), client="x@bücher.example", coach="Maya@STRAßE.example")
    send_notices(table, told_to_both(acting), post_to(take), acting.now())

    assert sorted(taken) == ["Maya@xn--strae-oqa.example", "x@xn--bcher-kva.example"]


def test_a_bounce_of_the_ascii_form_flags_the_address(table: Table) -> None:
    acting = living_at(Acting(table), client="x@bücher.example")
    written = told_to_both(acting)
    acting = living_at(acting, client="x@xn--bcher-kva.example")  # as SES names it
    acting.hear(written)

    assert flagged(table) == ["x@bücher.example"]


@pytest.mark.parametrize("side", Side)
def test_an_address_that_no_mail_can_be_sent_to_is_flagged_like_one_that_bounces(table: Table, side: Side) -> None:
    acting, mailbox = living_at(Acting(table), **{side: "müller@example.com"}), Mailbox()
    written = told_to_both(acting)
    tried = send_notices(table, written, mailbox.post, acting.now())

    assert tried
    assert tried.notices[side] == Notice(state=NoticeState.UNDELIVERABLE, attempts=1, feedback=Cause.UNMAILABLE)
    assert flagged(table) == ["müller@example.com"]
    assert len(mailbox.taken) == 1
    renew_copies(table, acting.now())
    [pairing] = [pairings.from_item(item) for item in everything(table) if item["type"] == "pairing"]
    assert pairing.client_undeliverable is (side is Side.CLIENT)


def test_an_operator_may_choose_that_no_address_is_flagged_not_even_one_that_cannot_be_mailed_to(table: Table) -> None:
    acting = living_at(Acting(table), client="müller@example.com")
    tried = send_notices(table, told_to_both(acting), replace(Mailbox().post, flags=False), acting.now())

    assert tried
    assert tried.notices[Side.CLIENT].feedback == Cause.UNMAILABLE
    assert flagged(table) == []


def test_an_address_that_changes_at_that_very_moment_is_not_flagged(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    acting = living_at(Acting(table), client="müller@example.com")
    written = told_to_both(acting)

    def moving_meanwhile(address: str) -> str | None:
        moved = update(
            keys.profile(UserId(acting.client.user_id)), "SET email = :new", "attribute_exists(PK)", new="a@b.c"
        )
        table.write(moved)
        return mailable(address)

    monkeypatch.setattr(sending, "mailable", moving_meanwhile)
    send_notices(table, written, Mailbox().post, acting.now())
    assert flagged(table) == []
