"""What docs/deploying.md says of the SAM command line, by the real one, on the local AWS."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from local.aws import Aws
from local.render import Template
from tests.conftest import ROOT

SAM = ROOT / ".venv-sam" / "bin" / "sam"
RETAINED = ("Table", "UserPool", "LinkKeys")
BROKEN = {"Type": "AWS::Cognito::UserPoolGroup", "Properties": {"GroupName": "coach", "UserPoolId": "us-east-1_none"}}
NAMES = ("WebOrigin=https://app.example.com", "SenderAddress=plus-one@example.com")


@dataclass(frozen=True)
class Cli:
    folder: Path
    aws: Aws

    def has(self, name: str, template: Mapping[str, Any]) -> None:
        (self.folder / name).write_text(json.dumps(template))

    def sam(self, *arguments: str, typed: str = "", **more: str) -> "subprocess.CompletedProcess[str]":
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),  # no profile of the developer's
            "AWS_ENDPOINT_URL": self.aws.url,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "SAM_CLI_TELEMETRY": "0",
            "SAM_CLI_POLL_DELAY": "1",
        }
        return subprocess.run(
            [str(SAM), *arguments],
            cwd=self.folder,
            env=environment | more,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )

    def deploy(self, environment: str, *arguments: str, typed: str = "y\n") -> "subprocess.CompletedProcess[str]":
        return self.sam("deploy", "--config-file", "deploy.toml", "--config-env", environment, *arguments, typed=typed)

    def stacks(self) -> dict[str, str]:
        found = self.aws.client("cloudformation").describe_stacks()["Stacks"]
        return {each["StackName"]: each["StackStatus"] for each in found}

    def things(self) -> tuple[set[str], set[str], set[str]]:
        tables = self.aws.client("dynamodb").list_tables()["TableNames"]
        pools = self.aws.client("cognito-idp").list_user_pools(MaxResults=60)["UserPools"]
        secrets = self.aws.client("secretsmanager").list_secrets()["SecretList"]
        return set(tables), {each["Id"] for each in pools}, {each["ARN"] for each in secrets}


@pytest.fixture
def cli(aws: Aws, tmp_path: Path) -> Cli:
    """What `make deploy` types, in a folder with a copy of samconfig.toml."""
    shutil.copy(ROOT / "samconfig.toml", tmp_path / "deploy.toml")
    return Cli(tmp_path, aws)


@pytest.fixture
def data(template: Template) -> Template:
    """Of the real template, what it keeps."""
    kept = {name: template["Resources"][name] for name in RETAINED}
    return {**{name: template[name] for name in ("Parameters", "Conditions")}, "Resources": kept}


def queue(name: str) -> Template:
    parameters = {each.split("=")[0]: {"Type": "String"} for each in (*NAMES, "Protection=", "AlarmEmail=")}
    for each in parameters.values():
        each["Default"] = ""
    resources = {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": name}}}
    return {"Parameters": parameters, "Resources": resources}


def test_guided_asks_for_each_parameter_and_not_about_the_public_routes(cli: Cli, template: Template) -> None:
    shutil.copytree(ROOT / "functions", cli.folder / "functions")
    shutil.copytree(ROOT / "layers", cli.folder / "layers")
    shutil.copy(ROOT / "template.yaml", cli.folder)

    asked = cli.sam("deploy", "--guided", "--config-file", "deploy.toml", typed="mine\n" + "\n" * 40).stdout

    assert "Stack Name [plus-one-dev]" in asked
    assert "AWS Region [us-east-1]" in asked
    assert re.findall(r"Parameter (\w+) \[", asked) == list(template["Parameters"])
    assert "authoriz" not in asked.lower()


def test_the_first_environment_asks_before_it_changes_anything(cli: Cli) -> None:
    cli.has("template.yaml", queue("asked"))
    refused = cli.deploy("default", typed="n\n")

    assert "Deploy this changeset? [y/N]" in refused.stdout
    assert refused.returncode == 0
    assert cli.stacks().get("plus-one-dev") in (None, "REVIEW_IN_PROGRESS")


def test_a_deployment_without_a_change_is_an_error_in_the_first_environment_and_none_in_the_others(cli: Cli) -> None:
    cli.has("template.yaml", queue("same"))
    for environment, again in (("default", 1), ("prod", 0)):
        first = cli.deploy(environment)
        assert first.returncode == 0, first.stdout + first.stderr
        second = cli.deploy(environment)
        assert second.returncode == again
        assert "No changes to deploy" in second.stdout + second.stderr
        cli.aws.client("cloudformation").delete_stack(StackName="plus-one-dev" if again else "plus-one")


@pytest.mark.parametrize(("policy", "left"), [(None, 0), ("Retain", 3)])
def test_a_first_deployment_that_fails_leaves_nothing_behind(
    cli: Cli, data: Template, policy: str | None, left: int
) -> None:
    """With Protection=on AWS cannot delete table and pool. The local AWS deletes them all the same."""
    resources = {
        name: each | ({"DeletionPolicy": policy} if policy else {}) for name, each in data["Resources"].items()
    }
    cli.has("template.yaml", {**data, "Resources": resources | {"Broken": BROKEN | {"DependsOn": RETAINED}}})
    before = cli.things()

    failed = cli.deploy("prod", "--stack-name", f"first-{left}", *overrides("Protection=off"))

    assert failed.returncode == 1
    assert sum(len(now - then) for now, then in zip(cli.things(), before, strict=True)) == left


def test_what_outlives_its_stack_is_still_there_after_sam_delete(cli: Cli, data: Template) -> None:
    cli.has("template.yaml", data)
    before = cli.things()
    made = cli.deploy("prod", "--stack-name", "deleted", *overrides("Protection=on"))
    assert made.returncode == 0, made.stdout + made.stderr

    gone = cli.sam("delete", "--stack-name", "deleted", "--region", "us-east-1", "--no-prompts")

    assert gone.returncode == 0, gone.stdout + gone.stderr
    assert [len(now - then) for now, then in zip(cli.things(), before, strict=True)] == [1, 1, 1]


def test_a_stack_is_deployed_where_deploy_toml_says_and_not_where_the_environment_does(cli: Cli) -> None:
    """So ops/region.py prefers the file, too."""
    cli.has("template.yaml", queue("here"))
    to = ("--config-file", "deploy.toml", "--config-env", "prod", "--stack-name", "somewhere")
    made = cli.sam("deploy", *to, typed="y\n", AWS_DEFAULT_REGION="eu-west-1", AWS_REGION="eu-west-1")

    assert "somewhere in us-east-1" in made.stdout


def test_a_stack_that_makes_roles_needs_the_capability(cli: Cli, template: Template) -> None:
    roles = {name: each for name, each in template["Resources"].items() if name == "SweepFunctionRole"}
    cli.has("template.yaml", {"Resources": {name: bare(each) for name, each in roles.items()}})

    refused = cli.sam("deploy", "--stack-name", "incapable", "--region", "us-east-1", "--resolve-s3")

    assert refused.returncode == 1
    assert "Requires capabilities : [CAPABILITY_IAM]" in refused.stderr


def bare(role: Mapping[str, Any]) -> dict[str, Any]:
    trust = role["Properties"]["AssumeRolePolicyDocument"]
    return {"Type": role["Type"], "Properties": {"AssumeRolePolicyDocument": trust}}


def test_a_web_origin_without_tls_is_refused_before_anything_is_made(cli: Cli, data: Template) -> None:
    cli.has("template.yaml", data)
    wrong = ("--parameter-overrides", "WebOrigin=http://app.example.com", NAMES[1])

    refused = cli.deploy("prod", "--stack-name", "refused", *wrong)

    assert refused.returncode == 1
    assert "Parameter 'WebOrigin' must be an origin by https, or http://localhost" in refused.stderr
    assert "refused" not in cli.stacks()


def overrides(*more: str) -> tuple[str, ...]:
    return ("--parameter-overrides", *NAMES, *more)
