"""In which region an operator's command looks for a stack: where `sam deploy` has put it."""

import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from ops import credentials, stack
from ops.region import regions_of, use_region_of
from tests.conftest import ROOT
from web import publish, take_down

BY_HAND = """
version = 0.1
[prod.global.parameters]
stack_name = "plus-one"
region = "eu-central-1"
[web.global.parameters]
stack_name = "plus-one-web"
region = "eu-central-1"
"""
GUIDED = """
[default.global.parameters]
stack_name = "plus-one-dev"
region = "us-west-2"
[default.deploy.parameters]
stack_name = "mine"
"""
TWICE = (
    BY_HAND
    + """
[other.global.parameters]
stack_name = "plus-one"
region = "us-east-1"
"""
)


@pytest.fixture
def deploy_toml(tmp_path: Path) -> Path:
    return tmp_path / "deploy.toml"


@pytest.fixture(autouse=True)
def not_the_local_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


def region_for(name: str, deploy_toml: Path) -> str | None:
    use_region_of(name, deploy_toml)
    return os.environ.get("AWS_DEFAULT_REGION")


@pytest.mark.parametrize("name", ["plus-one", "plus-one-web"])
def test_the_region_is_the_one_beside_the_name_whatever_the_environment_says(name: str, deploy_toml: Path) -> None:
    deploy_toml.write_text(BY_HAND)

    assert region_for(name, deploy_toml) == "eu-central-1"


def test_a_name_that_was_given_to_guided_counts(deploy_toml: Path) -> None:
    deploy_toml.write_text(GUIDED)

    assert region_for("mine", deploy_toml) == "us-west-2"
    assert regions_of("plus-one-dev", deploy_toml) == set()


def test_a_stack_that_deploy_toml_does_not_name_is_where_the_environment_says(deploy_toml: Path) -> None:
    assert region_for("plus-one", deploy_toml) == "us-east-1"
    deploy_toml.write_text(BY_HAND)
    assert region_for("another", deploy_toml) == "us-east-1"


def test_the_local_aws_is_where_the_environment_says(deploy_toml: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
    deploy_toml.write_text(BY_HAND)

    assert region_for("plus-one", deploy_toml) == "us-east-1"


def test_of_two_regions_the_environment_chooses(deploy_toml: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deploy_toml.write_text(TWICE)
    assert region_for("plus-one", deploy_toml) == "us-east-1"

    monkeypatch.delenv("AWS_DEFAULT_REGION")
    with pytest.raises(SystemExit, match=r"plus-one in eu-central-1 and us-east-1\. Name one in AWS_DEFAULT_REGION"):
        use_region_of("plus-one", deploy_toml)


@pytest.mark.parametrize("name", ["plus-one-dev", "plus-one", "plus-one-web"])
def test_each_stack_of_the_example_has_its_region(name: str) -> None:
    assert len(regions_of(name, ROOT / "samconfig.toml")) == 1


def first_of_all(module: ModuleType, command: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> str:
    """The stack whose region a command takes before it does anything."""

    def take(stack: str) -> None:
        raise ZeroDivisionError(stack)

    monkeypatch.setattr(module, "use_region_of", take)
    with pytest.raises(ZeroDivisionError) as taken:
        command()
    return str(taken.value)


def test_every_command_takes_the_region_of_its_stack_before_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    def publish_both() -> None:
        publish.main("plus-one", "plus-one-web")

    assert first_of_all(stack, lambda: stack.Stack("plus-one"), monkeypatch) == "plus-one"
    assert first_of_all(publish, publish_both, monkeypatch) == "plus-one"
    assert first_of_all(take_down, lambda: take_down.main("plus-one-web"), monkeypatch) == "plus-one-web"
    assert first_of_all(credentials, lambda: credentials.main({"STACK": "plus-one"}), monkeypatch) == "plus-one"
