"""coach_api with Chalice and pydantic."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import models
import serve
from chalice import Chalice, Response
from pydantic import BaseModel, Field, ValidationError

from plus_one.actions.browse import Paging
from plus_one.domain.refusals import Refusal
from plus_one.domain.requests import Request
from plus_one.domain.sessions import SessionStatus
from plus_one.http.problems import CONTENT_TYPE, Problem, invalid, of_refusal

app = Chalice(app_name="coach_api")
handler = app


class Query(BaseModel):
    limit: int = Field(25, ge=1, le=100)
    cursor: str | None = None
    status: SessionStatus | None = None


class Ids(BaseModel):
    client_id: str | None = Field(None, pattern=models.ID)
    session_id: str | None = Field(None, pattern=models.ID)
    offer_id: str | None = Field(None, pattern=models.ID)


def answers(model: Any, status: int = 200) -> Callable[[Callable[..., Any]], Callable[..., Response]]:
    """Checks what comes in and goes out, and tells what was refused."""

    def decorated(serve_it: Callable[..., Any]) -> Callable[..., Response]:
        @wraps(serve_it)
        def answer(**named: str) -> Response:
            try:
                Ids.model_validate(named)
                done = serve_it(**named)
            except ValidationError as error:
                return told(invalid([{"field": str(each["loc"]), "message": each["msg"]} for each in error.errors()]))
            except Refusal as refusal:
                return told(of_refusal(refusal))
            except Problem as problem:
                return told(problem)
            body = model.model_validate(done).model_dump_json() if model else ""
            return Response(body, {"Content-Type": "application/json"}, status)

        return answer

    return decorated


def told(problem: Problem) -> Response:
    return Response(problem.body(), {"Content-Type": CONTENT_TYPE}, problem.status.value)


def who() -> Request:
    return serve.asked({"requestContext": app.current_request.context})


def query() -> Query:
    return Query.model_validate(dict(app.current_request.query_params or {}))


def where() -> Paging:
    return Paging(query().limit, query().cursor)


@app.route("/v1/offers", methods=["POST"])
@answers(models.Offer, 201)
def offer() -> Any:
    body = models.OfferBody.model_validate_json(app.current_request.raw_body)
    return serve.make(who(), body.model_dump(exclude={"expires_at"}), body.expires_at)


@app.route("/v1/offers/preview", methods=["POST"])
@answers(models.Rates)
def rates() -> Any:
    body = models.OfferPreviewBody.model_validate_json(app.current_request.raw_body)
    return serve.rates(who(), body.model_dump())


@app.route("/v1/offers", methods=["GET"])
@answers(models.Page[models.Offer])
def offers() -> Any:
    return serve.offers(who(), where())


@app.route("/v1/offers/{offer_id}", methods=["DELETE"])
@answers(None, 204)
def withdraw(offer_id: str) -> None:
    serve.withdraw(who(), offer_id)


@app.route("/v1/clients", methods=["GET"])
@answers(models.Page[models.Client])
def roster() -> Any:
    return serve.roster(who(), where())


@app.route("/v1/clients/{client_id}", methods=["GET"])
@answers(models.Client)
def client(client_id: str) -> Any:
    return serve.client(who(), client_id)


@app.route("/v1/clients/{client_id}/packages", methods=["GET"])
@answers(models.Page[models.Package])
def packages(client_id: str) -> Any:
    return serve.packages(who(), client_id, where())


@app.route("/v1/clients/{client_id}/sessions", methods=["GET"])
@answers(models.Page[models.Session])
def sessions(client_id: str) -> Any:
    return serve.sessions(who(), client_id, query().status, where())


@app.route("/v1/clients/{client_id}/sessions/{session_id}/complete", methods=["POST"])
@answers(models.Completion)
def complete(client_id: str, session_id: str) -> Any:
    body = models.CompleteBody.model_validate_json(app.current_request.raw_body)
    return serve.complete(who(), client_id, session_id, body.outcome)


@app.route("/v1/clients/{client_id}/sessions/{session_id}/reopen", methods=["POST"])
@answers(models.Reopening)
def reopen(client_id: str, session_id: str) -> Any:
    return serve.reopen(who(), client_id, session_id)


@app.route("/v1/clients/{client_id}/sessions/{session_id}/cancel", methods=["POST"])
@answers(models.Cancelled)
def cancel(client_id: str, session_id: str) -> Any:
    return serve.cancel_plus_one(who(), client_id, session_id)


@app.route("/v1/clients/{client_id}/end", methods=["PUT"])
@answers(models.Client)
def end(client_id: str) -> Any:
    return serve.end(who(), client_id)


@app.route("/v1/clients/{client_id}/end", methods=["DELETE"])
@answers(models.Client)
def take_end_back(client_id: str) -> Any:
    return serve.take_end_back(who(), client_id)


@app.route("/v1/clients/{client_id}/preview", methods=["GET"])
@answers(models.Preview)
def preview(client_id: str) -> Any:
    return serve.preview(who(), client_id)


@app.route("/v1/clients/{client_id}/timeline", methods=["GET"])
@answers(models.Page[models.TimelineEntry])
def timeline(client_id: str) -> Any:
    return serve.timeline(who(), client_id, where())
