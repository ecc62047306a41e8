"""HTTP for coaches: my offers, my clients, and marking sessions complete."""

from plus_one.cold_start import ready

from plus_one import clock
from plus_one.actions import browse
from plus_one.actions.browse import Paging
from plus_one.actions.cancel_plus_one import cancel
from plus_one.actions.complete_session import complete_session
from plus_one.actions.make_offer import Terms, make_offer
from plus_one.actions.reopen_session import reopen_session
from plus_one.actions.withdraw_offer import withdraw_offer
from plus_one.domain.decision import decide_now, standing
from plus_one.domain.enrollments import Standing
from plus_one.domain.events import Side
from plus_one.domain.ids import OfferId, SessionId, UserId
from plus_one.domain.pairings import Pairing
from plus_one.domain.sessions import SessionStatus
from plus_one.http import answers, edge, present
from plus_one.http.claims import Role
from plus_one.http.fields import Cursor, Id, Limit, build_models
from plus_one.http.requests import CompleteBody, OfferBody, OfferPreviewBody
from plus_one.settings import RuleSettings, from_environment
from plus_one.store.table import connect

settings = from_environment(RuleSettings)
table = connect(settings.table_name)
app = edge.resolver()
handler = edge.handler(app, Role.COACH)


@app.post("/v1/offers", status_code=201)
def offer(body: OfferBody) -> answers.OfferAnswer:
    request = edge.asked(app)
    terms = Terms(
        title=body.title,
        sessions=body.sessions,
        price=body.price.money(),
        auto_renewal=body.auto_renewal,
        client_id=UserId(body.client_id) if body.client_id else None,
        expires_at=body.expires_at,
    )
    return present.offer(make_offer(table, request, terms, OfferId(clock.new_id(request.now))), request.now)


@app.post("/v1/offers/preview")
def preview_offer(body: OfferPreviewBody) -> answers.RatesAnswer:
    client_id = UserId(body.client_id) if body.client_id else None
    rates = browse.rates(table, _me(), client_id, body.price.money(), body.sessions)
    return present.rates(rates.before, rates.after)


@app.get("/v1/offers")
def my_offers(limit: Limit = 25, cursor: Cursor = None) -> answers.Page[answers.OfferAnswer]:
    page = browse.coach_offers(table, _me(), Paging(limit, cursor))
    return answers.Page(items=[present.offer(offer, edge.asked(app).now) for offer in page.things], next=page.next)


@app.delete("/v1/offers/<offer_id>", status_code=204)
def withdraw(offer_id: Id) -> None:
    withdraw_offer(table, edge.asked(app), OfferId(offer_id))


@app.get("/v1/clients")
def roster(limit: Limit = 25, cursor: Cursor = None) -> answers.Page[answers.ClientAnswer]:
    page = browse.roster(table, _me(), Paging(limit, cursor))
    return answers.Page(items=[present.client(pairing, _standing(pairing)) for pairing in page.things], next=page.next)


@app.get("/v1/clients/<client_id>")
def one_client(client_id: Id) -> answers.ClientAnswer:
    pairing = browse.pairing(table, UserId(client_id), _me())
    return present.client(pairing, _standing(pairing))


@app.get("/v1/clients/<client_id>/packages")
def packages(client_id: Id, limit: Limit = 25, cursor: Cursor = None) -> answers.Page[answers.PackageAnswer]:
    page = browse.packages_of(table, UserId(client_id), _me(), Paging(limit, cursor))
    return answers.Page(items=[present.package(package) for package in page.things], next=page.next)


@app.get("/v1/clients/<client_id>/sessions")
def sessions(
    client_id: Id, status: SessionStatus | None = None, limit: Limit = 25, cursor: Cursor = None
) -> answers.Page[answers.SessionAnswer]:
    page = browse.sessions_of(table, UserId(client_id), _me(), status, Paging(limit, cursor))
    return answers.Page(items=[present.session(session) for session in page.things], next=page.next)


@app.post("/v1/clients/<client_id>/sessions/<session_id>/complete")
def complete(client_id: Id, session_id: Id, body: CompleteBody) -> answers.CompletionAnswer:
    done = complete_session(
        table, edge.asked(app), UserId(client_id), SessionId(session_id), body.outcome, settings.velocity_limit
    )
    return present.completion(done, _standing(done.pairing))


@app.post("/v1/clients/<client_id>/sessions/<session_id>/reopen")
def reopen(client_id: Id, session_id: Id) -> answers.ReopeningAnswer:
    done = reopen_session(table, edge.asked(app), UserId(client_id), SessionId(session_id))
    return present.reopening(done, _standing(done.pairing))


@app.post("/v1/clients/<client_id>/sessions/<session_id>/cancel")
def cancel_plus_one(client_id: Id, session_id: Id) -> answers.CancelledByCoachAnswer:
    done = cancel(table, edge.asked(app), Side.COACH, UserId(client_id), SessionId(session_id))
    return answers.CancelledByCoachAnswer(
        session=present.session(done.session), pairing=present.client(done.pairing, _standing(done.pairing))
    )


@app.get("/v1/clients/<client_id>/preview")
def preview(client_id: Id) -> answers.PreviewAnswer:
    pairing = browse.pairing(table, UserId(client_id), _me())
    decision = decide_now(pairing, velocity_limit=settings.velocity_limit, now=edge.asked(app).now)
    return present.preview(pairing, decision, Side.COACH)


@app.get("/v1/clients/<client_id>/timeline")
def timeline(client_id: Id, limit: Limit = 25, cursor: Cursor = None) -> answers.Page[answers.TimelineEntry]:
    page = browse.timeline(table, UserId(client_id), _me(), Paging(limit, cursor))
    return answers.Page(items=[present.timeline(event, Side.COACH) for event in page.things], next=page.next)


def _me() -> UserId:
    return edge.asked(app).caller.user_id


def _standing(pairing: Pairing) -> Standing:
    return standing(pairing, velocity_limit=settings.velocity_limit, now=edge.asked(app).now)


ready(build_models, table.prime)
