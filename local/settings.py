"""What the developer can choose, from the environment."""

import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parent.parent
HOST = "127.0.0.1"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
HIGHEST_PORT = 65535
ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?")


class CannotStart(Exception):
    """Raised when the stack cannot run; the message tells a person what to do."""


@dataclass(frozen=True)
class Settings:
    """`origins`: of web pages beside our own that may call the API and sign people in. `docker`: whether containers
    reach us, too, see `containers.py`."""

    port: int
    aws_port: int
    stack_file: Path
    origins: tuple[str, ...] = ()
    docker: str = ""

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def web_url(self) -> str:
        """By another name than the API of mails and programs: two origins, as in AWS."""
        return f"http://localhost:{self.port}"

    @property
    def pages(self) -> tuple[str, ...]:
        """The origins of all pages that may call."""
        return (self.url, self.web_url, *self.origins)

    @property
    def aws_url(self) -> str:
        return f"http://{HOST}:{self.aws_port}"


def read_settings(environment: Mapping[str, str]) -> Settings:
    return Settings(
        port=_port(environment, "PORT", "8080"),
        aws_port=_port(environment, "AWS_PORT", "4566"),
        stack_file=Path(environment.get("STACK_FILE", PROJECT / ".local" / "stack.json")),
        origins=_origins(environment.get("ORIGINS", "")),
        docker=environment.get("DOCKER", ""),
    )


def check_ports(settings: Settings) -> None:
    if settings.port == settings.aws_port:
        raise CannotStart(f"PORT and AWS_PORT are both {settings.port}; they must differ.")
    for name, port in (("PORT", settings.port), ("AWS_PORT", settings.aws_port)):
        if is_taken(port):
            raise CannotStart(f"Port {port} is taken. Stop what uses it, or choose another one: {name}=<port> make run")


def _port(environment: Mapping[str, str], name: str, default: str) -> int:
    text = environment.get(name) or default
    if not text.isdecimal() or not 0 < int(text) <= HIGHEST_PORT:
        raise CannotStart(f"{name} must be a port from 1 to {HIGHEST_PORT}, not {text!r}.")
    return int(text)


def _origins(text: str) -> tuple[str, ...]:
    origins = tuple(text.replace(",", " ").split())
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise CannotStart(f"ORIGINS has origins like http://localhost:5173, without a path; {origin!r} is none.")
    return origins


def is_taken(port: int) -> bool:
    with socket.socket() as probe:
        # As the servers do: a port that only waits for old connections to expire is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False
