"""What a person decides when they deploy is explained, and decided in both environments."""

import re
import tomllib
from pathlib import Path

import pytest

from local.render import Template, render

ROOT = Path(__file__).parents[2]
DEPLOYING = (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8")


def explained(heading: str) -> dict[str, str]:
    """Each parameter of the section's table, and its default."""
    section = DEPLOYING.split(f"\n{heading}\n")[1].split("\n#", maxsplit=1)[0]
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| `?([^|`]*?)`? \|", section, flags=re.MULTILINE)
    said = {name: default for names, default in rows for name in re.findall(r"\w+", names)}
    return {name: "" if default in ("empty", "required") else default for name, default in said.items()}


@pytest.mark.parametrize(
    ("heading", "file"), [("## Environments", "template.yaml"), ("### The page's stack", "web/template.yaml")]
)
def test_every_parameter_is_explained_with_its_default_and_no_other_is(heading: str, file: str) -> None:
    parameters = render(ROOT / file)["Parameters"]
    assert explained(heading) == {name: str(each.get("Default", "")) for name, each in parameters.items()}


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
