"""What a person decides when they deploy is explained, and decided in both environments."""

import re
import tomllib
from pathlib import Path

import pytest

from local.render import Template

ROOT = Path(__file__).parents[2]
DEPLOYING = (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8")


def test_every_parameter_is_explained_with_its_default_and_no_other_is(template: Template) -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| `?([^|`]*?)`? \|", DEPLOYING, flags=re.MULTILINE))
    defaults = {name: str(each.get("Default", "")) for name, each in template["Parameters"].items()}

    assert {name: "" if said in ("empty", "required") else said for name, said in rows.items()} == defaults


@pytest.mark.parametrize("environment", ["default", "prod"])
def test_each_environment_decides_what_has_no_default_and_is_asked_before_a_change(
    template: Template, environment: str
) -> None:
    config = tomllib.loads((ROOT / "samconfig.toml").read_text(encoding="utf-8"))[environment]
    given = [each.split("=")[0] for each in config["deploy"]["parameters"]["parameter_overrides"]]

    assert {name for name, each in template["Parameters"].items() if "Default" not in each} <= set(given)
    assert set(given) <= set(template["Parameters"]) - {"AllowPasswordAuth"}
    assert config["deploy"]["parameters"]["confirm_changeset"] is True
    assert config["deploy"]["parameters"]["capabilities"] == "CAPABILITY_IAM"


def test_no_role_or_policy_has_a_name_of_its_own(template: Template) -> None:
    """A name would need CAPABILITY_NAMED_IAM, and clash with a second stack."""
    named = {"AWS::IAM::Role": "RoleName", "AWS::IAM::ManagedPolicy": "ManagedPolicyName"}
    for each in template["Resources"].values():
        assert named.get(each["Type"]) not in each.get("Properties", {})
