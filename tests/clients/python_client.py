"""A client that openapi-python-client makes of the API's document."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx

from plus_one.http.openapi import DOCUMENT
from tests.flow.test_story import Person

NAME = "plus_one_client"
SETTINGS = "post_hooks: []\n"  # nobody reads what is generated, so nothing formats it


def generate(folder: Path) -> None:
    """The package, in this folder. A warning is an operation that it leaves out."""
    (folder / "settings.yaml").write_text(SETTINGS)
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(DOCUMENT), "--meta", "none"]
    options = ["--output-path", str(folder / NAME), "--config", str(folder / "settings.yaml"), "--fail-on-warning"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


class Api:
    """The generated package: its operations by id, and its models."""

    def __init__(self) -> None:
        self.models: Any = import_module(f"{NAME}.models")
        self.made: Any = import_module(NAME)
        folder = Path(import_module(NAME).__path__[0]) / "api"
        self.tags = {file.stem: file.parent.name for file in folder.glob("*/*.py") if file.stem != "__init__"}

    def call(self, client: Any, name: str, *ids: str, **rest: Any) -> Any:
        """What an operation answers, as the type that the document declares for its status."""
        return self.reply(client, name, *ids, **rest).parsed

    def reply(self, client: Any, name: str, *ids: str, **rest: Any) -> Any:
        module = import_module(f"{NAME}.api.{self.tags[name]}.{name}")
        return module.sync_detailed(*ids, client=client, **rest)

    def signed_in(self, person: Person) -> Any:
        return self.made.AuthenticatedClient(base_url=person.stack.described["api_url"], token=person.token)

    def told(self, status: int, body: Any, content_type: str = "application/json") -> Any:
        """A client whose every request is answered so."""
        answer = httpx.Response(status, json=body, headers={"content-type": content_type})
        transport = httpx.MockTransport(lambda request: answer)
        return self.made.Client(base_url="http://api.example.com", httpx_args={"transport": transport})
