"""What continuous integration does: each step is a target of the Makefile, so it can be run, and is tested, here."""

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
DEPLOYING = ("staging", "production")
VERSION = re.compile(r"actions/[a-z-]+@(v\d+\.\d+\.\d+|[0-9a-f]{40})")
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
OUTSIDE = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "DEPLOY_TOML"))}


@pytest.fixture(scope="module")
def jobs() -> Any:
    [deliver] = WORKFLOWS
    return yaml.safe_load(deliver.read_text(encoding="utf-8"))["jobs"]


def steps(job: Any) -> list[str]:
    return [step["run"] for step in job["steps"] if "run" in step]


def is_valid(file: Path, schema: str) -> bool:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("file", "schema"),
    [(GITHUB / "dependabot.yml", "dependabot"), *((each, "github-workflows") for each in WORKFLOWS)],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_file_is_what_its_published_schema_says(file: Path, schema: str, tmp_path: Path) -> None:
    assert is_valid(file, schema)

    broken = tmp_path / file.name
    broken.write_text(re.sub(r"(runs-on|schedule):", "no-such-key:", file.read_text(encoding="utf-8")))
    assert not is_valid(broken, schema)


def test_every_step_is_a_target_of_the_makefile_or_fetches_the_commit(jobs: Any) -> None:
    for job in jobs.values():
        for step in steps(job):
            make, target = step.split(" ")
            assert (make, target in TARGETS) == ("make", True), step


def test_every_action_is_of_the_host_itself_and_pinned(jobs: Any) -> None:
    used = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]

    assert used
    assert [each for each in used if not VERSION.fullmatch(each)] == []


def test_each_job_waits_for_the_one_before(jobs: Any) -> None:
    assert list(jobs) == ["checks", *DEPLOYING]
    assert [jobs[after]["needs"] for _, after in pairwise(jobs)] == ["checks", "staging"]
    assert jobs["staging"]["if"] == "github.event_name == 'push'"


def test_only_a_job_that_deploys_can_prove_who_it_is(jobs: Any) -> None:
    whole = yaml.safe_load(WORKFLOWS[0].read_text(encoding="utf-8"))

    assert whole["permissions"] == {"contents": "read"}
    assert "permissions" not in jobs["checks"]
    for name in DEPLOYING:
        assert jobs[name]["environment"] == jobs[name]["concurrency"] == name
        assert jobs[name]["permissions"] == {"contents": "read", "id-token": "write"}
    assert "pull_request_target" not in WORKFLOWS[0].read_text(encoding="utf-8")


def test_staging_is_looked_at_before_production_and_production_afterwards(jobs: Any) -> None:
    deployed = ["make credentials", "make deploy", "make protect", "make web", "make smoke"]

    assert steps(jobs["checks"]) == ["make test"]
    assert steps(jobs["staging"]) == [*deployed, "make audit"]
    assert steps(jobs["production"]) == deployed
    assert jobs["staging"]["env"] == jobs["production"]["env"]


def typed(job: Any, target: str) -> str:
    """What make would type, with what the environment of that name has."""
    given = {"DEPLOY_TOML": "version = 0.1", "ROLE_ARN": "arn", "STACK": "plus-two", "WEB_STACK": "plus-two-web"}
    variables = {name: given.get(name, value) for name, value in job["env"].items()}
    command = ["make", "--no-print-directory", "--dry-run", target]
    run = subprocess.run(command, cwd=ROOT, env=OUTSIDE | variables, capture_output=True, text=True, check=True)
    return run.stdout


@pytest.mark.parametrize(
    ("target", "types"),
    [
        ("deploy", "sam deploy --config-file deploy.toml --config-env prod --no-confirm-changeset\n"),
        ("deploy", "sam build --config-env prod\n"),
        ("web", "--config-env web --stack-name plus-two-web --no-confirm-changeset\n"),
        ("web", "python -m web.publish plus-two plus-two-web\n"),
        ("protect", "python -m ops protect plus-two\n"),
        ("smoke", "python -m ops.smoke plus-two \n"),
        ("audit", "python -m ops.audit plus-two \n"),
        ("credentials", "python -m ops.credentials\n"),
    ],
)
def test_what_a_step_types_is_about_the_stack_of_its_environment_and_asks_nobody(
    jobs: Any, target: str, types: str
) -> None:
    assert types in typed(jobs["production"], target)


def test_deploy_toml_comes_out_of_its_variable_as_it_is(tmp_path: Path) -> None:
    text = "version = 0.1\n[prod.deploy.parameters]\nparameter_overrides = [\"A=$HOME $(x) `y` \\\\ 'z'\"]"
    command = ["make", "--no-print-directory", "--file", str(ROOT / "Makefile"), "deploy.toml"]

    subprocess.run(command, cwd=tmp_path, env=OUTSIDE | {"DEPLOY_TOML": text}, check=True)
    assert (tmp_path / "deploy.toml").read_text() == f"{text}\n"


def test_without_deploy_toml_a_person_reads_what_to_type(tmp_path: Path) -> None:
    command = ["make", "--no-print-directory", "--file", str(ROOT / "Makefile"), "deploy.toml"]

    refused = subprocess.run(command, cwd=tmp_path, env=OUTSIDE, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert refused.stdout.startswith("There is no deploy.toml. Type: cp samconfig.toml deploy.toml")
    assert not (tmp_path / "deploy.toml").exists()
