"""Can this commit be released? Prints what is missing, or the commands that tag it: `make release`."""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
RELEASES = ROOT / "tests" / "upgrade" / "releases"


def version() -> str:
    said: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return said


def released() -> Mapping[str, str]:
    """Commits by versions, oldest first."""
    lines = RELEASES.read_text(encoding="utf-8").splitlines()
    return {line.split()[0]: line.split()[1] for line in lines}


def missing(changelog: str, template: str, tags: list[str], changed: str) -> Iterator[str]:
    """`changed`: what git says of the work tree."""
    if changed:
        yield "Commit what has changed first."
    if f"v{version()}" in tags:
        yield f"v{version()} is tagged already: raise the version in pyproject.toml."
    if not re.search(rf"^## \[{re.escape(version())}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE):
        yield f"CHANGELOG.md has no section [{version()}] with its day."
    if f"\n  Version:\n    Value: {version()}\n" not in template:
        yield f"The output Version of template.yaml is not {version()}."


def main(tags: str, changed: str, commit: str) -> int:
    changelog, template = ((ROOT / name).read_text(encoding="utf-8") for name in ("CHANGELOG.md", "template.yaml"))
    found = [*missing(changelog, template, tags.split(), changed)]
    next_steps = [
        "Once `make test` and `make prove` are green on this commit, type:",
        f"  git tag -a v{version()} -m 'Version {version()}' {commit}",
        f"  echo {version()} {commit} >> {RELEASES.relative_to(ROOT)}",
    ]
    sys.stdout.write("".join(f"{line}\n" for line in found or next_steps))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
