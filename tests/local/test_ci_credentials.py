"""A job of the hosted CI proves who it is, and its later steps have an hour of the role that it may take."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import boto3
import pytest

from local.aws import ACCOUNT, Aws
from ops import credentials

ROLE = "ci-deployer"


class TokenService(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        known = self.headers["authorization"] == "Bearer of-this-job" and self.path.endswith(
            "&audience=sts.amazonaws.com"
        )
        self.send_response(200 if known else 401)
        self.end_headers()
        self.wfile.write(json.dumps({"value": "a.signed.token"}).encode())

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Nobody reads it."""


@pytest.fixture
def service() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), TokenService) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/token?api-version=1"
        server.shutdown()


@pytest.fixture
def job(service: str, aws: Aws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", aws.url)
    trust = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRoleWithWebIdentity"}],
    }
    role = aws.client("iam").create_role(RoleName=ROLE, AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    assert ACCOUNT in role
    return {
        "ACTIONS_ID_TOKEN_REQUEST_URL": service,
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "of-this-job",
        "GITHUB_ENV": str(tmp_path / "environment"),
        "GITHUB_RUN_ID": "7",
        "ROLE_ARN": role,
        "STACK": "plus-one",
    }


def test_the_later_steps_have_the_role_and_the_log_has_nothing_of_it(
    job: dict[str, str], aws: Aws, capsys: pytest.CaptureFixture[str]
) -> None:
    credentials.main(job)

    given = dict(line.split("=", 1) for line in Path(job["GITHUB_ENV"]).read_text().splitlines())
    assert set(given) == {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"}
    said = capsys.readouterr().out.splitlines()
    assert said[:3] == [f"::add-mask::{value}" for value in given.values()]
    assert not any(value in line for value in given.values() for line in said[3:])
    keys = {name.lower(): value for name, value in given.items()}
    sts = boto3.client("sts", endpoint_url=aws.url, region_name="us-east-1", **keys)  # type: ignore[call-overload]
    assert sts.get_caller_identity()["Arn"].endswith(f"assumed-role/{ROLE}/run-7")
