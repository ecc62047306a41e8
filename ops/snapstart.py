"""`make build SNAPSTART=on`: changes what `sam build` made, so that the functions of the web page start from snapshots.

A snapshot is of a version, so these functions get an alias, and a new version whenever anything was built otherwise. A
parameter's new value publishes none, so the one that reaches these functions can have no other value than at build."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse

STARTED_BY_PEOPLE = ("ClientApiFunction", "CoachApiFunction", "AccountApiFunction")
FIXED = "VelocityLimit"


def use_snapshots(built: Path, velocity_limit: str = "") -> None:
    """`built` is the folder that `sam build` made, .aws-sam/build; no limit means the template's own."""
    path = built / "template.yaml"
    template = yaml_parse(path.read_text(encoding="utf-8"))
    template["Parameters"][FIXED] |= _only(velocity_limit or template["Parameters"][FIXED]["Default"])
    path.write_text(json.dumps(template, indent=2), encoding="utf-8")
    for name in STARTED_BY_PEOPLE:
        template["Resources"][name]["Properties"] |= _from_snapshots(_fingerprint(built))
    path.write_text(json.dumps(template, indent=2), encoding="utf-8")


def _only(value: str | int) -> dict[str, Any]:
    said = f"must be {value}, as in these snapshots. For another n: build with VELOCITY_LIMIT=n, and deploy with it."
    return {"Default": value, "AllowedValues": [value], "ConstraintDescription": said}


def _from_snapshots(version: str) -> dict[str, Any]:
    """The version before is deleted: its snapshot would cost for as long as it is there."""
    return {
        "AutoPublishAlias": "live",
        "AutoPublishCodeSha256": version,
        "SnapStart": {"ApplyOn": "PublishedVersions"},
        "VersionDeletionPolicy": "Delete",
    }


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        digest.update(f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    use_snapshots(Path(sys.argv[1]), *sys.argv[2:])
