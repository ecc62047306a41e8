"""What web pages need of the local AWS, at our own port: the API and the sign-in, handed on and back as they came."""

import http.client
import json
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from werkzeug.datastructures import Headers
from werkzeug.wrappers import Request, Response

from local.browsers import PASS
from local.console import Tell, line
from local.settings import HOST

HOP_BY_HOP = frozenset(
    {"connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding"}
)
LONGEST_SECONDS = 35
REVOKE_TOKEN = "AWSCognitoIdentityProviderService.RevokeToken"
# Each request more at once is one more process of its function, to start first: a small machine has better to do.
MOST_AT_ONCE = 2 * (os.cpu_count() or 1)


@dataclass(frozen=True)
class Gateway:
    """`passphrase`: of the local AWS. `origins`: of other pages, which the local AWS takes for the web page."""

    aws_url: str
    api_id: str
    web_origin: str
    tell: Tell
    passphrase: str = ""
    origins: tuple[str, ...] = ()
    _turns: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(MOST_AT_ONCE))

    def api(self, request: Request) -> Response:
        """By the host it finds the API, and so the path stays as the caller wrote it."""
        return self._with_cors(request, self._forward(request, f"{self.api_id}.execute-api.localhost"))

    def sign_in(self, request: Request) -> Response:
        """ministack lets every origin read its answers."""
        answer = self._forward(request, HOST)
        answer.headers.remove("access-control-allow-origin")
        return self._with_cors(request, answer)

    def revoke(self, request: Request) -> Response:
        """ministack has no such page, but the call of the pool that does the same."""
        body = json.dumps({"Token": request.form.get("token"), "ClientId": request.form.get("client_id")})
        headers = {"x-amz-target": REVOKE_TOKEN, "origin": request.headers.get("origin", "")}
        return self.sign_in(Request.from_values(method="POST", data=body, headers=headers))

    def _forward(self, request: Request, host: str) -> Response:
        address = urlsplit(self.aws_url)
        connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=LONGEST_SECONDS)
        try:
            with self._turns:
                answer = self._exchange(connection, request, host)
        except (UnicodeError, http.client.InvalidURL):
            answer = _message(400, "Bad Request")
        except (OSError, http.client.HTTPException):
            answer = _message(503, "Service Unavailable")
        finally:
            connection.close()
        if answer.status_code >= http.client.INTERNAL_SERVER_ERROR:
            self.tell(line(answer.status_code, f"{request.method} {_without_token(request.path)}"))
        return answer

    def _exchange(self, connection: http.client.HTTPConnection, request: Request, host: str) -> Response:
        body = request.get_data()
        target = request.environ["REQUEST_URI"]
        connection.putrequest(request.method, target, skip_host=True, skip_accept_encoding=True)
        connection.putheader("host", f"{host}:{connection.port}")
        connection.putheader(PASS, self.passphrase)
        for name, value in _end_to_end(request.headers.items()):
            if name.lower() not in {"host", "content-length"}:
                said = self.web_origin if value in self.origins else value
                connection.putheader(name, said.encode("latin-1"))
        connection.putheader("content-length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        response = Response(answer.read(), answer.status)
        response.headers = Headers(pair for pair in _end_to_end(answer.getheaders()) if pair[0].lower() != "date")
        return response

    def _with_cors(self, request: Request, answer: Response) -> Response:
        """API Gateway puts the allowed origin on its own errors too; ministack only on answers of functions."""
        origin = request.headers.get("origin")
        if origin in (self.web_origin, *self.origins):
            answer.headers["access-control-allow-origin"] = origin
        return answer


def _without_token(path: str) -> str:
    """The link of a mail is a key: it is in no log."""
    start, unsubscribe, _ = path.partition("/unsubscribe/")
    return f"{start}{unsubscribe}..." if unsubscribe else path


def _message(status: int, message: str) -> Response:
    return Response(json.dumps({"message": message}), status, mimetype="application/json")


def _end_to_end(headers: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return ((name, value) for name, value in headers if name.lower() not in HOP_BY_HOP)
