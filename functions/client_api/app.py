"""HTTP for clients: offers and packages of my coaches, what is on deck, the +1 Program."""

from plus_one.cold_start import ready

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Header

from plus_one import clock
from plus_one.actions import browse
from plus_one.actions.book_now import book_now
from plus_one.actions.book_package import book_package
from plus_one.actions.browse import Paging
from plus_one.actions.cancel_plus_one import cancel
from plus_one.actions.choose_contact import choose_contact, contact_with
from plus_one.actions.enroll import Wish, enroll
from plus_one.actions.foresee import Plan, foresee
from plus_one.actions.unenroll import Unenroll, unenroll
from plus_one.domain.book_now import BookNow
from plus_one.domain.book_now import book_now as book_now_of
from plus_one.domain.decision import standing
from plus_one.domain.enrollments import Standing
from plus_one.domain.events import Side
from plus_one.domain.ids import OfferId, PackageId, SessionId, UserId
from plus_one.domain.pairings import Pairing
from plus_one.domain.sessions import SessionStatus
from plus_one.http import answers, edge, present, previews
from plus_one.http.claims import Role
from plus_one.http.fields import Cursor, Id, Limit, build_models
from plus_one.http.offered import ClientsOfferAnswer, ContactAnswer, contact, offered
from plus_one.http.requests import ContactBody, EnrollmentBody, PackageBody, PlusOneBody, PreviewBody
from plus_one.mail import suppression
from plus_one.settings import RuleSettings, from_environment
from plus_one.store.table import connect

settings = from_environment(RuleSettings)
table = connect(settings.table_name)
app = edge.resolver()
handler = edge.handler(app, Role.CLIENT, never_refused=("DELETE /v1/coaches/{coach_id}/enrollment",))


@app.get("/v1/coaches")
def list_coach_pairings(limit: Limit = 25, cursor: Cursor = None) -> answers.Page[answers.CoachAnswer]:
    """List your pairings, one for each coach whose packages you booked, sorted by the coach's id."""
    page = browse.my_coaches(table, _me(), Paging(limit, cursor))
    return answers.Page(items=[_coach(pairing) for pairing in page.things], next=page.next)


@app.get("/v1/coaches/<coach_id>")
def get_coach_pairing(coach_id: Id) -> Response[answers.CoachAnswer]:
    """Get your pairing with one coach. Its ETag changes whenever this answer does."""
    pairing = browse.pairing(table, _me(), UserId(coach_id))
    return edge.tagged(_coach(pairing))


@app.get("/v1/coaches/<coach_id>/offers")
def list_coach_offers(coach_id: Id, limit: Limit = 25, cursor: Cursor = None) -> answers.Page[ClientsOfferAnswer]:
    """List the offers of one coach that you can book: standard ones and those made for you."""
    now = edge.asked(app).now
    page = browse.open_offers(table, UserId(coach_id), _me(), now, Paging(limit, cursor))
    return answers.Page(items=[offered(offer, now) for offer in page.things], next=page.next)


@app.get("/v1/inbox")
def list_inbox(limit: Limit = 25, cursor: Cursor = None) -> answers.Page[ClientsOfferAnswer]:
    """List the custom offers made for you, of all coaches."""
    now = edge.asked(app).now
    page = browse.inbox(table, _me(), Paging(limit, cursor))
    return answers.Page(items=[offered(offer, now) for offer in page.things], next=page.next)


@app.get("/v1/coaches/<coach_id>/contact")
def get_coach_contact(coach_id: Id) -> ContactAnswer:
    """Get whether this coach may make offers to you, and whether they come by mail, too."""
    return contact(contact_with(table, _me(), UserId(coach_id)))


@app.put("/v1/coaches/<coach_id>/contact")
def put_coach_contact(coach_id: Id, body: ContactBody) -> ContactAnswer:
    """Choose whether this coach may make offers to you, and whether they come by mail. Open offers stay open."""
    choice = {"by_mail": body.offers_by_mail, "wanted": body.offers}
    return contact(choose_contact(table, edge.asked(app), UserId(coach_id), **choice))


@app.post("/v1/coaches/<coach_id>/packages", status_code=201)
def book_coach_package(coach_id: Id, body: PackageBody) -> answers.BookingAnswer:
    """Book an offer of this coach. Its sessions are on deck from then on, and its rate becomes yours."""
    request = edge.asked(app)
    package_id = PackageId(clock.new_id(request.now))
    booking = book_package(
        table, request, UserId(coach_id), OfferId(body.offer_id), package_id, settings.velocity_limit
    )
    return present.booking(booking.package, booking.sessions, _coach(booking.pairing))


@app.get("/v1/coaches/<coach_id>/packages")
def list_coach_packages(coach_id: Id, limit: Limit = 25, cursor: Cursor = None) -> answers.Page[answers.PackageAnswer]:
    """List the packages that you booked with this coach."""
    page = browse.packages_of(table, _me(), UserId(coach_id), Paging(limit, cursor))
    return answers.Page(items=[present.package(package) for package in page.things], next=page.next)


@app.get("/v1/coaches/<coach_id>/sessions")
def list_coach_sessions(
    coach_id: Id, status: SessionStatus | None = None, limit: Limit = 25, cursor: Cursor = None
) -> answers.Page[answers.SessionAnswer]:
    """List your sessions with this coach, all or those of one status."""
    page = browse.sessions_of(table, _me(), UserId(coach_id), status, Paging(limit, cursor))
    return answers.Page(items=[present.session(session) for session in page.things], next=page.next)


