import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from local import deploy as deploying
from local.aws import Aws
from local.bundles import bundles
from local.deploy import Deployed, deploy
from local.render import CODE_BUCKET
from local.settings import CannotStart


def names(data: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


def test_the_real_template_deploys_with_the_outputs_that_tests_and_scripts_use(deployed: Deployed) -> None:
    wanted = {"ApiUrl", "TableName", "TableStreamArn", "UserPoolId", "UserPoolClientId", "FailureQueueUrl"}
    assert set(deployed.outputs) == wanted | {"WebOrigin", "AlarmTopicArn", "Version", "BusArn"}


@pytest.mark.parametrize(
    ("kind", "properties", "message"),
    [
        ("AWS::Pizza::Topping", {}, "Unrecognized resource types: .*Pizza"),
        (
            "AWS::Cognito::UserPoolGroup",
            {"GroupName": "coach", "UserPoolId": "us-east-1_none"},
            r"could not be deployed\. Topping \(AWS::Cognito::UserPoolGroup\): .*us-east-1_none",
        ),
        (
            "AWS::Lambda::Function",
            {"Handler": "app.handler", "Runtime": "python3.13", "Code": {"S3Bucket": CODE_BUCKET, "S3Key": "nothing"}},
            "names the code nothing, and there is none",
        ),
    ],
)
def test_a_template_that_fails_names_the_resource_and_the_reason(
    aws: Aws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, properties: dict[str, Any], message: str
) -> None:
    monkeypatch.setattr(deploying, "STACK", f"broken-{kind.split(':')[2].lower()}")
    (tmp_path / "functions").mkdir()
    with pytest.raises(CannotStart, match=message):
        deploy(aws, tmp_path, {"Resources": {"Topping": {"Type": kind, "Properties": properties}}}, {})


def test_bundles_hold_our_own_code_where_lambda_looks_for_it(tmp_path: Path) -> None:
    function, package = tmp_path / "functions/book_plus_one", tmp_path / "layers/plus_one/plus_one"
    for folder in (function, package / "mail/templates", package / "__pycache__", tmp_path / "functions/empty"):
        folder.mkdir(parents=True)
    for path in (
        function / "app.py",
        package / "__init__.py",
        package / "mail/templates/a.html",
        package / "__pycache__/x",
    ):
        path.touch()
    (tmp_path / "layers/plus_one/requirements.txt").touch()
    made = dict(bundles(tmp_path))
    assert set(made) == {"functions/book_plus_one", "layers/plus_one"}
    assert names(made["functions/book_plus_one"]) == ["app.py"]
    assert names(made["layers/plus_one"]) == ["python/plus_one/__init__.py", "python/plus_one/mail/templates/a.html"]
