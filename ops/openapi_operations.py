"""What the document says of one operation, beside what the resolver knows of its route."""

import inspect
from collections.abc import Callable
from http import HTTPStatus
from types import ModuleType
from typing import Any, get_args, get_origin

from aws_lambda_powertools.event_handler import Response

from ops.openapi_answers import OF_THE_GATEWAY, problem, shared, too_many
from ops.openapi_shapes import Json, described, never_null
from ops.route_problems import problems, takes_a_key
from plus_one.http.bodies import ACTS
from plus_one.http.fields import Answer

KEY: Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key and body again: the same status and ids, nothing done twice. Kept for 48 hours.",
    "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]{1,255}$"},
}
ETAG: Json = {"ETag": {"description": "Changes with the answer.", "schema": {"type": "string"}}}


def finish(path: str, method: str, operation: Json, module: ModuleType, schemas: Json) -> Json:
    """The function of a route names its operation, and its docstring describes it."""
    route = getattr(module, operation["operationId"].split("_v1_")[0])
    operation |= {"operationId": route.__name__} | described(inspect.cleandoc(route.__doc__ or ""))
    _finish_parameters(takes_a_key(path, method), operation)
    _say_whether_a_body_is_needed(path, operation)
    refused = {str(status): _refusal(status, why) for status, why in problems(path, method).items()}
    answers = OF_THE_GATEWAY | {"401": shared("Unauthorized")} | refused | _done(path, method, operation, route)
    if method in ("post", "put"):
        answers["413"] = shared("BodyTooLarge")
    operation["responses"] = dict(sorted(answers.items()))
    return operation


def _refusal(status: int, why: str) -> Json:
    return too_many(why) if status == HTTPStatus.TOO_MANY_REQUESTS else problem(why)


def _finish_parameters(keyed: bool, operation: Json) -> None:
    parameters = [each | {"schema": never_null(each["schema"])} for each in operation.get("parameters", [])]
    for each in parameters:
        each["schema"].pop("description", None)  # the parameter itself says it
    if parameters or keyed:
        operation["parameters"] = parameters + ([KEY] if keyed else [])


def _done(path: str, method: str, operation: Json, route: Callable[..., Any]) -> Json:
    [(status, answer)] = [each for each in operation["responses"].items() if each[0].startswith("2")]
    answer["description"] = HTTPStatus(int(status)).phrase
    if status == "204":
        del answer["content"]
    if _is_tagged(route) and not path.endswith("/plus-one"):
        answer["headers"] = ETAG
    if method == "put" and path.endswith("/enrollment"):
        return {"200": answer | {"description": "Adjusted"}, "201": answer | {"description": "Enrolled"}}
    if path.endswith("/plus-one"):
        return {"200": answer | {"description": "Booked before"}, "201": answer | {"description": "Booked now"}}
    return {status: answer}


def _is_tagged(route: Callable[..., Any]) -> bool:
    answered: Any = route.__annotations__["return"]
    return get_origin(answered) is Response and issubclass(get_args(answered)[0], Answer)


def _say_whether_a_body_is_needed(path: str, operation: Json) -> None:
    if body := operation.get("requestBody"):
        body["required"] = not path.endswith(ACTS)
