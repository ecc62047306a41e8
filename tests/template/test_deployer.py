"""Who deploys from continuous integration: what they may is what AWS says that our resources need, and no more."""

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

import pytest
from cfnlint.api import ManualArgs, lint
from cfnlint.decode import cfn_yaml
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from local.render import Template
from tests.conftest import ROOT
from web.site import FOLDER

FILE = ROOT / "ops" / "deployer.yaml"
INLINE_POLICIES_OF_A_ROLE = 10_240

# What AWS's schemas list for properties that no template here has.
NOT_OURS = re.compile(
    r"(ec2|elasticfilesystem|firehose|kinesis|s3files|s3tables):.*"
    r"|kms:(?!DescribeKey).*"
    r"|iam:(Attach|Detach)(Group|User)Policy|iam:DeleteRolePermissionsBoundary"
    r"|dynamodb:.*(Replica|Import|Item|Destination|Insights|Query|Scan|ResourcePolicy).*"
    r"|lambda:.*(CodeSigning|Recursion|Scaling|Management|CapacityProvider|RuntimeAlias).*"
    r"|logs:.*(KmsKey|DataProtection|IndexPolicy|DeletionProtection|BearerToken|LogStream|LogEvents|DeleteResourcePolicy).*"
    r"|s3:.*(Metadata|Abac|Acl|CORS|Cors|Logging|Notification|ObjectLock|Replication|Website|Accelerate|Analytics|Inventory)"
    r".*|s3:.*(IntelligentTiering|Metrics|REST|DeleteObject|DeleteBucketEncryption|DeleteBucketLifecycle).*"
    r"|cloudfront:.*(ConnectionGroup|VpcOrigin|Staging).*|cloudfront:updateDistribution|cognito-idp:ListUserPoolClientSecrets"
    r"|apigateway:(Tag|Untag)Resource|cloudfront:CreateDistributionWithTags"  # IAM knows no such action
    r"|secretsmanager:.*(Replic|GetSecretValue).*|sns:PutDataProtectionPolicy"
    r"|ses:Put.*(Archiving|Delivery|Tracking|Vdm).*"
    r"|(autoloop|codewhisperer|logs|workmail):AllowVendedLogDeliveryForResource"  # of the sources that we do not have
)
# SAM's transform, the delivery of both logs, and the aliases of a build with SNAPSTART=on.
OURS_BESIDES = re.compile(
    r"cloudformation:CreateChangeSet|logs:\w+LogDeliver\w+|lambda:\w+Alias|logs:PutResourcePolicy"
    r"|cloudfront:AllowVendedLogDeliveryForResource"
)


@pytest.fixture(scope="module")
def declared() -> Any:
    return cfn_yaml.load(str(FILE))


def statements(declared: Any, role: str) -> Iterator[Any]:
    for policy in declared["Resources"][role]["Properties"]["Policies"]:
        for each in policy["PolicyDocument"]["Statement"]:
            yield each["Fn::If"][1] if "Fn::If" in each else each


def actions(declared: Any, role: str) -> set[str]:
    return {action for each in statements(declared, role) for action in listed(each["Action"])}


def listed(one_or_more: Any) -> list[Any]:
    return one_or_more if isinstance(one_or_more, list) else [one_or_more]