@app.get("/v1/coaches/<coach_id>/enrollment")
def get_coach_enrollment(coach_id: Id) -> Response[answers.EnrollmentAnswer]:
    """Get your enrollment with this coach, and its settings. Send its ETag as If-Match when you save."""
    return _enrollment(_standing(browse.pairing(table, _me(), UserId(coach_id))), 200)


@app.put("/v1/coaches/<coach_id>/enrollment")
def put_coach_enrollment(
    coach_id: Id, body: EnrollmentBody, if_match: Annotated[str | None, Header(alias="if-match")] = None
) -> Response[answers.SavedEnrollmentAnswer]:
    """Enroll or replace all settings. What you leave out goes to its default. If-Match is optional. If a +1 is on hold,
    the save decides about it: see `plus_one`."""

    def matches(value: Standing) -> bool:
        return edge.matches(if_match, present.enrollment(value))

    wish, limit = Wish(body.settings(), body.terms_version), settings.velocity_limit
    enrolled = enroll(table, edge.asked(app), UserId(coach_id), wish, matches, limit, suppression.trust)
    saved = present.saved(enrolled.standing, enrolled.plus_one)
    return edge.tagged(saved, 201 if enrolled.anew else 200, of=present.enrollment(enrolled.standing))


@app.post("/v1/coaches/<coach_id>/plus-one", status_code=201)
def book_coach_plus_one(coach_id: Id, body: PlusOneBody) -> Response[answers.BookedNowAnswer]:
    """Book the +1 of your last completed session now, past your own limits. Send `book_now` of the preview. If this
    completion has booked its +1 already, that is the answer."""
    done = book_now(table, edge.asked(app), UserId(coach_id), body.tap(), settings.velocity_limit)
    answer = answers.BookedNowAnswer(session=present.session(done.session), pairing=_coach(done.pairing))
    return Response(status_code=201 if done.anew else 200, content_type="application/json", body=answer)


@app.delete("/v1/coaches/<coach_id>/enrollment")
def delete_coach_enrollment(coach_id: Id) -> answers.UnenrolledAnswer:
    """Turn the +1 Program off for this coach. Sessions already booked stay. A repetition answers the same."""
    request = edge.asked(app)
    asked = Unenroll(
        client_id=request.caller.user_id,
        coach_id=UserId(coach_id),
        event_id=request.event_id,
        now=request.now,
    )
    done = unenroll(table, asked)
    return present.unenrolled(done.unenrolled_at, done.last_plus_one, ended_hold=done.ended_hold)


@app.get("/v1/coaches/<coach_id>/preview")
def get_coach_preview(coach_id: Id) -> previews.ClientsPreviewAnswer:
    """Preview what completing the last session would do now, whatever is on deck."""
    seen = browse.outlook(table, _me(), UserId(coach_id), settings.velocity_limit, edge.asked(app).now)
    return previews.clients_preview(seen.pairing, seen.decision, _book_now(seen.pairing, stopped=seen.is_stopped))


@app.post("/v1/coaches/<coach_id>/preview")
def preview_coach_change(coach_id: Id, body: PreviewBody) -> previews.ForeseenAnswer:
    """Preview what a booking or a save would do. With `offer_id`, `settings`, or both. Nothing is written."""
    request = edge.asked(app)
    wish = body.settings
    offer_id = OfferId(body.offer_id) if body.offer_id else None
    plan = Plan(offer_id, wish.settings() if wish else None, wish.terms_version if wish else None)
    seen = foresee(table, request, UserId(coach_id), plan, settings.velocity_limit)
    return previews.foreseen(seen.now, seen.then, request.now)


@app.get("/v1/coaches/<coach_id>/timeline")
def list_coach_timeline(coach_id: Id, limit: Limit = 25, cursor: Cursor = None) -> answers.Page[answers.TimelineEntry]:
    """List what happened between you and this coach, newest first, each in a sentence for you."""
    page = browse.timeline(table, _me(), UserId(coach_id), Paging(limit, cursor))
    return answers.Page(items=[present.timeline(event, Side.CLIENT) for event in page.things], next=page.next)


@app.post("/v1/coaches/<coach_id>/sessions/<session_id>/cancel")
def cancel_coach_session(coach_id: Id, session_id: Id) -> answers.CancelledByClientAnswer:
    """Cancel a +1 that is still booked. A repetition answers the same."""
    done = cancel(table, edge.asked(app), Side.CLIENT, UserId(coach_id), SessionId(session_id))
    return answers.CancelledByClientAnswer(session=present.session(done.session), pairing=_coach(done.pairing))


def _me() -> UserId:
    return edge.asked(app).caller.user_id


def _standing(pairing: Pairing) -> Standing:
    return standing(pairing, velocity_limit=settings.velocity_limit, now=edge.asked(app).now)


def _coach(pairing: Pairing) -> answers.CoachAnswer:
    return present.coach(pairing, _standing(pairing), _book_now(pairing))


def _book_now(pairing: Pairing, *, stopped: bool = False) -> BookNow:
    now = edge.asked(app).now
    return book_now_of(pairing, velocity_limit=settings.velocity_limit, stopped=stopped, now=now)


def _enrollment(value: Standing, status: int) -> Response[answers.EnrollmentAnswer]:
    return edge.tagged(present.enrollment(value), status)


ready(build_models, table.prime)
