"""A new key signs, and no link dies before its 400 days are over."""

import json
from datetime import UTC, date, datetime, timedelta

import boto3
from hypothesis import given
from hypothesis import strategies as st
from moto import mock_aws

from ops.rotate_link_key import main, rotated
from plus_one.domain.ids import UserId
from plus_one.domain.tokens import LIFE, Keys, key_id_of, read, sign

CLIENT, COACH = UserId("client-1"), UserId("coach-1")
START = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FIRST = {"0": "the stack's own"}


def link(day: date, keys: Keys) -> str:
    return sign(CLIENT, COACH, day, keys)


def test_the_new_key_signs_and_the_old_one_is_kept() -> None:
    keys = rotated(FIRST, START, "fresh")
    assert keys == FIRST | {"20261123T100000Z": "fresh"}
    assert key_id_of(link(START.date(), keys)) == "20261123T100000Z"


def test_twice_on_one_day_gives_two_keys_in_order() -> None:
    keys = rotated(rotated(FIRST, START, "one"), START + timedelta(seconds=1), "two")
    assert [keys[key_id] for key_id in sorted(keys)] == ["the stack's own", "one", "two"]


def test_a_key_goes_when_the_last_link_that_it_signed_is_dead() -> None:
    keys = rotated(FIRST, START, "one")
    last = link(START.date(), FIRST)
    on_its_last_day = rotated(keys, START + LIFE, "two")
    assert read(last, on_its_last_day, START.date() + LIFE) == (CLIENT, COACH)
    assert "0" not in rotated(keys, START + LIFE + timedelta(days=2), "two")


def test_a_key_that_signed_until_now_stays_however_old_it_is() -> None:
    assert "0" in rotated(FIRST, START + timedelta(days=5000), "fresh")


@given(st.lists(st.integers(0, 500), min_size=1, max_size=12))
def test_no_rotation_kills_a_link_before_its_time(pauses: list[int]) -> None:
    keys, now, links = dict(FIRST), START, [(START.date(), link(START.date(), FIRST))]
    for number, pause in enumerate(pauses):
        now += timedelta(days=pause, seconds=1)
        links.append((now.date(), link(now.date(), keys)))  # the last moment of the key before
        keys = rotated(keys, now, f"key {number}")
        for day, token in links:
            alive = now.date() - day <= LIFE
            assert (read(token, keys, now.date()) is not None) is alive


def test_the_secret_is_looked_for_in_the_region_that_its_arn_names() -> None:
    with mock_aws():
        elsewhere = boto3.client("secretsmanager", region_name="eu-central-1")
        arn = elsewhere.create_secret(Name="link-keys", SecretString='{"0": "old"}')["ARN"]

        assert "signs now. Kept: 0." in main(arn)
        assert len(json.loads(elsewhere.get_secret_value(SecretId=arn)["SecretString"])) == 2
