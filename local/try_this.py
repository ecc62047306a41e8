"""What `make run` prints when all is ready. The commands can be pasted into bash or zsh as they are."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from local.aws import ROOT_KEY
from local.people import PASSWORD, Person

COMMANDS = Path(__file__).with_suffix(".sh").read_text(encoding="utf-8")


def welcome(stack: Mapping[str, Any], people: Sequence[Person], log: Path) -> str:
    docker = f"\nDocker   containers reach all of it at {stack['container_host']}" if stack["container_host"] else ""
    return f"""
Page     {stack["web_url"]}
API      {stack["api_url"]}/v1
Mailbox  {stack["mailbox_url"]}
AWS      {stack["aws_endpoint_url"]} (key and secret: {ROOT_KEY}; closed to web pages){docker}
People   {", ".join(person.email for person in people)} (password {PASSWORD})
Log      {log}

Try this:

{commands(stack, people)}
What happens (Ctrl-C stops):

"""


def commands(stack: Mapping[str, Any], people: Sequence[Person]) -> str:
    text = COMMANDS.replace("<password>", PASSWORD)
    for name in ("api_url", "sign_in_url", "user_pool_client_id"):
        text = text.replace(f"<{name}>", stack[name])
    for role in ("coach", "client"):
        person = next(each for each in people if each.role == role)
        text = text.replace(f"<{role}>", person.name)
        text = text.replace(f"<{role}_email>", person.email).replace(f"<{role}_id>", person.user_id)
    return text
