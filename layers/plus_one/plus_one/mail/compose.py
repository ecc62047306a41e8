"""From an event to the mail that tells one side about it. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from plus_one.domain.events import Event, EventKind, Side
from plus_one.domain.profiles import Profile
from plus_one.mail import render
from plus_one.mail.content import Content
from plus_one.mail.kinds import (
    coach_ended,
    coach_returned,
    enrolled,
    heads_up,
    held,
    not_booked,
    offer_made,
    package_booked,
    plus_one_booked,
    plus_one_cancelled,
    resumes_soon,
    unenrolled,
)
from plus_one.mail.links import Links
from plus_one.mail.told import Told, told

# A new kind of mail: a module in kinds/ and its lines here. Who gets one is for the domain to say.
CONTENTS: dict[tuple[EventKind, Side], Callable[[Told], Content]] = {
    (EventKind.OFFER_MADE, Side.CLIENT): offer_made.to_client,
    (EventKind.PACKAGE_BOOKED, Side.CLIENT): package_booked.to_client,
    (EventKind.PACKAGE_BOOKED, Side.COACH): package_booked.to_coach,
    (EventKind.ENROLLED, Side.CLIENT): enrolled.to_client,
    (EventKind.ENROLLED, Side.COACH): enrolled.to_coach,
    (EventKind.UNENROLLED, Side.CLIENT): unenrolled.to_client,
    (EventKind.UNENROLLED, Side.COACH): unenrolled.to_coach,
    (EventKind.PLUS_ONE_BOOKED, Side.CLIENT): plus_one_booked.to_client,
    (EventKind.PLUS_ONE_BOOKED, Side.COACH): plus_one_booked.to_coach,
    (EventKind.NOT_BOOKED, Side.CLIENT): not_booked.to_client,
    (EventKind.NOT_BOOKED, Side.COACH): not_booked.to_coach,
    (EventKind.HELD, Side.CLIENT): held.to_client,
    (EventKind.HELD, Side.COACH): held.to_coach,
    (EventKind.RESUMES_SOON, Side.CLIENT): resumes_soon.to_client,
    (EventKind.COACH_ENDED, Side.CLIENT): coach_ended.to_client,
    (EventKind.COACH_ENDED, Side.COACH): coach_ended.to_coach,
    (EventKind.COACH_RETURNED, Side.CLIENT): coach_returned.to_client,
    (EventKind.COACH_RETURNED, Side.COACH): coach_returned.to_coach,
    (EventKind.PLUS_ONE_CANCELLED, Side.CLIENT): plus_one_cancelled.to_client,
    (EventKind.PLUS_ONE_CANCELLED, Side.COACH): plus_one_cancelled.to_coach,
    (EventKind.SESSION_REOPENED, Side.CLIENT): plus_one_cancelled.to_client,
    (EventKind.SESSION_REOPENED, Side.COACH): plus_one_cancelled.to_coach,
    (EventKind.SESSION_COMPLETED, Side.CLIENT): heads_up.to_client,
}
ABOUT_A_BOOKING = (EventKind.PLUS_ONE_BOOKED, EventKind.PLUS_ONE_CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    to: str
    subject: str
    text: str
    html: str
    headers: dict[str, str]
    tags: dict[str, str]


def compose(
    event: Event, side: Side, client: Profile, coach: Profile, links: Links, to: str, *, strangers: bool = False
) -> Mail:
    what = told(event, side, client, coach, links, strangers=strangers)
    made = CONTENTS[event.kind, side](what)
    content = replace(made, title=f"{made.title} ({what.when})")
    return Mail(
        to=to,
        subject=content.title,
        text=render.text(content, what.footer),
        html=render.html(content, what.footer),
        headers=_headers(event) | (_one_click(links) if side is Side.CLIENT else {}),
        tags=_tags(event, side),
    )


def _headers(event: Event) -> dict[str, str]:
    """A mail that is sent twice has the same ids twice."""
    headers = {"Auto-Submitted": "auto-generated", "X-Plus-One-Event": event.event_id}
    if event.notice_kind in ABOUT_A_BOOKING:
        headers["X-Plus-One-Booking"] = str(event.facts["session_id"])
    return headers


def _one_click(links: Links) -> dict[str, str]:
    """RFC 8058. It turns off what the link says: +1 for this coach, or this coach's offers by mail."""
    return {"List-Unsubscribe": f"<{links.unsubscribe_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _tags(event: Event, side: Side) -> dict[str, str]:
    """SES sends them back with a bounce: the event's whole key, so that feedback needs no index."""
    return {
        "client_id": event.client_id,
        "coach_id": event.coach_id,
        "event_id": event.event_id,
        "kind": event.notice_kind,
        "side": side.value,
    }
