"""After a loss CloudFormation makes an empty table under another logical id, by the command of docs/deploying.md."""

import json
import shlex
import shutil
import subprocess
from pathlib import Path

from local.render import render, resources
from ops.stopping import SCHEDULE
from tests.conftest import ROOT


def test_the_documented_command_gives_the_template_another_table_and_leaves_nothing_of_the_first(
    tmp_path: Path,
) -> None:
    shutil.copy(ROOT / "template.yaml", tmp_path)
    text = (ROOT / "docs/deploying.md").read_text()
    [command] = [line for line in text.splitlines() if line.startswith("sed ")]
    subprocess.run(shlex.split(command), cwd=tmp_path, check=True)
    before, after = render(ROOT / "template.yaml"), render(tmp_path / "template.yaml")

    assert set(resources(after, "AWS::DynamoDB::Table")) == {"TableTwo"}
    said = json.dumps(after)
    for reference in ('"Table"', "${Table.", "${Table}"):
        assert reference not in said
    assert said.count("TableTwo") == json.dumps(before).count('"Table"') + json.dumps(before).count("${Table")
    assert SCHEDULE in resources(after, "AWS::Events::Rule")
