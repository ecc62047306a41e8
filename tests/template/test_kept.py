"""What is kept: encrypted, restorable, for as long as the page on privacy says, and not lost by a slip of the hand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from local.render import Template, resources

PRIVACY = Path(__file__).parents[2] / "docs" / "privacy.md"
HOLD_DATA = {
    "AWS::DynamoDB::Table",
    "AWS::Cognito::UserPool",
    "AWS::SecretsManager::Secret",
    "AWS::SQS::Queue",
    "AWS::Logs::LogGroup",
}
COUNT_ONLY = {"AWS::Logs::MetricFilter"}
OUTLIVE = {"Table", "UserPool", "LinkKeys"}


def holding_data(template: Template) -> dict[str, Any]:
    return {name: each for name, each in template["Resources"].items() if each["Type"] in HOLD_DATA}


def test_what_holds_data_is_of_a_kind_that_is_known_here(template: Template) -> None:
    stores = ("AWS::DynamoDB::", "AWS::S3::", "AWS::RDS::", "AWS::Kinesis", "AWS::Logs::", "AWS::SecretsManager::")

    assert {
        each["Type"] for each in template["Resources"].values() if each["Type"].startswith(stores)
    } <= HOLD_DATA | COUNT_ONLY


def test_what_cannot_be_made_again_outlives_its_stack_but_not_a_creation_that_failed(template: Template) -> None:
    policies = {name: each.get("DeletionPolicy") for name, each in holding_data(template).items()}

    assert {name for name, policy in policies.items() if policy == "RetainExceptOnCreate"} == OUTLIVE
    assert all(template["Resources"][name]["UpdateReplacePolicy"] == "Retain" for name in OUTLIVE)


def test_table_and_pool_are_protected_by_one_condition(template: Template) -> None:
    pool, table = (template["Resources"][name]["Properties"] for name in ("UserPool", "Table"))

    assert pool["DeletionProtection"] == {"Fn::If": ["IsProtected", "ACTIVE", "INACTIVE"]}
    assert table["DeletionProtectionEnabled"] == {"Fn::If": ["IsProtected", True, False]}


@pytest.mark.parametrize(
    ("given", "protected"),
    [
        ({}, True),
        ({"Protection": "off"}, False),
        ({"AllowPasswordAuth": "true"}, False),
        ({"AllowPasswordAuth": "true", "Protection": "on"}, False),
    ],
)
def test_a_stack_is_protected_unless_it_is_local_or_somebody_says_so(
    template: Template, given: dict[str, str], protected: bool
) -> None:
    """A stack of 0.1.0 does not name the parameter, and stays protected."""
    parameters = {name: each.get("Default", "") for name, each in template["Parameters"].items()} | given

    assert holds(template, "IsProtected", parameters) is protected


def holds(template: Template, condition: str, parameters: Mapping[str, str]) -> bool:
    def decided(node: Any) -> bool:
        match node:
            case {"Fn::And": parts}:
                return all(decided(each) for each in parts)
            case {"Fn::Not": [part]}:
                return not decided(part)
            case {"Condition": name}:
                return decided(template["Conditions"][name])
            case {"Fn::Equals": [{"Ref": name}, value]}:
                return bool(parameters[name] == value)
        raise AssertionError(node)

    return decided({"Condition": condition})


def test_table_and_queue_are_encrypted(template: Template) -> None:
    """Logs, secrets and user pools always are."""
    assert template["Resources"]["Table"]["Properties"]["SSESpecification"] == {"SSEEnabled": True}
    assert template["Resources"]["FailureQueue"]["Properties"]["SqsManagedSseEnabled"] is True


def test_every_log_of_the_stack_ends_after_a_month(template: Template) -> None:
    groups = resources(template, "AWS::Logs::LogGroup")

    assert {name: each["RetentionInDays"] for name, each in groups.items()} == {"ApiLog": 30, "FunctionLog": 30}


def test_the_failure_queue_keeps_for_as_long_as_a_queue_can(template: Template) -> None:
    assert template["Resources"]["FailureQueue"]["Properties"]["MessageRetentionPeriod"] == 14 * 24 * 3600


@pytest.mark.parametrize("name", sorted(OUTLIVE | {"FailureQueue", "ApiLog", "FunctionLog"}))
def test_the_page_on_privacy_says_how_long_each_is_kept(name: str) -> None:
    assert f"| `{name}` |" in PRIVACY.read_text(encoding="utf-8")
