"""What is kept: encrypted, restorable, for as long as the page on privacy says, and not lost by a slip of the hand."""

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


def test_what_cannot_be_made_again_outlives_its_stack(template: Template) -> None:
    kept = {name for name, each in holding_data(template).items() if each.get("DeletionPolicy") == "Retain"}

    assert kept == OUTLIVE
    assert all(template["Resources"][name]["UpdateReplacePolicy"] == "Retain" for name in OUTLIVE)


def test_only_a_local_stack_gives_up_its_deletion_protection(template: Template) -> None:
    pool, table = (template["Resources"][name]["Properties"] for name in ("UserPool", "Table"))

    assert pool["DeletionProtection"] == {"Fn::If": ["IsLocal", "INACTIVE", "ACTIVE"]}
    assert table["DeletionProtectionEnabled"] == {"Fn::If": ["IsLocal", False, True]}
    assert template["Conditions"]["IsLocal"] == {"Fn::Equals": [{"Ref": "AllowPasswordAuth"}, "true"]}


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
