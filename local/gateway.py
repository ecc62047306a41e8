"""The API at /v1 of our own port: handed to ministack's API Gateway as it came, and handed back as it came."""

import http.client
import json
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from werkzeug.datastructures import Headers
from werkzeug.wrappers import Request, Response

from local.console import Tell, line

HOP_BY_HOP = frozenset(
    {"connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding"}
)
LONGEST_SECONDS = 35
# Each request more at once is one more process of its function, to start first: a small machine has better to do.
MOST_AT_ONCE = 2 * (os.cpu_count() or 1)


@dataclass(frozen=True)
class Gateway:
    aws_url: str
    api_id: str
    web_origin: str
    tell: Tell
    _turns: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(MOST_AT_ONCE))

    def forward(self, request: Request) -> Response:
        address = urlsplit(self.aws_url)
        connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=LONGEST_SECONDS)
        try:
            with self._turns:
                answer = self._exchange(connection, request)
        except (UnicodeError, http.client.InvalidURL):
            answer = _message(400, "Bad Request")
        except (OSError, http.client.HTTPException):
            answer = _message(503, "Service Unavailable")
        finally:
            connection.close()
        if answer.status_code >= http.client.INTERNAL_SERVER_ERROR:
            self.tell(line(answer.status_code, f"{request.method} {_without_token(request.path)}"))
        return self._with_cors(request, answer)

    def _exchange(self, connection: http.client.HTTPConnection, request: Request) -> Response:
        body = request.get_data()
        target = request.environ["REQUEST_URI"]
        connection.putrequest(request.method, target, skip_host=True, skip_accept_encoding=True)
        # By the host it finds the API, and so the path stays as the caller wrote it.
        connection.putheader("host", f"{self.api_id}.execute-api.localhost:{connection.port}")
        for name, value in _end_to_end(request.headers.items()):
            if name.lower() not in {"host", "content-length"}:
                connection.putheader(name, value.encode("latin-1"))
        connection.putheader("content-length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        response = Response(answer.read(), answer.status)
        response.headers = Headers(pair for pair in _end_to_end(answer.getheaders()) if pair[0].lower() != "date")
        return response

    def _with_cors(self, request: Request, answer: Response) -> Response:
        """API Gateway puts the allowed origin on its own errors too; ministack only on answers of functions."""
        if request.headers.get("origin") == self.web_origin:
            answer.headers.setdefault("access-control-allow-origin", self.web_origin)
        return answer


def _without_token(path: str) -> str:
    """The link of a mail is a key: it is in no log."""
    start, unsubscribe, _ = path.partition("/unsubscribe/")
    return f"{start}{unsubscribe}..." if unsubscribe else path


def _message(status: int, message: str) -> Response:
    return Response(json.dumps({"message": message}), status, mimetype="application/json")


def _end_to_end(headers: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return ((name, value) for name, value in headers if name.lower() not in HOP_BY_HOP)
