"""The code of functions and layers as zip files, under the S3 keys that the rendered template names.

Only our own code is in them: packages come from the environment that runs this, installed from the same lock, since the
layer's wheels are for arm64.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

LAYER = "layers/plus_one"
PACKAGE = "plus_one"


def bundles(project: Path) -> Iterator[tuple[str, bytes]]:
    for function in sorted((project / "functions").iterdir()):
        if (function / "app.py").exists():
            yield f"functions/{function.name}", _zip(function, "")
    yield LAYER, _zip(project / LAYER / PACKAGE, f"python/{PACKAGE}/")


def _zip(folder: Path, prefix: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                archive.write(path, prefix + path.relative_to(folder).as_posix())
    return data.getvalue()
