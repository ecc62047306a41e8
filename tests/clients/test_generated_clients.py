"""Typed clients that public tools make of the API's document have every operation, play the main story against the
local stack, and read what they do not know.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from plus_one.http.openapi import DOCUMENT
from tests.clients.python_client import Api, generate
from tests.flow.people import newcomer
from tests.flow.stack import Stack, eventually

TYPESCRIPT = Path(__file__).with_name("typescript")


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("python")
    generate(folder)
    return folder


@pytest.fixture
def api(python: Path, monkeypatch: pytest.MonkeyPatch) -> Api:
    monkeypatch.syspath_prepend(python)
    return Api()


@pytest.fixture(scope="module")
def typescript(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story, with the types of the document, as strict TypeScript lets it pass."""
    modules = TYPESCRIPT / "node_modules"
    assert modules.exists(), "make test installs it, or: make tests/clients/typescript/node_modules/.package-lock.json"
    folder = tmp_path_factory.mktemp("typescript")
    for name in ("package.json", "tsconfig.json", "story.ts"):
        shutil.copy(TYPESCRIPT / name, folder)
    (folder / "node_modules").symlink_to(modules)
    node(folder, "node_modules/openapi-typescript/bin/cli.js", str(DOCUMENT), "-o", "api.ts", *OPTIONS)
    node(folder, "node_modules/typescript/bin/tsc", "--project", ".")
    return folder


# What has a default may be left out of a body.
OPTIONS = ("--default-non-nullable=false",)


def node(folder: Path, *command: str, **environment: str) -> None:
    told = {"PATH": os.environ["PATH"]} | environment
    done = subprocess.run(["node", *command], cwd=folder, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_generated_python_client_has_every_operation(api: Api, operation_ids: list[str]) -> None:
    assert sorted(api.tags) == operation_ids


def test_a_generated_python_client_plays_the_main_story(api: Api, stack: Stack) -> None:
    alex, casey = newcomer(stack, "Alex", "client"), newcomer(stack, "Casey", "coach")
    client, coach = api.signed_in(alex), api.signed_in(casey)
    models = api.models
    price = models.MoneyBody(amount=20000, currency="USD")

    def offered(title: str) -> Any:
        body = models.OfferBody(title=title, sessions=3, price=price, client_id=alex.user_id)
        return api.call(coach, "create_offer", body=body)

    custom = offered("Three sessions")
    assert [each.offer_id for each in api.call(client, "list_inbox").items] == [custom.offer_id]
    package = models.PackageBody(offer_id=custom.offer_id)
    booking = api.call(client, "book_coach_package", casey.user_id, body=package, idempotency_key="once")
    assert booking.rate_after == models.MoneyAnswer(amount=6667, currency="USD")
    assert booking.package.booked_at.tzinfo is not None
    enrolled = api.reply(client, "put_coach_enrollment", casey.user_id, body=models.EnrollmentBody(stop_after=5))
    assert (enrolled.status_code, enrolled.parsed.effective) == (201, "active")
    assert enrolled.parsed.stop_after == 5

    for session in booking.sessions:
        done = api.call(coach, "complete_client_session", alex.user_id, session.session_id, body=models.CompleteBody())
    assert (done.session.status, done.session.outcome) == ("completed", "attended")
    assert done.pairing.on_deck == 0

    def pairing() -> Any:
        return api.call(client, "get_coach_pairing", casey.user_id)

    after = eventually(pairing, lambda pair: pair.renewal.state == "booked")
    assert after.on_deck == 1
    timeline = api.call(client, "list_coach_timeline", casey.user_id).items
    assert {"enrolled", "session_completed", "plus_one_booked"} <= {each.kind for each in timeline}

    receipt = api.call(client, "delete_coach_enrollment", casey.user_id)
    assert receipt.last_plus_one.session_id == after.renewal.session_id
    assert api.call(client, "get_coach_preview", casey.user_id).reason == "NOT_ENROLLED"

    unwanted = offered("Three more")
    assert api.reply(coach, "delete_offer", unwanted.offer_id).status_code == 204
    assert api.call(client, "book_coach_package", casey.user_id, body=models.PackageBody(offer_id="none")).code == (
        "NOT_FOUND"
    )
    assert "paths" in api.call(coach, "get_openapi").additional_properties


def test_a_generated_python_client_reads_a_value_that_it_does_not_know(api: Api) -> None:
    unknown = {"state": "postponed", "reason": "STORM", "session_id": None, "resumes_at": None}
    renewal = unknown | {"at": "2026-11-23T11:00:00.000Z"}
    entry = {"at": "2026-11-23T11:00:00.000Z", "kind": "moved", "says": "It moved.", "reason": "STORM", "ids": {}}
    problem = {"type": "about:blank", "title": "Conflict", "status": 409, "detail": "No.", "code": "STORM"}

    assert api.models.RenewalAnswer.from_dict(renewal).to_dict() == renewal | {"at": "2026-11-23T11:00:00+00:00"}
    [read] = api.call(api.told(200, {"items": [entry], "next": None}), "list_coach_timeline", "casey").items
    assert (read.kind, read.reason) == ("moved", "STORM")
    assert api.call(api.told(409, problem), "delete_offer", "offer").code == "STORM"


@pytest.mark.parametrize("status", [401, 429, 500, 502, 503, 504])
def test_a_generated_python_client_reads_what_the_gateway_says_by_itself(api: Api, status: int) -> None:
    said = api.call(api.told(status, {"message": "Not now"}), "delete_offer", "offer")
    assert said == api.models.GatewayMessage(message="Not now")


def test_a_generated_python_client_reads_our_own_failure_too(api: Api) -> None:
    problem = {"type": "about:blank", "title": "Unavailable", "status": 503, "detail": "No.", "code": "TRY_AGAIN"}
    assert api.call(api.told(503, problem), "delete_offer", "offer").code == "TRY_AGAIN"


def test_a_generated_typescript_client_has_every_operation(typescript: Path, operation_ids: list[str]) -> None:
    operations = (typescript / "api.ts").read_text().split("export interface operations {")[1]
    assert sorted(re.findall(r"^    (\w+): \{", operations, re.MULTILINE)) == operation_ids


def test_a_generated_typescript_client_plays_the_main_story_and_reads_what_it_does_not_know(
    typescript: Path, stack: Stack
) -> None:
    sam, robin = newcomer(stack, "Sam", "client"), newcomer(stack, "Robin", "coach")
    node(
        typescript,
        "story.js",
        ORIGIN=stack.described["api_url"],
        CLIENT_TOKEN=sam.token,
        CLIENT_ID=sam.user_id,
        COACH_TOKEN=robin.token,
        COACH_ID=robin.user_id,
    )
