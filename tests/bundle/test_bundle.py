"""What is deployed starts with nothing else. The local AWS proves nothing here: its functions see its own packages."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from local.render import Template, resources

ROOT = Path(__file__).parents[2]
START = Path(__file__).with_name("start.py")
FUNCTIONS = sorted(each.parent for each in ROOT.glob("functions/*/app.py"))
LAMBDA = {
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "x",
    "AWS_SECRET_ACCESS_KEY": "x",
}
UNCHECKED_HASH = b"\x01\x00\x00\x00"


def environment_of(function: Path, template: Template) -> dict[str, str]:
    """The variables that the template gives it: as it says, or 1, which is a text and a number."""
    deployed: list[Any] = list(resources(template, "AWS::Lambda::Function").values())
    (own,) = [each for each in deployed if each["Code"]["S3Key"] == f"functions/{function.name}"]
    return LAMBDA | {
        name: value if isinstance(value, str) else "1" for name, value in own["Environment"]["Variables"].items()
    }


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda each: each.name)
def test_a_built_function_starts_from_its_bundle_alone(function: Path, layer: Path, template: Template) -> None:
    started = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", START, function, layer / "python"],
        env=environment_of(function, template),
        capture_output=True,
        text=True,
        check=False,
    )

    assert started.returncode == 0, started.stderr
    assert json.loads(started.stdout) == []


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda each: each.name)
def test_a_function_is_its_app_and_nothing_else(function: Path) -> None:
    assert [each.name for each in function.iterdir() if each.name != "__pycache__"] == ["app.py"]


def test_the_layer_starts_from_compiled_code_whatever_dates_a_zip_gives_it(layer: Path) -> None:
    package = layer / "python" / "plus_one"
    compiled = [Path(importlib.util.cache_from_source(str(each))) for each in package.rglob("*.py")]

    assert compiled
    assert all(each.read_bytes()[4:8] == UNCHECKED_HASH for each in compiled)


def test_the_layer_fits_into_a_lambda(layer: Path) -> None:
    """Code and layers together: 250 MB unzipped. Far less keeps deployments quick."""
    assert sum(each.stat().st_size for each in layer.rglob("*") if each.is_file()) < 100_000_000
