"""A DynamoDB that has nothing: what is asked over which connection."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


class EmptyTable(ThreadingHTTPServer):
    """Counts the requests of each connection."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Connection)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.requests: list[int] = []


class Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: EmptyTable

    def setup(self) -> None:
        super().setup()
        self.number = len(self.server.requests)
        self.server.requests.append(0)

    def do_POST(self) -> None:
        self.server.requests[self.number] += 1
        self.rfile.read(int(self.headers["Content-Length"]))
        answer = json.dumps({"Responses": {}, "UnprocessedKeys": {}}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def empty_table() -> Iterator[EmptyTable]:
    with EmptyTable() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
