"""Random histories on the model of product.md and on the system. Longer ones: python -m tests.model --help."""

from dataclasses import replace
from importlib import import_module

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from moto.core.serialize import ResponseSerializer

from plus_one import clock
from tests.marketplace import Marketplace
from tests.model.machine import Histories
from tests.model.run import Runs
from tests.model.store_market import WITH_A_LIMIT
from tests.model.store_runs import runs_in
from tests.model.through_memory import Memory


@pytest.fixture
def through_store(marketplace: Marketplace, monkeypatch: pytest.MonkeyPatch) -> Runs:
    """What a history changes in the process is as before after the test."""
    monkeypatch.setattr(clock, "now", clock.now)
    monkeypatch.setattr(ResponseSerializer, "_serialize_type_structure", ResponseSerializer._serialize_type_structure)
    for name in WITH_A_LIMIT:
        function = import_module(f"functions.{name}.app")
        monkeypatch.setattr(function, "settings", function.settings)
    return runs_in(marketplace)


def test_the_domain_does_what_the_law_says() -> None:
    assert_no_difference(Runs(Memory), steps=12_000)


def test_short_and_odd_histories_of_the_domain_do_too() -> None:
    asked = settings(max_examples=60, stateful_step_count=30, deadline=None, derandomize=True, database=None)
    run_state_machine_as_test(Histories, settings=asked)


@pytest.mark.filterwarnings("ignore:No application metrics")
def test_the_whole_system_does_what_the_law_says(through_store: Runs) -> None:
    assert_no_difference(replace(through_store, length=100), steps=200)


def assert_no_difference(runs: Runs, steps: int) -> None:
    for found in runs.many(seed=1, steps=steps):
        pytest.fail(str(runs.shortest(found)))
    assert runs.reasons["BOOKED"]
