"""Of botocore's 400 descriptions of services, leaves those in the built layer that its clients read, without prose."""

import gzip
import inspect
import json
import os
import pkgutil
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

LAMBDA = {"AWS_DEFAULT_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}  # nosec B105
DATA = ("botocore/data", "boto3/data")


def main(packages: Path) -> None:
    used = {path: read(path) for path in files_read_by_clients(packages)}
    clear([packages / folder for folder in DATA])
    services = {
        about["metadata"]["endpointPrefix"] for path, about in used.items() if path.name.startswith("service-2.j")
    }
    for path, about in used.items():
        kept = of_services(about, services) if path.name == "endpoints.json" else without_prose(about)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name(path.name.removesuffix(".gz")).write_text(json.dumps(kept, separators=(",", ":")))


def files_read_by_clients(packages: Path) -> set[Path]:
    """What is opened while each `connect` of the layer makes its client, as the functions do at their start."""
    opened: set[Path] = set()
    folders = tuple(str(packages / folder) for folder in DATA)
    sys.path.insert(0, str(packages))
    os.environ.update(LAMBDA)
    sys.addaudithook(
        lambda event, of: opened.add(Path(of[0])) if event == "open" and str(of[0]).startswith(folders) else None
    )
    for connect in connects(packages / "plus_one"):
        connect(*("x" for _ in inspect.signature(connect).parameters))
    return opened


def connects(package: Path) -> Iterator[Any]:
    for folder in ("store", "mail", "bus"):
        for module in pkgutil.iter_modules([str(package / folder)], f"plus_one.{folder}."):
            connect = getattr(import_module(module.name), "connect", None)
            if inspect.isfunction(connect):
                yield connect


def read(path: Path) -> Any:
    text = path.read_bytes()
    return json.loads(gzip.decompress(text) if path.suffix == ".gz" else text)


def clear(folders: list[Path]) -> None:
    """Folders too: botocore takes each for a service."""
    for folder in folders:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()


def of_services(endpoints: Any, services: set[str]) -> Any:
    """Every partition and region, but of these services alone."""
    for partition in endpoints["partitions"]:
        partition["services"] = {name: about for name, about in partition["services"].items() if name in services}
    return endpoints


def without_prose(node: Any) -> Any:
    match node:
        case dict():
            kept = {name: each for name, each in node.items() if name != "documentation" or not isinstance(each, str)}
            return {name: without_prose(each) for name, each in kept.items()}
        case list():
            return [without_prose(each) for each in node]
    return node


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
