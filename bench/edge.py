"""TLS and HTTP/2 before the local server of the page, as CloudFront has them. All that counts comes from there."""

import asyncio
import base64
import contextlib
import http.client
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypercorn.asyncio import serve
from hypercorn.config import Config

from local.settings import HOST

NAME = "localhost"
PEM = serialization.Encoding.PEM


@contextlib.contextmanager
def edge(port: int, behind: int, folder: Path) -> Iterator[str]:
    """Gives the hash of its key, by which a browser can take it for a known one."""
    pin = _certificate(folder)
    config = Config()
    config.bind = [f"{HOST}:{port}"]
    config.certfile, config.keyfile = str(folder / "certificate.pem"), str(folder / "key.pem")
    config.errorlog = None
    stopped = threading.Event()

    async def until_stopped() -> None:
        while not stopped.is_set():
            await asyncio.sleep(0.05)

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await _hand_on(behind, scope, receive, send)

    running = serve(answer, config, shutdown_trigger=until_stopped)
    thread = threading.Thread(target=asyncio.run, args=(running,), daemon=True)
    thread.start()
    try:
        yield pin
    finally:
        stopped.set()
        thread.join()


async def _hand_on(port: int, scope: Any, receive: Any, send: Any) -> None:
    body, more = b"", True
    while more:
        part = await receive()
        body, more = body + part.get("body", b""), part.get("more_body", False)
    status, headers, content = await asyncio.to_thread(_ask, port, scope, body)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})


def _ask(port: int, scope: Any, body: bytes) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    headers = {name.decode(): value.decode() for name, value in scope["headers"] if not name.startswith(b":")}
    target = scope["raw_path"].decode() + (f"?{scope['query_string'].decode()}" if scope["query_string"] else "")
    with contextlib.closing(http.client.HTTPConnection(HOST, port)) as connection:
        connection.request(scope["method"], target, body, headers | {"host": f"{NAME}:{port}"})
        answer = connection.getresponse()
        kept = [(name.lower().encode(), value.encode()) for name, value in answer.getheaders()]
        hop = {b"connection", b"transfer-encoding", b"date", b"server"}
        return answer.status, [pair for pair in kept if pair[0] not in hop], answer.read()


def _certificate(folder: Path) -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
    (folder / "certificate.pem").write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(PEM))
    unencrypted = serialization.NoEncryption()
    pem = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, unencrypted)
    (folder / "key.pem").write_bytes(pem)
    spki = serialization.PublicFormat.SubjectPublicKeyInfo
    return base64.b64encode(sha256(key.public_key().public_bytes(serialization.Encoding.DER, spki)).digest()).decode()
