"""coach_api with FastAPI and Mangum, its routes async."""

from typing import Annotated, Any

import models
import serve
from fastapi import Depends, FastAPI, Path, Query, Request, Response
from mangum import Mangum

from plus_one.actions.browse import Paging
from plus_one.domain.refusals import Refusal
from plus_one.domain.requests import Request as Asked
from plus_one.domain.sessions import SessionStatus
from plus_one.http.problems import CONTENT_TYPE, Problem, of_refusal

app = FastAPI()
handler = Mangum(app, lifespan="off")


def asked(request: Request) -> Asked:
    return serve.asked(request.scope["aws.event"])


def paging(limit: Annotated[int, Query(ge=1, le=100)] = 25, cursor: str | None = None) -> Paging:
    return Paging(limit, cursor)


type Who = Annotated[Asked, Depends(asked)]
type Where = Annotated[Paging, Depends(paging)]
type Id = Annotated[str, Path(pattern=models.ID)]


@app.exception_handler(Refusal)
async def refused(_: Request, refusal: Any) -> Response:
    return told(of_refusal(refusal))


@app.exception_handler(Problem)
async def problem(_: Request, problem: Any) -> Response:
    return told(problem)


def told(problem: Problem) -> Response:
    return Response(problem.body(), problem.status, media_type=CONTENT_TYPE)


@app.post("/v1/offers", status_code=201, response_model=models.MadeOffer)
async def offer(who: Who, body: models.OfferBody) -> Any:
    return serve.make(who, body.model_dump(exclude={"expires_at"}), body.expires_at)


@app.post("/v1/offers/preview", response_model=models.Rates)
async def rates(who: Who, body: models.OfferPreviewBody) -> Any:
    return serve.rates(who, body.model_dump())


@app.get("/v1/offers", response_model=models.Page[models.Offer])
async def offers(who: Who, where: Where) -> Any:
    return serve.offers(who, where)


@app.delete("/v1/offers/{offer_id}", status_code=204)
async def withdraw(who: Who, offer_id: Id) -> None:
    serve.withdraw(who, offer_id)


@app.get("/v1/clients", response_model=models.Page[models.Client])
async def roster(who: Who, where: Where) -> Any:
    return serve.roster(who, where)


@app.get("/v1/clients/{client_id}", response_model=models.Client)
async def client(who: Who, client_id: Id) -> Any:
    return serve.client(who, client_id)


@app.get("/v1/clients/{client_id}/packages", response_model=models.Page[models.Package])
async def packages(who: Who, client_id: Id, where: Where) -> Any:
    return serve.packages(who, client_id, where)


@app.get("/v1/clients/{client_id}/sessions", response_model=models.Page[models.Session])
async def sessions(who: Who, client_id: Id, where: Where, status: SessionStatus | None = None) -> Any:
    return serve.sessions(who, client_id, status, where)


@app.post("/v1/clients/{client_id}/sessions/{session_id}/complete", response_model=models.Completion)
async def complete(who: Who, client_id: Id, session_id: Id, body: models.CompleteBody) -> Any:
    return serve.complete(who, client_id, session_id, body.outcome)


@app.post("/v1/clients/{client_id}/sessions/{session_id}/reopen", response_model=models.Reopening)
async def reopen(who: Who, client_id: Id, session_id: Id) -> Any:
    return serve.reopen(who, client_id, session_id)


@app.put("/v1/clients/{client_id}/end", response_model=models.Client)
async def end(who: Who, client_id: Id) -> Any:
    return serve.end(who, client_id)


@app.delete("/v1/clients/{client_id}/end", response_model=models.Client)
async def take_end_back(who: Who, client_id: Id) -> Any:
    return serve.take_end_back(who, client_id)


@app.post("/v1/clients/{client_id}/sessions/{session_id}/cancel", response_model=models.Cancelled)
async def cancel(who: Who, client_id: Id, session_id: Id) -> Any:
    return serve.cancel_plus_one(who, client_id, session_id)


@app.get("/v1/clients/{client_id}/preview", response_model=models.Preview)
async def preview(who: Who, client_id: Id) -> Any:
    return serve.preview(who, client_id)


@app.get("/v1/clients/{client_id}/timeline", response_model=models.Page[models.TimelineEntry])
async def timeline(who: Who, client_id: Id, where: Where) -> Any:
    return serve.timeline(who, client_id, where)
