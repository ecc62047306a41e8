import socket
from pathlib import Path

import pytest

from local.settings import HOST, PROJECT, CannotStart, Settings, check_ports, read_settings
from tests.local.conftest import free_port


def test_the_defaults() -> None:
    assert read_settings({}) == Settings(8080, 4566, PROJECT / ".local" / "stack.json")


def test_all_comes_from_the_environment() -> None:
    settings = read_settings({"PORT": "9000", "AWS_PORT": "9001", "STACK_FILE": "elsewhere/stack.json"})
    assert settings == Settings(9000, 9001, Path("elsewhere/stack.json"))
    assert (settings.url, settings.aws_url) == ("http://127.0.0.1:9000", "http://127.0.0.1:9001")


def test_pages_of_ones_own_are_named_by_their_origins() -> None:
    settings = read_settings({"ORIGINS": "http://localhost:5173, https://app.example.com"})
    assert settings.origins == ("http://localhost:5173", "https://app.example.com")
    assert settings.pages == ("http://127.0.0.1:8080", "http://localhost:8080", *settings.origins)


@pytest.mark.parametrize("origin", ["*", "null", "localhost:5173", "http://localhost:5173/", "http://a@b"])
def test_what_is_no_origin_is_refused_by_name(origin: str) -> None:
    with pytest.raises(CannotStart, match="ORIGINS"):
        read_settings({"ORIGINS": origin})


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", "²"])
def test_what_is_no_port_is_refused_by_name(port: str) -> None:
    with pytest.raises(CannotStart, match="AWS_PORT"):
        read_settings({"AWS_PORT": port})


@pytest.mark.parametrize("taken", ["PORT", "AWS_PORT"])
def test_a_taken_port_is_named_with_the_variable_to_set(taken: str) -> None:
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]
        ports = {"PORT": str(free_port()), "AWS_PORT": str(free_port()), taken: str(port)}
        with pytest.raises(CannotStart, match=rf"Port {port} is taken.* {taken}="):
            check_ports(read_settings(ports))


def test_the_two_ports_must_differ() -> None:
    port = str(free_port())
    with pytest.raises(CannotStart, match="differ"):
        check_ports(read_settings({"PORT": port, "AWS_PORT": port}))
