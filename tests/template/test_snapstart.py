"""`make build SNAPSTART=on`, as CloudFormation gets it. A version that is not new would go on with what was before."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from local.render import Template, render, resources
from ops.snapstart import STARTED_BY_PEOPLE, use_snapshots

ROOT = Path(__file__).parents[2]
PARAMETERS = {"WebOrigin": "https://app.example.com", "SenderAddress": "plus-one@example.com"}

type Build = Callable[..., Template]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """As `sam build` leaves it: the template, and a folder for each thing that is deployed."""

    def make(layer: str = "the layer", memory: str = "1024", velocity_limit: str = "") -> Template:
        template = (ROOT / "template.yaml").read_text(encoding="utf-8")
        (tmp_path / "template.yaml").write_text(template.replace("Size: 1024", f"Size: {memory}"), encoding="utf-8")
        (tmp_path / "PlusOneLayer").mkdir(exist_ok=True)
        (tmp_path / "PlusOneLayer" / "plus_one.py").write_text(layer, encoding="utf-8")
        use_snapshots(tmp_path, velocity_limit)
        return render(tmp_path / "template.yaml", PARAMETERS)

    return make


def versions(template: Template) -> set[str]:
    return set(resources(template, "AWS::Lambda::Version"))


def test_the_same_build_publishes_nothing_new(build: Build) -> None:
    assert versions(build()) == versions(build())


def test_a_changed_layer_publishes_a_new_version_of_each(build: Build) -> None:
    assert not versions(build()) & versions(build(layer="another layer"))


def test_a_changed_template_publishes_a_new_version_of_each(build: Build) -> None:
    assert not versions(build()) & versions(build(memory="2048"))


def test_another_velocity_limit_publishes_a_new_version_of_each(build: Build) -> None:
    assert not versions(build()) & versions(build(velocity_limit="3"))


@pytest.mark.parametrize(("given", "fixed"), [("", 12), ("3", "3")])
def test_the_velocity_limit_can_be_no_other_than_that_of_the_snapshots(
    build: Build, given: str, fixed: str | int
) -> None:
    """Else a deployment would succeed, and the old limit would go on."""
    parameter = build(velocity_limit=given)["Parameters"]["VelocityLimit"]

    assert (parameter["Default"], parameter["AllowedValues"]) == (fixed, [fixed])
    assert parameter["ConstraintDescription"].startswith(f"must be {fixed}, as in these snapshots.")


def test_no_other_parameter_reaches_these_functions(template: Template) -> None:
    """Neither itself nor through a condition: another one would have to be fixed, too."""
    functions = str([template["Resources"][name]["Properties"] for name in STARTED_BY_PEOPLE])
    varying = {*template["Parameters"], *template["Conditions"]}

    assert set(re.findall(r"\w+", functions)) & varying == {"VelocityLimit"}


def test_they_are_the_functions_that_people_call_and_wait_for(build: Build) -> None:
    functions = resources(build(), "AWS::Lambda::Function")

    assert {name for name, each in functions.items() if "SnapStart" in each} == set(STARTED_BY_PEOPLE)


def test_the_api_calls_the_alias_and_nothing_else_may_be_called(build: Build) -> None:
    template = build()
    may_call = [str(each["FunctionName"]) for each in resources(template, "AWS::Lambda::Permission").values()]
    (api,) = resources(template, "AWS::ApiGatewayV2::Api").values()
    for name in STARTED_BY_PEOPLE:
        assert f"${{{name}Aliaslive}}" in str(api["Body"])
        assert f"${{{name}.Arn}}" not in str(api["Body"])
        assert str({"Ref": name}) not in may_call


def test_the_alias_is_of_the_new_version_and_the_old_one_is_deleted(build: Build) -> None:
    template = build()
    aliases: dict[str, Any] = resources(template, "AWS::Lambda::Alias")

    assert {each["FunctionVersion"]["Fn::GetAtt"][0] for each in aliases.values()} == versions(template)
    assert {template["Resources"][name]["DeletionPolicy"] for name in versions(template)} == {"Delete"}
