"""Run by a bare interpreter (-I -S -B): starts a function as Lambda does, calls it once, and writes what that took."""

import gc
import json
import sys
import sysconfig
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

sample, *folders = sys.argv[1:]
bundle = tuple(str(Path(each).resolve()) for each in folders)
sys.path[:0] = bundle
compiled: list[str] = []
opened: set[str] = set()


def watch(event: str, of: tuple[Any, ...]) -> None:
    if event == "compile" and str(of[1]).startswith(bundle):
        compiled.append(of[1])
    if event == "open" and str(of[0]).startswith(bundle) and "/data/" in str(of[0]):
        opened.add(of[0])


def foreign() -> Iterator[str]:
    homes = (*bundle, sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"))
    files = {getattr(module, "__file__", None) or "" for module in sys.modules.values()} - {"", __file__}
    return (file for file in sorted(files) if not file.startswith(homes))


def behind(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__context__


def collections() -> int:
    return sum(generation["collections"] for generation in gc.get_stats())


sys.addaudithook(watch)
gc.collect()
before = collections()
handler = import_module("app").handler
garbage = {"collected": collections() - before, "kept": gc.get_freeze_count(), "collects": gc.isenabled()}
context: Any = SimpleNamespace(get_remaining_time_in_millis=lambda: 60_000)
try:
    handler(json.loads(Path(sample).read_text()), context)
except Exception as error:  # nobody answers: AWS is not there
    if not any(type(each).__module__.startswith("botocore.") for each in behind(error)):
        raise
took = {"foreign": list(foreign()), "compiled": compiled, "data": sorted(opened), "garbage": garbage}
sys.stdout.write("\n" + json.dumps(took))
