"""`sam validate --lint` sees the SAM resources only; most mistakes show in what they become."""

import json

import pytest
from cfnlint.api import ManualArgs, lint

from local.render import Template


@pytest.mark.today  # cfn-lint knows the day on which Lambda ends a runtime
def test_the_rendered_template_has_nothing_that_cfn_lint_minds(template: Template) -> None:
    found = lint(json.dumps(template), config=ManualArgs(regions=["us-east-1", "eu-central-1"]))

    assert [str(match) for match in found] == []
