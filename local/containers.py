"""`make run DOCKER=1`: containers on this machine reach the local AWS and the mails.

Docker Desktop brings a container that calls `host.docker.internal` to 127.0.0.1. Docker on Linux brings it only to the
address of its bridge. So we listen there, too, and pass on what comes; the ports refuse web pages there as here.
"""

import contextlib
import fcntl
import ipaddress
import socket
import socketserver
import struct
import threading
from collections.abc import Iterator

from local.settings import HOST, CannotStart

BRIDGE = b"docker0"
DESKTOP = "host.docker.internal"
SIOCGIFADDR = 0x8915  # Linux: the address of an interface
CHUNK = 65_536


def named_by_containers(asked: str) -> str:
    """How containers name this machine. `asked`: empty = not at all, 1 = look for the bridge, else its address."""
    if asked in ("", "0"):
        return ""
    return (_bridge() or DESKTOP) if asked == "1" else _private(asked)


def _private(text: str) -> str:
    with contextlib.suppress(ValueError):
        address = ipaddress.IPv4Address(text)
        if address.is_private and not address.is_unspecified:
            return text
    raise CannotStart(f"DOCKER is 1, or the address of a bridge like 172.17.0.1; {text!r} is neither.")


def _bridge() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket, contextlib.suppress(OSError):
        answer = fcntl.ioctl(any_socket, SIOCGIFADDR, struct.pack("256s", BRIDGE))
        return socket.inet_ntoa(answer[20:24])
    return ""


class _Relay(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class _Connection(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        port = self.server.server_address[1]  # type: ignore[index]
        with contextlib.suppress(OSError), socket.create_connection((HOST, port)) as inside:
            back = threading.Thread(target=_pump, args=(inside, self.request), daemon=True)
            back.start()
            _pump(self.request, inside)
            back.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(CHUNK):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def reachable(address: str, *ports: int) -> Iterator[None]:
    """What comes to this address of ours goes to the same port of 127.0.0.1. A name is reached by itself."""
    with contextlib.ExitStack() as relays:
        for port in ports if address not in ("", DESKTOP) else ():
            relays.enter_context(_relaying(address, port))
        yield


@contextlib.contextmanager
def _relaying(address: str, port: int) -> Iterator[None]:
    try:
        relay = _Relay((address, port), _Connection)
    except OSError as refusal:
        raise CannotStart(f"Containers cannot be let in at {address}:{port} (DOCKER). {refusal}") from refusal
    threading.Thread(target=relay.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield
    finally:
        relay.shutdown()
        relay.server_close()
