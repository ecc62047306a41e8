"""When the keys are read again: seldom, and soon enough."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import EndpointConnectionError

from plus_one.store.link_keys import LinkKeys

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
OLD, NEW = {"0": "old"}, {"0": "old", "1": "new"}


class Secret:
    def __init__(self, *answers: dict[str, str] | None) -> None:
        """None: it cannot be read. The last answer is given from then on."""
        self.answers, self.reads = list(answers), 0

    def fetch(self) -> str:
        self.reads += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer is None:
            raise EndpointConnectionError(endpoint_url="https://secretsmanager")
        return json.dumps(answer)


def after(**time: float) -> datetime:
    return NOW + timedelta(**time)


def keys_of(*answers: dict[str, str] | None) -> tuple[Secret, Callable[..., object]]:
    secret = Secret(*answers)
    return secret, LinkKeys(secret.fetch).at


def test_they_are_read_when_they_are_first_needed() -> None:
    secret, at = keys_of(OLD)
    assert secret.reads == 0
    assert at(NOW) == OLD


def test_they_are_kept_for_an_hour() -> None:
    secret, at = keys_of(OLD, NEW)
    at(NOW)
    assert at(after(minutes=59), "0") == OLD
    assert at(after(minutes=60)) == NEW
    assert secret.reads == 2


def test_an_unknown_key_may_be_new() -> None:
    _, at = keys_of(OLD, NEW)
    at(NOW)
    assert at(after(seconds=60), "1") == NEW


def test_invented_keys_make_one_read_a_minute_at_most() -> None:
    secret, at = keys_of(OLD)
    for second in range(180):
        at(after(seconds=second), f"invented{second}")
    assert secret.reads == 3


def test_while_the_secret_cannot_be_read_the_known_keys_go_on() -> None:
    secret, at = keys_of(OLD, None)
    at(NOW)
    assert at(after(hours=2)) == OLD
    assert at(after(hours=2, seconds=59), "1") == OLD
    assert secret.reads == 2


def test_without_any_keys_it_fails_and_tries_again_at_once() -> None:
    _, at = keys_of(None, OLD)
    with pytest.raises(EndpointConnectionError):
        at(NOW)
    assert at(NOW) == OLD


def test_a_lane_that_comes_second_with_an_earlier_moment_gets_them_too() -> None:
    """At a cold start, while the first lane still waits for the secret."""
    seen: list[object] = []

    def fetch() -> str:
        if not seen:
            seen.append({})
            seen.append(keys.at(NOW - timedelta(milliseconds=1)))
        return json.dumps({"0": "s"})

    keys = LinkKeys(fetch)
    assert keys.at(NOW) == seen[1] == {"0": "s"}
