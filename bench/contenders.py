"""Ours and the peers, built: folders that a function starts from. As `sam build` leaves them, and with our levers."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

PROJECT = Path(__file__).parents[1]
LAYER = PROJECT / "layers" / "plus_one"
PEERS = PROJECT / "bench" / "peers"
LOCKS = (LAYER / "requirements.txt", PROJECT / "bench" / "requirements.txt")
UNCHECKED = ("-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash")

BOTO3 = {"boto3", "botocore", "jmespath", "python-dateutil", "s3transfer", "six", "tzdata", "urllib3"}
PYDANTIC = {"annotated-types", "pydantic", "pydantic-core", "typing-extensions", "typing-inspection"}
FASTAPI = {"annotated-doc", "anyio", "fastapi", "idna", "mangum", "opentelemetry-api", "starlette"}
PACKAGES = {
    "plain": BOTO3,
    "plain_stream": BOTO3,
    "chalice_pydantic": BOTO3 | PYDANTIC | {"chalice"},
    "fastapi_mangum": BOTO3 | PYDANTIC | FASTAPI,
}
# What the peers share with ours: the rules, the actions and the table.
EDGE = ("http/__init__.py", "http/claims.py", "http/problems.py")
SHARED = ("__init__.py", "clock.py", "actions", "domain", "store", *EDGE)


@dataclass(frozen=True)
class Contender:
    name: str
    folders: tuple[Path, ...]


def ours(work: Path) -> dict[str, Contender]:
    """By the Makefiles that `sam build` calls, for this machine."""
    layer = work / "layer"
    _make(LAYER, LAYER / "Makefile", "build-PlusOneLayer", layer)
    built = {}
    for function in ("coach_api", "book_plus_one"):
        folder = work / function
        folder.mkdir()
        _make(PROJECT / "functions" / function, PROJECT / "functions" / "Makefile", "build-function", folder)
        built[function] = Contender(function, (folder, layer / "python"))
    return built


def peers(work: Path) -> dict[str, Contender]:
    """Each peer three times: as shipped by `sam build`, compiled, and compiled with all that ours starts faster by."""
    found: dict[str, Contender] = {}
    for peer, packages in PACKAGES.items():
        shipped, compiled, lean = (work / f"{peer}-{way}" for way in ("shipped", "compiled", "lean"))
        _install(shipped, packages)
        _copy_app(peer, shipped)
        shutil.copytree(shipped, compiled)
        shutil.copytree(shipped, lean)
        shutil.rmtree(lean / "botocore" / "data")
        shutil.copytree(work / "layer" / "python" / "botocore" / "data", lean / "botocore" / "data")
        _start_as_ours(lean)
        for folder in (compiled, lean):
            subprocess.run([sys.executable, *UNCHECKED, folder], check=True)
        found |= {folder.name: Contender(folder.name, (folder,)) for folder in (shipped, compiled, lean)}
    return found


def _start_as_ours(folder: Path) -> None:
    """What is made at the start is not looked through for garbage."""
    shutil.copy(LAYER / "plus_one" / "cold_start.py", folder / "plus_one")
    app = folder / "app.py"
    app.write_text(f"from plus_one.cold_start import ready\n{app.read_text()}\nready()\n")


def pip_installed(work: Path) -> Path:
    """What pip leaves of the layer's requirements."""
    folder = work / "pip"
    _pip(folder, LAYER / "requirements.txt", "--compile")
    return folder


def zipped(folder: Path) -> int:
    """Bytes."""
    return Path(shutil.make_archive(str(folder), "zip", folder)).stat().st_size


def _install(folder: Path, packages: set[str]) -> None:
    lock = folder.with_suffix(".txt")
    blocks = chain.from_iterable(each.read_text().replace(" \\\n", " ").splitlines() for each in LOCKS)
    lock.write_text("\n".join(line for line in blocks if line.partition("==")[0] in packages) + "\n")
    _pip(folder, lock, "--no-compile")


def _pip(folder: Path, lock: Path, compiling: str) -> None:
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", compiling]
    subprocess.run([*pip, "--require-hashes", "-r", lock, "--target", folder], check=True)


def _copy_app(peer: str, folder: Path) -> None:
    for path in (*PEERS.glob("*.py"), *(PEERS / peer).glob("*.py")):
        shutil.copy(path, folder)
    for part in SHARED:
        source, target = LAYER / "plus_one" / part, folder / "plus_one" / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)


def _make(folder: Path, makefile: Path, target: str, artifacts: Path) -> None:
    arguments = ["TARGET=", f"PYTHON={sys.executable}", f"ARTIFACTS_DIR={artifacts}"]
    subprocess.run(["make", "--silent", "-C", folder, "-f", makefile, target, *arguments], check=True)
