"""The way in and out of every HTTP function: who asks for what; one log line and one metric for each answer."""

import hashlib
import json
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel

from plus_one import clock
from plus_one.domain.ids import EventId
from plus_one.domain.profiles import Caller
from plus_one.domain.refusals import NotFound, Refusal
from plus_one.domain.requests import Request
from plus_one.http.bodies import idempotency_key, read_body
from plus_one.http.claims import Role, caller_of, id_of_caller, whoever
from plus_one.http.problems import CONTENT_TYPE, Problem, bad_json, invalid, of_refusal
from plus_one.logs import Ids, log_failure

type Event = dict[str, Any]
type Answer = dict[str, Any]

# What is one person's is in nobody's cache, and nothing is ever taken for a page.
ALWAYS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
# A ULID, or the UUID of a person.
IDS = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOST_ERRORS = 20
LONGEST_FIELD = 100

logger = Logger()
metrics = Metrics()


def resolver() -> APIGatewayHttpResolver:
    """A resolver that validates, and that answers whatever goes wrong as a problem."""
    app = APIGatewayHttpResolver(enable_validation=True, serializer=_compact)
    app.exception_handler(Problem)(_respond)
    app.exception_handler(Refusal)(lambda refusal: _respond(of_refusal(refusal)))
    app.exception_handler(RequestValidationError)(lambda error: _respond(_of_validation(error)))
    app.exception_handler(NotFoundError)(lambda _: _respond(of_refusal(NotFound())))
    app.exception_handler(RecursionError)(lambda _: _respond(bad_json()))
    app.exception_handler(Exception)(lambda error: _respond_unexpected(error, app.current_event.raw_event))
    return app


def handler(
    app: APIGatewayHttpResolver, role: Role | None, public: tuple[str, ...] = (), never_refused: tuple[str, ...] = ()
) -> Callable[[Event, LambdaContext], Answer]:
    """The Lambda handler of a resolver for one role (None: everybody who is signed in), but for its public routes, and
    those where it is enough to know who asks."""

    def handle(event: Event, context: LambdaContext) -> Answer:
        request: Request | None = None
        try:
            if event["routeKey"] not in public:
                caller = whoever(event) if event["routeKey"] in never_refused else caller_of(event, role)
                app.context["request"] = request = _request_of(event, caller)
            answer = app.resolve(read_body(event), context)
        except Problem as problem:
            answer = _envelope(problem)
        return _sent(event, answer, request)

    return handle


def asked(app: APIGatewayHttpResolver) -> Request:
    """The request that the running route answers."""
    return cast("Request", app.context["request"])


def tagged[Body: BaseModel](body: Body, status: int = 200, *, of: BaseModel | None = None) -> Response[Body]:
    """An answer with its ETag; `of`: that of what a GET would answer, if this says more."""
    headers: dict[str, str | list[str]] = {"ETag": _etag(of or body)}
    return Response(status_code=status, content_type="application/json", body=body, headers=headers)


def matches(if_match: str | None, body: BaseModel) -> bool:
    """If-Match names this body, or any, or there is none."""
    if if_match is None:
        return True
    named = [tag.strip() for tag in if_match.split(",")]
    return "*" in named or _etag(body) in named


def _compact(body: object) -> str:
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False)


def _etag(body: BaseModel) -> str:
    return '"' + hashlib.sha256(body.model_dump_json().encode()).hexdigest()[:32] + '"'


def _request_of(event: Event, caller: Caller) -> Request:
    now = clock.now()
    return Request(
        caller=caller, now=now, event_id=EventId(clock.new_id(now)), key=idempotency_key(event, caller.user_id)
    )


def _sent(event: Event, answer: Answer, request: Request | None) -> Answer:
    """Who asked is logged by their id, and the route; never the path, the body or what else a token says."""
    status, about = answer["statusCode"], _about(event)
    code = json.loads(answer["body"])["code"] if _is_problem(answer) else None
    wrote: Ids = {"event_id": request.event_id} if request and _is_write(event, answer) else {}
    logger.info("answered", status=status, code=code, **about, **wrote)
    metrics.add_metric(name=_outcome(answer["statusCode"]), unit=MetricUnit.Count, value=1)
    metrics.flush_metrics()
    return {**answer, "headers": ALWAYS | answer["headers"] | {"x-request-id": about["request_id"]}}


def _about(event: Event) -> Ids:
    """Who asks for what, and the two people and the thing that the path names: only what has the form of our ids."""
    caller = id_of_caller(event)
    path = {name: id_ for name, id_ in (event.get("pathParameters") or {}).items() if IDS.fullmatch(id_)}
    pair = {"client": path.pop("client_id", None), "coach": path.pop("coach_id", None)}
    if any(pair.values()):
        pair = {side: id_ or caller for side, id_ in pair.items()}
    found = {name: id_ for name, id_ in (pair | path).items() if id_}
    return {"route": event["routeKey"], "request_id": event["requestContext"]["requestId"], "caller": caller, **found}


def _is_write(event: Event, answer: Answer) -> bool:
    return event["requestContext"]["http"]["method"] != "GET" and _outcome(answer["statusCode"]) == "Answered"


def _outcome(status: int) -> str:
    if status < HTTPStatus.BAD_REQUEST:
        return "Answered"
    return "Refused" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "Failed"


def _is_problem(answer: Answer) -> bool:
    return bool(answer["headers"].get("Content-Type") == CONTENT_TYPE)


def _envelope(problem: Problem) -> Answer:
    headers = {"Content-Type": CONTENT_TYPE, **problem.headers}
    return {"statusCode": problem.status.value, "headers": headers, "body": problem.body(), "isBase64Encoded": False}


def _respond(problem: Problem) -> Response[str]:
    return Response(
        status_code=problem.status.value, content_type=CONTENT_TYPE, body=problem.body(), headers=problem.headers
    )


def _of_validation(error: RequestValidationError) -> Problem:
    """An id in the path that cannot be one of ours names nothing. However much is wrong, the answer is short."""
    errors = error.errors()
    if any(entry["loc"][0] == "path" for entry in errors):
        return of_refusal(NotFound())
    return invalid(
        [
            {"field": _field(entry["loc"]), "message": entry["msg"].removeprefix("Value error, ")}
            for entry in errors[:MOST_ERRORS]
        ]
    )


def _field(location: tuple[str | int, ...]) -> str:
    named = ".".join(str(part) for part in location[1:]) or str(location[0])
    return named if len(named) <= LONGEST_FIELD else named[: LONGEST_FIELD - 1] + "…"


def _respond_unexpected(error: Exception, event: Event) -> Response[str]:
    log_failure(logger, error, **_about(event))
    return _respond(Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "INTERNAL", "Something went wrong on our side."))
