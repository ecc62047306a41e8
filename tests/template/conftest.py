from pathlib import Path

import pytest

from local.render import Template, render

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def template() -> Template:
    """template.yaml as CloudFormation gets it. Tests only read it."""
    return render(ROOT / "template.yaml")
