"""template.yaml, rendered, into the local AWS's CloudFormation."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from local.aws import Aws
from local.bundles import bundles
from local.render import CODE_BUCKET, Template
from local.routes import spell_out_routes
from local.settings import CannotStart

STACK = "plus-one"
TEMPLATE_KEY = "template.json"
MAPPING = "AWS::Lambda::EventSourceMapping"
REFUSE_PLAIN_HTTP = ("AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy")
PLAIN_HTTP = {"Bool": {"aws:SecureTransport": "false"}}
UNKNOWN = ("AWS::Events::EventBusPolicy", "AWS::Logs::MetricFilter")


@dataclass(frozen=True)
class Deployed:
    outputs: Mapping[str, str]
    resources: Mapping[str, str]
    """Physical ids by logical ids."""


def deploy(aws: Aws, project: Path, template: Template, parameters: Mapping[str, str]) -> Deployed:
    _upload(aws, project, for_ministack(template))
    cloudformation = aws.client("cloudformation")
    try:
        cloudformation.create_stack(
            StackName=STACK,
            TemplateURL=f"{aws.url}/{CODE_BUCKET}/{TEMPLATE_KEY}",
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
        )
    except ClientError as refusal:
        raise CannotStart(f"CloudFormation refuses the template. {refusal}") from refusal
    stack = _wait(cloudformation)
    resources = cloudformation.describe_stack_resources(StackName=STACK)["StackResources"]
    return Deployed(
        outputs={output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])},
        resources={each["LogicalResourceId"]: each["PhysicalResourceId"] for each in resources},
    )


def for_ministack(template: Template) -> Template:
    """The same system, said so that ministack does it: routes spelled out, its own reading of the stream off, without
    what it does not know, and open to plain HTTP, since it speaks nothing else."""
    resources = {
        name: each
        for name, each in spell_out_routes(template)["Resources"].items()
        if each["Type"] not in UNKNOWN and not _is_alarm_on_a_sum(each)
    }
    for name, resource in resources.items():
        if resource["Type"] == MAPPING:
            resources[name] = {**resource, "Properties": {**resource["Properties"], "Enabled": False}}
        if resource["Type"] in REFUSE_PLAIN_HTTP:
            resources[name] = _open_to_plain_http(resource)
    return {**template, "Resources": resources}


def _is_alarm_on_a_sum(resource: Mapping[str, Any]) -> bool:
    return resource["Type"] == "AWS::CloudWatch::Alarm" and "Metrics" in resource["Properties"]


def _open_to_plain_http(policy: Mapping[str, Any]) -> dict[str, Any]:
    document = policy["Properties"]["PolicyDocument"]
    allowed = [each for each in document["Statement"] if each.get("Condition") != PLAIN_HTTP]
    return {**policy, "Properties": {**policy["Properties"], "PolicyDocument": {**document, "Statement": allowed}}}


def _upload(aws: Aws, project: Path, template: Template) -> None:
    s3 = aws.client("s3", s3={"addressing_style": "path"})
    s3.create_bucket(Bucket=CODE_BUCKET)
    code = dict(bundles(project))
    for key in _code_keys(template):
        if key not in code:
            # ministack would take the function and answer 200 for it.
            raise CannotStart(f"template.yaml names the code {key}, and there is none.")
        s3.put_object(Bucket=CODE_BUCKET, Key=key, Body=code[key])
    s3.put_object(Bucket=CODE_BUCKET, Key=TEMPLATE_KEY, Body=json.dumps(template).encode())


def _code_keys(template: Template) -> set[str]:
    properties = [resource.get("Properties", {}) for resource in template["Resources"].values()]
    return {each[name]["S3Key"] for each in properties for name in ("Code", "Content") if "S3Key" in each.get(name, {})}


def _wait(cloudformation: Any) -> Mapping[str, Any]:
    while True:
        stack: Mapping[str, Any] = cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
        if stack["StackStatus"] == "CREATE_COMPLETE":
            return stack
        if not stack["StackStatus"].endswith("_IN_PROGRESS") or stack["StackStatus"].startswith("ROLLBACK"):
            raise CannotStart(f"The template could not be deployed. {_first_failure(cloudformation)}")
        time.sleep(0.1)


def _first_failure(cloudformation: Any) -> str:
    events = cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]
    failed = [event for event in events if event["ResourceStatus"].endswith("_FAILED")]
    if not failed:
        return "CloudFormation names no reason."
    first = failed[-1]
    return f"{first['LogicalResourceId']} ({first['ResourceType']}): {first.get('ResourceStatusReason', 'no reason')}"
