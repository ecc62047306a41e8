"""Containers reach the ports of `make run DOCKER=1` by an address of their own, and web pages by none."""

from collections.abc import Iterator

import pytest
from werkzeug.datastructures import Headers

from local import containers
from local.aws import start
from local.browsers import Browsers
from local.containers import DESKTOP, named_by_containers, reachable
from local.settings import CannotStart
from tests.local.conftest import free_port
from tests.local.test_browsers import ATTACK, FOREIGN, OURS, status

# Another address of this machine, as that of a bridge is.
BRIDGE = "127.0.0.2"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    port = free_port()
    with start(port, container_host=BRIDGE), reachable(BRIDGE, port):
        yield f"http://{BRIDGE}:{port}/?{ATTACK}"


def test_a_container_reaches_the_local_aws(url: str) -> None:
    assert status(url, {}) == 200
    assert status(url, {"Content-Type": "text/plain"}, "{}") == 200


@pytest.mark.parametrize("headers", [{"Origin": FOREIGN}, {"Origin": OURS}, {"Sec-Fetch-Site": "none"}])
def test_a_web_page_does_not_by_that_address_either(url: str, headers: dict[str, str]) -> None:
    assert status(url, headers) == 403


def test_any_other_name_for_it_reaches_nothing(url: str) -> None:
    assert status(url, {"Host": "evil.example"}) == 403


def test_the_page_s_port_knows_that_address_only_where_containers_are_let_in() -> None:
    host = Headers({"Host": f"{BRIDGE}:8080"})

    assert Browsers(frozenset({OURS}), frozenset({BRIDGE})).may("POST", host)
    assert not Browsers(frozenset({OURS})).may("POST", host)


def test_the_relay_ends_with_the_stack() -> None:
    port = free_port()
    with reachable(BRIDGE, port):
        pass
    with reachable(BRIDGE, port):
        pass


def test_a_taken_address_is_named() -> None:
    port = free_port()
    with reachable(BRIDGE, port), pytest.raises(CannotStart, match=rf"{BRIDGE}:{port}"), reachable(BRIDGE, port):
        pass


@pytest.mark.parametrize("asked", ["", "0"])
def test_without_docker_no_container_is_let_in(asked: str) -> None:
    assert named_by_containers(asked) == ""


def test_the_address_is_that_of_the_bridge_or_docker_desktop_has_a_name_for_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "BRIDGE", b"no-such-bridge")
    assert named_by_containers("1") == DESKTOP

    monkeypatch.setattr(containers, "BRIDGE", b"lo")
    assert named_by_containers("1") == "127.0.0.1"


def test_another_bridge_is_named_by_its_address() -> None:
    assert named_by_containers("172.18.0.1") == "172.18.0.1"


@pytest.mark.parametrize("asked", ["0.0.0.0", "8.8.8.8", "yes", "::1", "172.17.0.1:80"])  # noqa: S104
def test_an_address_that_others_could_reach_is_refused(asked: str) -> None:
    with pytest.raises(CannotStart, match="DOCKER"):
        named_by_containers(asked)
