"""Run by a bare interpreter (-I -S): imports a function as Lambda does, and writes which files came from elsewhere."""

import json
import sys
import sysconfig
from importlib import import_module
from pathlib import Path

bundle = [str(Path(each).resolve()) for each in sys.argv[1:]]
sys.path[:0] = bundle
if not callable(import_module("app").handler):
    sys.exit("app.handler is no function")

homes = (*bundle, sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"))
files = {getattr(module, "__file__", None) or "" for module in sys.modules.values()} - {"", __file__}
json.dump(sorted(file for file in files if not file.startswith(homes)), sys.stdout)
