"""What is deployed starts with nothing else. The local AWS proves nothing here: its functions see its own packages."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from local.aws import clock_of_ours
from local.render import Template, resources

ROOT = Path(__file__).parents[2]
START = Path(__file__).with_name("start.py")
FUNCTIONS = sorted(each.parent.name for each in ROOT.glob("functions/*/app.py"))
NOBODY = "http://127.0.0.1:9"
LAMBDA = clock_of_ours() | {
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "x",
    "AWS_SECRET_ACCESS_KEY": "x",
    "AWS_ENDPOINT_URL": NOBODY,
    "AWS_MAX_ATTEMPTS": "1",
}
# Alone, and every warning an error but that of a function that fails before it has a metric.
STRICTLY = ("-I", "-S", "-B", "-W", "error", "-W", "ignore:No application metrics")
UNCHECKED_HASH = b"\x01\x00\x00\x00"
# How botocore names the services that roles name otherwise.
SERVICES = {"dynamodb": "dynamodb", "ses": "sesv2", "secretsmanager": "secretsmanager", "events": "events"}

# Opened when the flag of an address is cleared, and not before.
LATER = {"account_api": {"sesv2"}, "client_api": {"sesv2"}}

type Started = dict[str, Any]


def deployed(function: str, template: Template) -> Any:
    every: Iterable[Any] = resources(template, "AWS::Lambda::Function").values()
    (own,) = [each for each in every if each["Code"]["S3Key"] == f"functions/{function}"]
    return own


def environment_of(function: str, template: Template) -> dict[str, str]:
    """The variables that the template gives it: as it says, or 1, which is a text and a number."""
    variables = deployed(function, template)["Environment"]["Variables"]
    return LAMBDA | {name: value if isinstance(value, str) else "1" for name, value in variables.items()}


def services_of(function: str, template: Template) -> set[str]:
    """What its role lets it call."""
    role = resources(template, "AWS::IAM::Role")[deployed(function, template)["Role"]["Fn::GetAtt"][0]]
    statements = [each for policy in role["Policies"] for each in policy["PolicyDocument"]["Statement"]]
    actions = [action for each in statements for action in [each["Action"]] if isinstance(action, str)]
    actions += [action for each in statements if isinstance(each["Action"], list) for action in each["Action"]]
    return {SERVICES[name] for name in {action.split(":")[0] for action in actions} & SERVICES.keys()}


@pytest.fixture(scope="session")
def started(functions: Path, layer: Path, template: Template) -> Callable[[str], Started]:
    """What a function took to start and to answer once, in a process of its own."""

    @cache
    def start(function: str) -> Started:
        sample, *_ = sorted((ROOT / "events").glob(f"{function}*.json"))
        run = subprocess.run(
            [sys.executable, *STRICTLY, START, sample, functions / function, layer / "python"],
            env=environment_of(function, template),
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        took: Started = json.loads(run.stdout.splitlines()[-1])
        return took

    return start


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_built_function_starts_from_its_bundle_alone(function: str, started: Callable[[str], Started]) -> None:
    assert started(function)["foreign"] == []


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_built_function_compiles_nothing(function: str, started: Callable[[str], Started]) -> None:
    assert started(function)["compiled"] == []


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_built_function_looks_for_garbage_only_once_it_has_started(
    function: str, started: Callable[[str], Started]
) -> None:
    garbage = started(function)["garbage"]

    assert (garbage["collected"], garbage["collects"]) == (0, True)
    assert garbage["kept"] > 50_000


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_built_function_reads_of_the_services_that_it_calls(
    function: str, started: Callable[[str], Started], template: Template
) -> None:
    services = {Path(file).parts[-3] for file in started(function)["data"]} - {"botocore"}
    assert services - {"python"} == services_of(function, template) - LATER.get(function, set())


def test_the_layer_describes_no_service_that_no_function_reads(started: Callable[[str], Started], layer: Path) -> None:
    read = {file for function in FUNCTIONS for file in started(function)["data"]}
    kept = [str(file) for folder in ("botocore", "boto3") for file in (layer / "python" / folder / "data").rglob("*.*")]
    assert {file for file in kept if Path(file).is_file()} == read


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_is_its_app_and_nothing_else(function: str) -> None:
    folder = ROOT / "functions" / function
    assert [each.name for each in folder.iterdir() if each.name != "__pycache__"] == ["app.py"]


def test_all_code_is_compiled_whatever_dates_a_zip_gives_it(layer: Path, functions: Path) -> None:
    sources = [*layer.rglob("plus_one/**/*.py"), *functions.rglob("*.py")]
    compiled = [Path(importlib.util.cache_from_source(str(each))) for each in sources]

    assert len(compiled) > len(FUNCTIONS)
    assert all(each.read_bytes()[4:8] == UNCHECKED_HASH for each in compiled)


def test_the_layer_fits_into_a_lambda(layer: Path) -> None:
    """Code and layers together: 250 MB unzipped. Far less keeps deployments quick."""
    assert sum(each.stat().st_size for each in layer.rglob("*") if each.is_file()) < 50_000_000
