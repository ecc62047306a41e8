"""The region of a stack is the one beside its name in deploy.toml. `sam deploy` prefers it to the environment, too."""

import os
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DEPLOY_TOML = Path(__file__).parents[1] / "deploy.toml"


def use_region_of(stack: str, file: Path = DEPLOY_TOML) -> None:
    """For all clients that are made from here on. The local AWS, which is told by its address, is where it says."""
    chosen = os.environ.get("AWS_DEFAULT_REGION")
    if chosen and "AWS_ENDPOINT_URL" in os.environ:
        return
    regions = regions_of(stack, file)
    if len(regions) > 1 and chosen not in regions:
        sys.exit(f"deploy.toml has {stack} in {' and '.join(sorted(regions))}. Name one in AWS_DEFAULT_REGION.")
    if len(regions) == 1:
        os.environ["AWS_DEFAULT_REGION"] = regions.pop()


def regions_of(stack: str, file: Path) -> set[str]:
    if not file.exists():
        return set()
    environments = tomllib.loads(file.read_text(encoding="utf-8")).values()
    said = [_deployment(each) for each in environments if isinstance(each, dict)]
    return {each["region"] for each in said if each.get("stack_name") == stack and "region" in each}


def _deployment(environment: Mapping[str, Any]) -> dict[str, str]:
    """What is said for `deploy` wins: `--guided` writes the name of the stack there."""
    sections = (environment.get(command, {}).get("parameters", {}) for command in ("global", "deploy"))
    return {name: value for section in sections for name, value in section.items()}
