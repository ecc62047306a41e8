"""HTTP for coaches: my offers, my clients, and marking sessions complete."""

from plus_one.cold_start import ready

from aws_lambda_powertools.event_handler import Response

from plus_one import clock
from plus_one.actions import browse
from plus_one.actions.browse import Paging
from plus_one.actions.cancel_plus_one import cancel
from plus_one.actions.complete_session import complete_session
from plus_one.actions.end_with_client import end_with_client
from plus_one.actions.make_offer import make_offer
from plus_one.actions.reopen_session import reopen_session
from plus_one.actions.withdraw_offer import withdraw_offer
from plus_one.domain.decision import standing
from plus_one.domain.enrollments import Standing
from plus_one.domain.events import Side
from plus_one.domain.ids import OfferId, SessionId, UserId
from plus_one.domain.packages import Terms
from plus_one.domain.pairings import Pairing
from plus_one.domain.sessions import SessionStatus
from plus_one.http import answers, edge, present, previews
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
def create_offer(body: OfferBody) -> answers.MadeOfferAnswer:
    """Offer a package: with `client_id` a custom one, for this client only, otherwise a standard one. `mailed` says
    whether the client gets a mail about it."""
    request = edge.asked(app)
    terms = Terms(
        title=body.title,
        sessions=body.sessions,
        price=body.price.money(),
        auto_renewal=body.auto_renewal,
        client_id=UserId(body.client_id) if body.client_id else None,
        expires_at=body.expires_at,
    )
    made = make_offer(table, request, terms, OfferId(clock.new_id(request.now)))
    return answers.MadeOfferAnswer(**dict(present.offer(made, request.now)), mailed=made.mailed)


@app.post("/v1/offers/preview")
def preview_offer(body: OfferPreviewBody) -> answers.RatesAnswer:
    """Preview the rates of an offer that is not made yet. Figures only, for everybody the same."""
    client_id = UserId(body.client_id) if body.client_id else None
    rates = browse.rates(table, _me(), client_id, body.price.money(), body.sessions)
    return present.rates(rates.before, rates.after)


@app.get("/v1/offers")
def list_offers(limit: Limit = 25, cursor: Cursor = None) -> answers.Page[answers.OfferAnswer]:
    """List your offers, in every state."""
    page = browse.coach_offers(table, _me(), Paging(limit, cursor))
    return answers.Page(items=[present.offer(offer, edge.asked(app).now) for offer in page.things], next=page.next)


@app.delete("/v1/offers/<offer_id>", status_code=204)
def delete_offer(offer_id: Id) -> Response[str]:
    """Withdraw an offer, so that nobody can book it from then on."""
    withdraw_offer(table, edge.asked(app), OfferId(offer_id))
    return Response(status_code=204, body="")


@app.get("/v1/clients")
def list_client_pairings(limit: Limit = 25, cursor: Cursor = None) -> answers.Page[answers.ClientAnswer]:
    """List your pairings, one for each client who booked a package of yours, sorted by the client's id."""
    page = browse.roster(table, _me(), Paging(limit, cursor))
    return answers.Page(items=[present.client(pairing, _standing(pairing)) for pairing in page.things], next=page.next)


@app.get("/v1/clients/<client_id>")
def get_client_pairing(client_id: Id) -> answers.ClientAnswer:
    """Get your pairing with one client, without the client's settings."""
    pairing = browse.pairing(table, UserId(client_id), _me())
    return present.client(pairing, _standing(pairing))


@app.get("/v1/clients/<client_id>/packages")
def list_client_packages(
    client_id: Id, limit: Limit = 25, cursor: Cursor = None
) -> answers.Page[answers.PackageAnswer]:
    """List the packages that this client booked with you."""
    page = browse.packages_of(table, UserId(client_id), _me(), Paging(limit, cursor))
    return answers.Page(items=[present.package(package) for package in page.things], next=page.next)


@app.get("/v1/clients/<client_id>/sessions")
def list_client_sessions(
    client_id: Id, status: SessionStatus | None = None, limit: Limit = 25, cursor: Cursor = None
) -> answers.Page[answers.SessionAnswer]:
    """List this client's sessions with you, all or those of one status."""
    page = browse.sessions_of(table, UserId(client_id), _me(), status, Paging(limit, cursor))
    return answers.Page(items=[present.session(session) for session in page.things], next=page.next)


@app.post("/v1/clients/<client_id>/sessions/<session_id>/complete")
def complete_client_session(client_id: Id, session_id: Id, body: CompleteBody) -> answers.CompletionAnswer:
    """Mark a session complete. The +1 is booked after this answer: until then `renewal` is `pending`."""
    done = complete_session(
        table, edge.asked(app), UserId(client_id), SessionId(session_id), body.outcome, settings.velocity_limit
    )
    return present.completion(done, _standing(done.pairing))


@app.post("/v1/clients/<client_id>/sessions/<session_id>/reopen")
def reopen_client_session(client_id: Id, session_id: Id) -> answers.ReopeningAnswer:
    """Undo a completion, within 24 hours. The +1 that it booked is cancelled."""
    done = reopen_session(table, edge.asked(app), UserId(client_id), SessionId(session_id))
    return present.reopening(done, _standing(done.pairing))


@app.post("/v1/clients/<client_id>/sessions/<session_id>/cancel")
def cancel_client_session(client_id: Id, session_id: Id) -> answers.CancelledByCoachAnswer:
    """Cancel a +1 that is still booked. A repetition answers the same."""
    done = cancel(table, edge.asked(app), Side.COACH, UserId(client_id), SessionId(session_id))
    return answers.CancelledByCoachAnswer(
        session=present.session(done.session), pairing=present.client(done.pairing, _standing(done.pairing))
    )


@app.put("/v1/clients/<client_id>/end")
def put_client_end(client_id: Id) -> answers.ClientAnswer:
    """End with this client: no package, no offer and no +1 is booked from then on. What is on deck stays. A repetition
    answers the same."""
    return _ended(client_id, ended=True)


@app.delete("/v1/clients/<client_id>/end")
def delete_client_end(client_id: Id) -> answers.ClientAnswer:
    """Take an end back: this client can book again. No +1 is booked by it. A repetition answers the same."""
    return _ended(client_id, ended=False)


@app.get("/v1/clients/<client_id>/preview")
def get_client_preview(client_id: Id) -> previews.PreviewAnswer:
    """Preview what completing the last session would do now, whatever is on deck."""
    seen = browse.outlook(table, UserId(client_id), _me(), settings.velocity_limit, edge.asked(app).now)
    return previews.preview(seen.pairing, seen.decision, Side.COACH)


@app.get("/v1/clients/<client_id>/timeline")
def list_client_timeline(
    client_id: Id, limit: Limit = 25, cursor: Cursor = None
) -> answers.Page[answers.TimelineEntry]:
    """List what happened between you and this client, newest first, each in a sentence for you."""
    page = browse.timeline(table, UserId(client_id), _me(), Paging(limit, cursor), Side.COACH)
    return answers.Page(items=[present.timeline(event, Side.COACH) for event in page.things], next=page.next)


def _me() -> UserId:
    return edge.asked(app).caller.user_id


def _ended(client_id: str, *, ended: bool) -> answers.ClientAnswer:
    pairing = end_with_client(table, edge.asked(app), UserId(client_id), ended=ended)
    return present.client(pairing, _standing(pairing))


def _standing(pairing: Pairing) -> Standing:
    return standing(pairing, velocity_limit=settings.velocity_limit, now=edge.asked(app).now)


ready(build_models, table.prime)
