"""The unsubscribe link's token: signed, for one pairing, for 400 days."""

import base64
import re
from datetime import date, timedelta
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plus_one.domain.ids import UserId
from plus_one.domain.tokens import Purpose, key_id_of, purpose_of, read, sign

CLIENT, COACH = UserId("6f9619ff-8b86-4d01-b42d-00cf4fc964ff"), UserId("0c60c80f-961e-4f16-8b9b-9a1b7b0f2d6c")
DAY = date(2026, 11, 23)
OLD = {"0": "first secret"}
KEYS = OLD | {"20261101T120000Z": "second secret"}
TOKEN = sign(CLIENT, COACH, DAY, KEYS)
OFFERS = sign(CLIENT, COACH, DAY, KEYS, Purpose.OFFER_MAILS)

ids = st.from_regex(r"\A[A-Za-z0-9-]{1,64}\Z")


@given(client=ids, coach=ids, day=st.dates(date(2026, 1, 1), date(2100, 1, 1)), age=st.integers(0, 400))
def test_a_token_names_its_pairing_for_400_days(client: str, coach: str, day: date, age: int) -> None:
    token = sign(UserId(client), UserId(coach), day, KEYS)
    assert read(token, KEYS, day + timedelta(days=age)) == (client, coach)


def test_it_works_whenever_it_is_clicked_and_no_longer_than_400_days() -> None:
    assert read(TOKEN, KEYS, DAY + timedelta(days=400)) == (CLIENT, COACH)
    assert read(TOKEN, KEYS, DAY + timedelta(days=401)) is None


def test_a_clock_that_is_behind_does_not_make_it_invalid() -> None:
    assert read(TOKEN, KEYS, DAY - timedelta(days=1)) == (CLIENT, COACH)


def test_it_names_the_pairing_the_key_and_the_day_and_nothing_else() -> None:
    key_id, said, _ = TOKEN.split(".")
    assert key_id == "20261101T120000Z"
    assert base64.urlsafe_b64decode(said + "==").decode() == f"20261123 {CLIENT} {COACH}"


def test_it_needs_no_escaping_in_a_path_or_a_header_and_is_short() -> None:
    longest = sign(UserId("c" * 64), UserId("k" * 64), DAY, {"9" * 32: "x"}, Purpose.OFFER_MAILS)
    assert re.fullmatch(r"[A-Za-z0-9_.-]+", longest)
    assert len(longest) < 300  # a header of SES has 870 characters
    assert len(TOKEN) < 200


@given(at=st.integers(0, len(TOKEN) - 1), character=st.characters(codec="utf-8"))
def test_a_token_with_another_character_is_none_of_ours(at: int, character: str) -> None:
    changed = TOKEN[:at] + character + TOKEN[at + 1 :]
    assert (read(changed, KEYS, DAY) is None) is (changed != TOKEN)


@given(cut=st.integers(0, len(TOKEN) - 1))
def test_a_token_that_is_cut_is_none_of_ours(cut: int) -> None:
    assert read(TOKEN[:cut], KEYS, DAY) is None


@given(token=st.one_of(st.text(), st.from_regex(r"\A[0-9A-Za-z_.-]*\Z")))
def test_anybodys_invention_is_none_of_ours(token: str) -> None:
    assert read(token, KEYS, DAY) is None


def test_even_text_that_is_no_unicode_is_just_wrong() -> None:
    assert read("0.\ud800." + "A" * 43, KEYS, DAY) is None


def test_the_signature_of_one_pairing_is_not_good_for_another() -> None:
    other = sign(CLIENT, UserId("another-coach"), DAY, KEYS)
    key_id, _, mac = TOKEN.split(".")
    swapped = ".".join([key_id, other.split(".")[1], mac])
    assert read(swapped, KEYS, DAY) is None
    assert read(other, KEYS, DAY) == (CLIENT, "another-coach")


def test_what_one_key_signed_is_not_good_under_the_id_of_another() -> None:
    _, said, mac = TOKEN.split(".")
    assert read(f"0.{said}.{mac}", KEYS, DAY) is None


def test_a_token_says_what_it_turns_off_before_anything_is_verified() -> None:
    assert (purpose_of(TOKEN), purpose_of(OFFERS)) == (Purpose.PLUS_ONE, Purpose.OFFER_MAILS)
    assert purpose_of("no token") is Purpose.PLUS_ONE
    assert key_id_of(OFFERS) == key_id_of(TOKEN)
    assert read(OFFERS, KEYS, DAY) == (CLIENT, COACH)


def test_a_token_of_one_purpose_is_never_good_for_the_other() -> None:
    assert read(OFFERS.removeprefix("offers."), KEYS, DAY) is None
    assert read(f"offers.{TOKEN}", KEYS, DAY) is None
    assert read(f"offers.{OFFERS}", KEYS, DAY) is None


@given(at=st.integers(0, len(OFFERS) - 1), character=st.characters(codec="utf-8"))
def test_a_token_for_offer_mails_with_another_character_is_none_of_ours(at: int, character: str) -> None:
    changed = OFFERS[:at] + character + OFFERS[at + 1 :]
    assert (read(changed, KEYS, DAY) is None) is (changed != OFFERS)


def test_the_newest_key_signs() -> None:
    assert key_id_of(TOKEN) == "20261101T120000Z"
    assert key_id_of(sign(CLIENT, COACH, DAY, OLD)) == "0"


def test_an_old_key_is_good_for_what_it_signed_while_it_is_kept() -> None:
    old = sign(CLIENT, COACH, DAY, OLD)
    assert read(old, KEYS, DAY) == (CLIENT, COACH)
    assert read(old, {"20261101T120000Z": KEYS["20261101T120000Z"]}, DAY) is None


def test_the_same_id_with_another_secret_is_another_key() -> None:
    assert read(TOKEN, KEYS | {"20261101T120000Z": "third secret"}, DAY) is None


@pytest.mark.parametrize("token", ["", ".", "..", "0..", "no token", "0.x." + "A" * 42, "-.x." + "A" * 43])
def test_what_has_not_the_form_of_a_token_names_no_key(token: str) -> None:
    assert key_id_of(token) is None


def test_signatures_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[str, str]] = []

    def compare(one: object, other: object) -> bool:
        compared.append((cast("str", one), cast("str", other)))
        return False

    monkeypatch.setattr("hmac.compare_digest", compare)
    assert read(TOKEN, KEYS, DAY) is None
    assert [other for _, other in compared] == [TOKEN.split(".")[2]]


def test_the_link_of_a_mail_works_in_later_releases() -> None:
    mailed = "0.MjAyNjExMjMgY2xpZW50LTEyIGNvYWNoLTFX.yWwrzEspvwm3URvjHylKLcdBFKGCdRbuq4xzgM98Qq0"
    assert sign(UserId("client-12"), UserId("coach-1W"), DAY, OLD) == mailed
    assert read(mailed, KEYS, DAY) == ("client-12", "coach-1W")
