"""The smoke test of a deployed stack, on one that is deployed here, and on a server that is all wrong."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, cast

import pytest
from botocore.exceptions import ClientError

from local.aws import client
from ops import smoke
from ops.smoke import unprotected, warnings, wrong
from tests.conftest import ROOT, free_port
from tests.flow.conftest import stack  # noqa: F401
from tests.flow.stack import Stack

IDENTITY = "arn:aws:ses:us-east-1:123456789012:identity/example.com"


def test_a_stack_that_is_well_passes_as_an_operator_types_it(stack: Stack) -> None:  # noqa: F811
    token = stack.sign_in(stack.emails("client")[0])
    run = typed(stack, "ops.smoke", "plus-one", stack.described["api_url"], PLUS_ONE_TOKEN=token)

    well, warning = run.stdout.splitlines()
    assert (run.returncode, well) == (0, "All is well."), run.stdout + run.stderr
    assert warning.startswith("Warning: SenderIdentityArn is empty")


def test_cloudformation_deletes_no_stack_that_an_operator_has_protected(stack: Stack) -> None:  # noqa: F811
    cloudformation = client(stack.described["aws_endpoint_url"], "cloudformation")

    assert typed(stack, "ops", "protect", "plus-one").returncode == 0
    with pytest.raises(ClientError, match="TerminationProtection is enabled"):
        cloudformation.delete_stack(StackName="plus-one")

    assert typed(stack, "ops", "protect", "plus-one", "--off").returncode == 0
    [described] = cloudformation.describe_stacks(StackName="plus-one")["Stacks"]
    assert described["EnableTerminationProtection"] is False


def typed(stack: Stack, *command: str, **more: str) -> "subprocess.CompletedProcess[str]":  # noqa: F811
    environment = os.environ | {
        "AWS_ENDPOINT_URL": stack.described["aws_endpoint_url"],
        "PYTHONPATH": f"{ROOT}:{ROOT / 'layers' / 'plus_one'}",
    }
    whole = [sys.executable, "-m", *command]
    return subprocess.run(whole, env=environment | more, cwd=ROOT, capture_output=True, text=True, check=False)


def test_with_a_sender_of_its_own_cognito_gives_no_warning() -> None:
    assert list(warnings({"SenderIdentityArn": IDENTITY}, kept=True)) == []


def test_a_stack_that_one_command_deletes_gives_a_warning_unless_it_is_local() -> None:
    [warning] = warnings({"SenderIdentityArn": IDENTITY}, kept=False)

    assert warning.endswith("type python -m ops protect")
    assert list(warnings({"SenderIdentityArn": IDENTITY, "AllowPasswordAuth": "true"}, kept=False)) == []


@pytest.mark.parametrize(
    ("parameters", "fails"),
    [
        ({"Protection": "off"}, True),
        ({"Protection": "off", "AllowPasswordAuth": "false"}, True),
        ({"Protection": "on", "AllowPasswordAuth": "false"}, False),
        ({"Protection": "on", "AllowPasswordAuth": "true"}, False),
        ({"Protection": "off", "AllowPasswordAuth": "true"}, False),
    ],
)
def test_a_stack_that_is_neither_protected_nor_local_fails(parameters: dict[str, str], fails: bool) -> None:
    assert bool(list(unprotected(parameters))) is fails


@dataclass(frozen=True)
class Deployed:
    parameters: dict[str, str]
    outputs: ClassVar = {"ApiUrl": "https://api.example.com", "WebOrigin": "https://app.example.com"}
    table = None
    kept = True


@pytest.mark.parametrize(("protection", "code"), [("off", 1), ("on", 0)])
def test_the_command_fails_for_a_stack_that_is_not_protected(
    protection: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for look in ("wrong", "overdue", "unmarked", "stopped"):
        monkeypatch.setattr(smoke, look, lambda *_: [])

    assert smoke.main(cast("Any", Deployed({"Protection": protection})), None) == code
    assert ("deploy once more, with Protection=on" in capsys.readouterr().out) is (code == 1)


class LetsEverybodyIn(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("access-control-allow-origin", "*")
        self.end_headers()
        self.wfile.write(b"{}")

    do_OPTIONS = do_GET  # noqa: N815

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Nobody reads it."""


@pytest.fixture
def careless() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), LetsEverybodyIn) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_no_server_is_one_sentence() -> None:
    [found] = wrong(f"http://127.0.0.1:{free_port()}", "https://app.example.com")

    assert "does not answer" in found


def test_a_server_that_lets_everybody_in_fails_at_every_point(careless: str) -> None:
    found = " ".join(wrong(careless, "https://app.example.com"))

    assert "not of this version" in found
    for point in ("without a token", "a forged token", "a route that is none", "may not call", "any other origin"):
        assert point in found
