"""The table keeps what must not be lost."""

from typing import Any

from local.render import Template, resources


def table(template: Template) -> Any:
    (only,) = resources(template, "AWS::DynamoDB::Table").values()
    return only


def test_the_stream_carries_the_new_image(template: Template) -> None:
    assert table(template)["StreamSpecification"] == {"StreamViewType": "NEW_IMAGE"}


def test_receipts_expire_by_their_ttl(template: Template) -> None:
    assert table(template)["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}


def test_the_table_can_be_restored_to_any_second(template: Template) -> None:
    assert table(template)["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


def test_the_table_outlives_its_stack_and_a_slip_of_the_hand(template: Template) -> None:
    resource = template["Resources"]["Table"]

    assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")
    assert resource["Properties"]["DeletionProtectionEnabled"] == {"Fn::If": ["IsProtected", True, False]}


def test_what_is_due_is_found_by_an_index_of_keys_only(template: Template) -> None:
    indexes = {each["IndexName"]: each for each in table(template)["GlobalSecondaryIndexes"]}

    assert indexes["GSI1"]["Projection"] == {"ProjectionType": "ALL"}
    assert indexes["GSI2"]["Projection"] == {"ProjectionType": "KEYS_ONLY"}
    assert [key["AttributeName"] for key in indexes["GSI2"]["KeySchema"]] == ["due_shard", "due_at"]