def needed(template: Template) -> set[str]:
    """By the handlers of each type in both templates, as AWS publishes them with its schemas."""
    both = (template, cfn_yaml.load(str(FOLDER / "template.yaml")))
    kinds = {each["Type"] for one in both for each in one["Resources"].values()}
    schemas = [PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", kind).schema for kind in kinds]
    handlers = [(name, each) for schema in schemas for name, each in schema["handlers"].items()]
    return {action for name, each in handlers if name != "list" for action in each.get("permissions", [])}


def may(granted: set[str], action: str) -> bool:
    return any(re.fullmatch(re.escape(each).replace(r"\*", ".*"), action, re.IGNORECASE) for each in granted)


def test_cloudformation_may_what_our_resources_need(template: Template, declared: Any) -> None:
    granted = actions(declared, "Execution")

    assert {each for each in needed(template) if not NOT_OURS.fullmatch(each) and not may(granted, each)} == set()


def test_cloudformation_may_nothing_that_no_resource_of_ours_needs(template: Template, declared: Any) -> None:
    granted, wanted = actions(declared, "Execution"), needed(template)

    assert {each for each in granted if not OURS_BESIDES.fullmatch(each) and not used(each, wanted)} == set()


def used(granted: str, wanted: set[str]) -> bool:
    return any(may({granted}, each) for each in wanted)


def test_a_role_that_is_made_has_the_boundary(declared: Any) -> None:
    grows = {"iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:PutRolePermissionsBoundary"}
    for each in statements(declared, "Execution"):
        if grows & set(listed(each["Action"])):
            assert "iam:PermissionsBoundary" in each["Condition"]["ArnLike"]
    assert "iam:DeleteRolePermissionsBoundary" not in actions(declared, "Execution")


def test_cloudformation_may_change_the_roles_of_our_functions_and_neither_of_its_own(
    template: Template, declared: Any
) -> None:
    """A role that may change itself may do everything."""
    patterns = {
        resource["Fn::Sub"].replace("${Stack}", "plus-one").partition(":role/")[2]
        for each in statements(declared, "Execution")
        for resource in listed(each["Resource"])
        if ":role/" in str(resource)
    }
    roles = [name for name, each in template["Resources"].items() if each["Type"] == "AWS::IAM::Role"]

    assert all(fnmatchcase(f"plus-one-{name}-1A2B3C", pattern) for name in roles for pattern in patterns)
    for stack in ("plus-one", "plus-one-deployer", "plus-one-web"):
        for name in ("Deployer", "Execution"):
            assert not any(fnmatchcase(f"{stack}-{name}-1A2B3C", pattern) for pattern in patterns)


def test_the_workflow_may_not_deploy_its_own_roles(declared: Any) -> None:
    [stacks] = [
        each["Resource"]
        for each in statements(declared, "Deployer")
        if "cloudformation:ExecuteChangeSet" in listed(each["Action"])
    ]

    named = [each["Fn::Sub"].rpartition(":")[2] for each in stacks]
    assert named == ["stack/${Stack}/*", "stack/${Stack}-web/*", "transform/Serverless-2016-10-31"]


@pytest.mark.parametrize("role", ["Deployer", "Execution"])
def test_a_role_is_handed_on_to_one_service_only(declared: Any, role: str) -> None:
    passing = [each for each in statements(declared, role) if "iam:PassRole" in listed(each["Action"])]

    assert passing
    assert all(set(each["Condition"]["StringEquals"]) == {"iam:PassedToService"} for each in passing)


def test_the_workflow_itself_changes_no_resource_but_the_files_of_the_page(declared: Any) -> None:
    changing = re.compile(r"\w+:(Create|Put|Delete|Update|Execute)\w+")
    changes = {each for each in actions(declared, "Deployer") if changing.fullmatch(each)}

    assert {each for each in changes if not each.startswith("cloudformation:")} == {
        "cloudfront:CreateInvalidation",
        "s3:DeleteObject",
        "s3:PutObject",
    }
    assert "cloudformation:DeleteStack" not in changes


def test_only_a_job_of_this_environment_of_this_repository_is_let_in(declared: Any) -> None:
    [trust] = declared["Resources"]["Deployer"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    issuer = "token.actions.githubusercontent.com"

    assert trust["Condition"] == {
        "StringEquals": {
            f"{issuer}:aud": "sts.amazonaws.com",
            f"{issuer}:sub": {"Fn::Sub": "repo:${Repository}:environment:${Environment}"},
        }
    }


def test_only_staging_is_audited_because_an_audit_reads_everybodys_data(declared: Any) -> None:
    [scanning] = [each for each in statements(declared, "Deployer") if "dynamodb:Scan" in listed(each["Action"])]
    raw = declared["Resources"]["Deployer"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]

    assert {"Fn::If": ["MayAudit", scanning, {"Ref": "AWS::NoValue"}]} in raw
    assert declared["Conditions"]["MayAudit"] == {"Fn::Equals": [{"Ref": "Environment"}, "staging"]}


@pytest.mark.parametrize("role", ["Deployer", "Execution"])
def test_the_policies_of_a_role_fit(declared: Any, role: str) -> None:
    written = json.dumps([*statements(declared, role)], separators=(",", ":"))

    assert len(written) < INLINE_POLICIES_OF_A_ROLE


def test_cfn_lint_minds_nothing() -> None:
    found = lint(FILE.read_text(encoding="utf-8"), config=ManualArgs(regions=["us-east-1", "eu-central-1"]))

    assert [str(match) for match in found] == []
