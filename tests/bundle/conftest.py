import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest

from local.aws import clock_of_ours

ROOT = Path(__file__).parents[2]
LAYER = ROOT / "layers" / "plus_one"
MAKEFILE = ROOT / "functions" / "Makefile"
BUILT = ROOT / ".local" / "bundle"


@pytest.fixture(scope="session")
def layer() -> Path:
    """What Lambda finds in /opt, built for this machine by the layer's own Makefile, anew when something changed."""
    built = BUILT / fingerprint()
    BUILT.parent.mkdir(exist_ok=True)
    with BUILT.with_suffix(".lock").open("w") as alone:  # another worker may want it, too
        flock(alone, LOCK_EX)
        if not built.exists():
            shutil.rmtree(BUILT, ignore_errors=True)
            build(LAYER, LAYER / "Makefile", "build-PlusOneLayer", built.with_suffix(".half"))
            built.with_suffix(".half").rename(built)
    return built


@pytest.fixture(scope="session")
def functions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what Lambda finds in /var/task of each function, by its name."""
    built = tmp_path_factory.mktemp("functions")
    for app in ROOT.glob("functions/*/app.py"):
        (built / app.parent.name).mkdir()
        build(app.parent, MAKEFILE, "build-function", built / app.parent.name)
    return built


def build(folder: Path, makefile: Path, target: str, artifacts: Path) -> None:
    """As `sam build` calls it, and today: on another day (tests/day.py) the certificates that pip meets have ended."""
    arguments = ["TARGET=", f"PYTHON={sys.executable}", f"ARTIFACTS_DIR={artifacts}"]
    today = {name: text for name, text in os.environ.items() if name not in clock_of_ours()}
    subprocess.run(["make", "--silent", "-C", folder, "-f", makefile, target, *arguments], env=today, check=True)


def fingerprint() -> str:
    digest = hashlib.sha256(f"{sys.version} {platform.platform()}".encode())
    for path in inputs():
        digest.update(f"{path.relative_to(LAYER)} {hashlib.sha256(path.read_bytes()).hexdigest()}".encode())
    return digest.hexdigest()[:16]


def inputs() -> Iterator[Path]:
    return (each for each in sorted(LAYER.rglob("*")) if each.is_file() and "__pycache__" not in each.parts)
