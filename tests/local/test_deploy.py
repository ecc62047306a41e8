import io
import zipfile
from pathlib import Path

import pytest

from local import deploy as deploying
from local.aws import Aws
from local.bundles import bundles
from local.deploy import Deployed, deploy
from local.render import Template
from local.settings import CannotStart


def names(data: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


def test_the_real_template_deploys_with_the_outputs_that_tests_and_scripts_use(deployed: Deployed) -> None:
    wanted = {"ApiUrl", "TableName", "TableStreamArn", "UserPoolId", "UserPoolClientId", "FailureQueueUrl"}
    assert set(deployed.outputs) == wanted


def test_a_template_that_fails_names_the_resource_and_the_reason(
    aws: Aws, deployed: Deployed, stub_project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deploying, "STACK", "broken")
    monkeypatch.setattr(deploying, "_upload", lambda aws, _, template: _put(aws, template))
    broken: Template = {"Resources": {"Topping": {"Type": "AWS::Pizza::Topping", "Properties": {}}}}
    with pytest.raises(CannotStart, match=r"Topping \(AWS::Pizza::Topping\): .*Unsupported"):
        deploy(aws, stub_project, broken, {})


def _put(aws: Aws, template: Template) -> None:
    import json

    s3 = aws.client("s3", s3={"addressing_style": "path"})
    s3.put_object(Bucket=deploying.CODE_BUCKET, Key=deploying.TEMPLATE_KEY, Body=json.dumps(template).encode())


def test_bundles_hold_our_own_code_where_lambda_looks_for_it(tmp_path: Path) -> None:
    function, package = tmp_path / "functions/book_plus_one", tmp_path / "layers/plus_one/plus_one"
    for folder in (function, package / "mail/templates", package / "__pycache__", tmp_path / "functions/empty"):
        folder.mkdir(parents=True)
    for path in (function / "app.py", package / "__init__.py", package / "mail/templates/a.html", package / "__pycache__/x"):
        path.touch()
    (tmp_path / "layers/plus_one/requirements.txt").touch()
    made = dict(bundles(tmp_path))
    assert set(made) == {"functions/book_plus_one", "layers/plus_one"}
    assert names(made["functions/book_plus_one"]) == ["app.py"]
    assert names(made["layers/plus_one"]) == ["python/plus_one/__init__.py", "python/plus_one/mail/templates/a.html"]
