"""`make invoke`, up to the command that it gives to SAM. `make test-sam` gives it for real."""

import json
from pathlib import Path
from typing import Any

import pytest

from local import sam, samples, story
from local.aws import Aws
from local.deploy import Deployed
from local.samples import FAILED, NOT_RUN, is_failure, main, variables_of
from local.settings import PROJECT, CannotStart
from plus_one import clock
from plus_one.domain import tokens
from plus_one.store.table import Table
from tests.local.in_containers import WORK

BRIDGE = "172.17.0.1"
API = "http://127.0.0.1:8080"
FAKE = """#!/bin/sh
echo "$@" > "{folder}/arguments"
env > "{folder}/environment"
echo '{{"statusCode": 404}}'
exit {code}
"""


@pytest.fixture
def stack(aws: Aws, deployed: Deployed) -> Any:
    said = {"aws_endpoint_url": aws.url, "api_url": API, "container_host": BRIDGE}
    return said | {"table_name": deployed.resources["Table"]}


@pytest.fixture
def fake_sam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "sam"
    program.write_text(FAKE.format(folder=tmp_path, code=0))
    program.chmod(0o700)
    monkeypatch.setattr(sam, "SAM", program)
    monkeypatch.setattr(sam, "FOLDER", tmp_path)
    return program


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(*arguments) == NOT_RUN
    return capsys.readouterr().err


def event(name: str) -> str:
    return str(PROJECT / "events" / f"{name}.json")


@pytest.mark.parametrize("text", [None, '{"aws_endpoint_url": "http://127.0.0.1:9"}'])
def test_beside_no_running_stack_nothing_is_invoked(
    text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither when there was one that was killed."""
    monkeypatch.setenv("STACK_FILE", str(tmp_path / "stack.json"))
    if text:
        (tmp_path / "stack.json").write_text(text)

    assert "make run DOCKER=1" in refusal(capsys, event("sweep"))


def test_a_stack_that_lets_no_container_in_is_named(
    stack: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STACK_FILE", str(tmp_path / "stack.json"))
    (tmp_path / "stack.json").write_text(json.dumps(stack | {"container_host": ""}))

    assert "lets no container in" in refusal(capsys, event("sweep"))


def test_an_event_is_a_file_that_is_named_after_its_function(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "mine.json").write_text("{}")

    assert "EVENT=events/coach_api.json" in refusal(capsys)
    assert "EVENT=events/coach_api.json" in refusal(capsys, event("nothing"))
    assert "coach_api" in refusal(capsys, str(tmp_path / "mine.json"))


@pytest.mark.parametrize("answer", ['{"statusCode": 201}', '{"batchItemFailures": []}', "null"])
def test_an_answer_that_did_it_is_none_of_a_failure(answer: str) -> None:
    assert not is_failure(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "no JSON",
        '{"statusCode": 404}',
        '{"statusCode": 500}',
        '{"batchItemFailures": [{"itemIdentifier": "1"}]}',
        '{"errorMessage": "x", "errorType": "KeyError", "requestId": "", "stackTrace": []}',
    ],
)
def test_a_refusal_an_error_and_silence_are_failures(answer: str) -> None:
    assert is_failure(answer)


def test_a_failure_is_the_exit_code(
    stack: Any, fake_sam: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """SAM's own was 0."""
    monkeypatch.setenv("STACK_FILE", str(tmp_path / "stack.json"))
    (tmp_path / "stack.json").write_text(json.dumps(stack))
    for name in ("needs_an_engine", "build"):
        monkeypatch.setattr(sam, name, lambda: None)

    assert main(event("coach_api"), "--skip-pull-image") == FAILED
    assert "FAILED: changed nothing" in capsys.readouterr().out
    assert (tmp_path / "arguments").read_text().split()[-1] == "--skip-pull-image"


def test_a_function_has_its_variables_of_the_stack_and_finds_aws_where_containers_find_it(
    stack: Any, aws: Aws, deployed: Deployed
) -> None:
    variables = variables_of(stack, "SendNoticesFunction")

    port = aws.url.rpartition(":")[2]
    assert variables["AWS_ENDPOINT_URL"] == f"http://{BRIDGE}:{port}"
    assert variables["AWS_ENDPOINT_URL_SESV2"] == f"http://{BRIDGE}:8080"
    assert variables["LINK_KEYS_ARN"].startswith("arn:aws:secretsmanager:")
    assert variables["CONFIGURATION_SET"] == deployed.resources["MailConfigurationSet"]


def test_a_link_is_signed_by_the_keys_of_the_stack_and_the_table_is_one_of_its_own(
    stack: Any, aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr(sam, "invoke", lambda *told: f"{asked.append(told)}")  # type: ignore[func-returns-value]

    samples.invoke(stack, Path(event("unsubscribe_post")))

    [(function, text, variables)] = asked
    secret = aws.client("secretsmanager").get_secret_value(SecretId=variables["LINK_KEYS_ARN"])
    token, keys = json.loads(text)["pathParameters"]["token"], json.loads(secret["SecretString"])
    assert function == "UnsubscribeFunction"
    assert tokens.read(token, keys, clock.now().date()) == (story.ALEX.user_id, story.CASEY.user_id)
    assert variables["TABLE_NAME"] == f"{stack['table_name']}-samples"


def test_the_story_is_told_again_for_each_sample(stack: Any, aws: Aws) -> None:
    client = aws.client("dynamodb")
    for name in ("send_notices", "account_api", "send_notices"):
        table = story.new_table(client, "samples", like=stack["table_name"])
        story.tell(table, name)

    assert isinstance(table, Table)
    assert story.look(table) == {
        "profile": "known",
        "+1": "on",
        "on deck": "1",
        "renewal": "booked",
        "told the client": "pending",
        "told the coach": "pending",
        "told the bus": "pending",
    }


def test_there_is_a_word_for_what_each_sample_does() -> None:
    assert set(WORK) == {path.stem for path in PROJECT.glob("events/*.json")}


def test_the_template_for_containers_names_the_endpoints_and_this_machine_s_processor() -> None:
    template = sam.template()

    assert template["Globals"]["Function"]["Architectures"] == [sam.architecture()]
    assert template["Globals"]["Function"]["Environment"]["Variables"].keys() >= set(sam.ENDPOINTS)
    assert template["Resources"]["PlusOneLayer"]["Metadata"]["BuildArchitecture"] == sam.architecture()


def test_nothing_of_the_developers_aws_settings_reaches_sam(fake_sam: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "real")

    assert sam.invoke("CoachApiFunction", "{}", {}) == '{"statusCode": 404}'

    lines = (fake_sam.parent / "environment").read_text().splitlines()
    passed = dict(line.split("=", 1) for line in lines if line.startswith(("AWS_", "SAM_")))
    assert passed == {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "SAM_CLI_TELEMETRY": "0",
    }


def test_sam_that_cannot_run_it_is_no_answer(fake_sam: Path) -> None:
    fake_sam.write_text(FAKE.format(folder=fake_sam.parent, code=1))

    with pytest.raises(CannotStart, match="could not run"):
        sam.invoke("CoachApiFunction", "{}", {})


def test_no_engine_is_said_plainly(fake_sam: Path) -> None:
    python = fake_sam.with_name("python")
    python.write_text("#!/bin/sh\necho 'samcli.local.NotReachable: Do you have Docker?' >&2\nexit 1\n")
    python.chmod(0o700)

    with pytest.raises(CannotStart, match=r"No container engine answers.*\nDo you have Docker\?"):
        sam.needs_an_engine()
