"""`sam build` and `sam local invoke` for containers on this machine that know the local AWS and no other.

SAM gives a container only variables that the template names. So it gets a template of its own, in a folder of its own,
which names the endpoints and this machine's processor.
"""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

from local.aws import REGION, ROOT_KEY
from local.settings import PROJECT, CannotStart

SAM = PROJECT / ".venv-sam" / "bin" / "sam"
FOLDER = PROJECT / ".local" / "sam"
TEMPLATE = FOLDER / "template.json"
BUILT = FOLDER / "build" / "template.yaml"
SOURCES = ("template.yaml", "functions", "layers", "local/sam.py")
PATIENCE_SECONDS = 60
ENDPOINTS = ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_SESV2")
ASK_FOR_AN_ENGINE = "from samcli.local.docker.utils import get_validated_container_client as engine; engine()"


def build() -> None:
    """When something has changed since the last time."""
    if BUILT.exists() and BUILT.stat().st_mtime > max(map(_changed_at, SOURCES)):
        return
    sys.stderr.write("Building for containers on this machine ...\n")
    FOLDER.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_text(json.dumps(template(), indent=2), encoding="utf-8")
    folders: list[str | Path] = ["--base-dir", PROJECT, "--build-dir", BUILT.parent, "--cache-dir", FOLDER / "cache"]
    built = _sam("build", "--cached", "--parallel", "--template", TEMPLATE, *folders, stderr=subprocess.STDOUT)
    if built.returncode:
        raise CannotStart(f"{built.stdout}\nsam build failed.")


def needs_an_engine() -> None:
    """SAM's own question, and its own words if none answers."""
    asked = subprocess.run(
        [SAM.with_name("python"), "-c", ASK_FOR_AN_ENGINE], capture_output=True, text=True, check=False
    )
    if asked.returncode:
        raise CannotStart(f"No container engine answers, so nothing was tried. SAM says:\n{_last_words(asked.stderr)}")


def invoke(function: str, event: str, variables: Mapping[str, str], *options: str) -> str:
    """What the function answers. Its log goes where ours goes. `function`: its name in the template."""
    told, given = FOLDER / "event.json", FOLDER / "variables.json"
    told.write_text(event, encoding="utf-8")
    given.write_text(json.dumps({function: dict(variables)}), encoding="utf-8")
    files: list[str | Path] = ["--template", BUILT, "--event", told, "--env-vars", given]
    run = _sam("local", "invoke", function, *files, *options)
    if run.returncode:
        raise CannotStart("sam local invoke could not run it.")
    return run.stdout.strip()


def template() -> Any:
    text = (PROJECT / "template.yaml").read_text(encoding="utf-8").replace("arm64", architecture())
    parsed = yaml_parse(text)
    parsed["Globals"]["Function"]["Environment"]["Variables"] |= dict.fromkeys(ENDPOINTS, "")
    for each in parsed["Resources"].values():
        if "Timeout" in each.get("Properties", {}):  # Lambda does not count the start, SAM does
            each["Properties"]["Timeout"] = PATIENCE_SECONDS
    return parsed


def architecture() -> str:
    return "arm64" if platform.machine().lower() in ("arm64", "aarch64") else "x86_64"


def environment() -> dict[str, str]:
    """Nothing of the developer's AWS settings gets in, so that not even a mistake reaches an account."""
    inherited = {name: text for name, text in os.environ.items() if not name.startswith("AWS_")}
    nothing = dict.fromkeys(("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"), os.devnull)
    keys = dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), ROOT_KEY)
    layer = "aarch64" if architecture() == "arm64" else "x86_64"
    path = f"{SAM.parent}:{os.environ['PATH']}"  # `sam build` looks there for a Python 3.13 with pip
    own = {"AWS_DEFAULT_REGION": REGION, "SAM_CLI_TELEMETRY": "0", "LAYER_MACHINE": layer, "PATH": path}
    return inherited | nothing | keys | own


def _sam(*command: str | Path, stderr: int | None = None) -> subprocess.CompletedProcess[str]:
    """In our folder: there is no samconfig.toml that it could read."""
    return subprocess.run(
        [SAM, *command], cwd=FOLDER, env=environment(), stdout=subprocess.PIPE, stderr=stderr, text=True, check=False
    )


def _last_words(text: str) -> str:
    return text.strip().rpartition("\n")[2].partition(": ")[2]


def _changed_at(source: str) -> float:
    path = PROJECT / source
    files = [path] if path.is_file() else [each for each in path.rglob("*") if "__pycache__" not in each.parts]
    return max(each.stat().st_mtime for each in files)
