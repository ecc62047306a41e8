"""One sentence of the timeline, for a reader who was not there: what happened and why."""

from collections.abc import Callable

from plus_one.domain.enrollment_lines import adjusted, enrolled, unenrolled
from plus_one.domain.enrollments import Effective
from plus_one.domain.events import Event, EventKind, Side
from plus_one.domain.lines import Line
from plus_one.domain.plus_one_lines import coach_ended, coach_returned, held, plus_one_booked, resumes_soon
from plus_one.domain.renewals import Reason
from plus_one.domain.sessions import Outcome, Trigger
from plus_one.domain.sides import known_to


def timeline_says(event: Event, side: Side, client_name: str, coach_name: str) -> str:
    """When it happened is the line's `at`, not its sentence."""
    line = Line(known_to(side, event), side, client_name, coach_name)
    says = "; ".join(part for part in _SAYS.get(event.kind, _unknown)(line) if part)
    return f"{says[:1].upper()}{says[1:]}."


def _offer_made(line: Line) -> list[str]:
    offered = line.says(
        "{Coach} offered to {client} alone {sessions} for {price}, {rate} per session, {renewal}: “{title}”",
        sessions=line.sessions("sessions"),
        price=line.money("price"),
        rate=line.money("rate"),
        renewal="with auto-renewal" if line.event.facts["auto_renewal"] else "without auto-renewal",
        title=line.own("title"),
    )
    return [offered]


def _package_booked(line: Line) -> list[str]:
    booked = line.says(
        "{Client} booked {sessions} with {coach} for {price}, the package “{title}”",
        sessions=line.sessions("sessions"),
        price=line.money("price"),
        title=line.own("title"),
    )
    held = "the session on hold was not booked" if line.ended_hold else ""
    return [booked, _rate(line), f"then {line.on_deck}", held, _program(line)]


def _rate(line: Line) -> str:
    rate = line.money("rate")
    if not line.has("rate_before"):
        return f"the rate was {rate} from then on"
    before = line.money("rate_before")
    return f"the rate stayed {rate}" if before == rate else f"the rate went from {before} to {rate}"


def _program(line: Line) -> str:
    """What booking a package did to the enrollment."""
    before, after = line.text("effective_before"), line.text("effective_after")
    if after == Effective.OFF:
        return line.says("{client_is} not enrolled in the +1 Program")
    if after == Effective.ACTIVE:
        return f"the +1 Program {'went on again' if before == Effective.SUSPENDED else 'stayed on'} at that rate"
    now = "stayed suspended" if before == after else "was suspended from then on"
    return f"the +1 Program {now}, because {line.because(line.text('reason_after'))}"


def _session_completed(line: Line) -> list[str]:
    no_show = " as a no-show" if line.text("outcome") == Outcome.NO_SHOW else ""
    if line.text("trigger") == Trigger.NOTHING:
        done = line.says("{Coach} marked a session with {client} complete{no_show}", no_show=no_show)
        return [done, f"then {line.on_deck}"]
    done = line.says("{Coach} marked the last session on deck with {client} complete{no_show}", no_show=no_show)
    if line.text("trigger") == Trigger.RENEWAL:
        return [done, line.says("{client_is} enrolled, so a +1 was due")]
    return [done, f"no +1 was booked, because {line.because(Reason.NOT_ENROLLED)}"]


def _not_booked(line: Line) -> list[str]:
    why = line.because(str(line.event.reason))
    skipped = line.says("No +1 with {other} was booked after the last completion, because {why}", why=why)
    return [skipped, f"by then {line.on_deck}" if line.number("on_deck") else line.on_deck]


def _session_reopened(line: Line) -> list[str]:
    undone = line.says("{Coach} undid the completion of a session with {client}, so it is on deck again")
    if line.has("session_id"):
        outcome = f"the +1 at {line.money('rate')} that the completion had booked was cancelled"
    elif line.ended_hold:
        outcome = "the session on hold was not booked"
    else:
        outcome = "the +1 that was due was not booked" if line.event.reason else ""
    return [undone, outcome, f"then {line.on_deck}"]


def _plus_one_cancelled(line: Line) -> list[str]:
    by_client = "{Client} cancelled the +1 with {coach} at {rate}"
    by_coach = "{Coach} cancelled the +1 with {client} at {rate}"
    cancelled = line.says(by_client if line.text("by") == Side.CLIENT else by_coach, rate=line.money("rate"))
    return [cancelled, f"a cancelled session books nothing, and then {line.on_deck}"]


def _support_helped(line: Line) -> list[str]:
    if line.has("hold"):
        return [_suspension(line)]
    did = {
        "resend": "had a mail about {client} and {coach} sent to {whom} again",
        "clear": "had mails about {client} and {coach} sent to {whom} again from then on",
    }.get(line.text("act"), "helped with something that this version does not know")
    if line.has("given_up"):
        did = "gave up a mail about {client} and {coach} that could not be sent to {whom}"
    whom = "{client}" if line.text("whom") == Side.CLIENT else "{coach}"
    return [line.says(f"Support {did.replace('{whom}', whom)}: “{{why}}”", why=line.own("why"))]


def _suspension(line: Line) -> str:
    """Whom it is about reads what happened to their account, and why. The other side reads what it means for +1s."""
    begins = line.text("hold") == "begins"
    if line.text("whom") != line.side:
        return line.says(
            "Support put +1s with {other} on hold" if begins else "Support ended a hold on +1s with {other}"
        )
    if begins:
        words = "Support suspended your account, which put +1s with {other} on hold: “{why}”"
    else:
        words = "Support lifted the suspension of your account, which ended a hold on +1s with {other}: “{why}”"
    return line.says(words, why=line.own("said_to_them"))


def _unknown(_: Line) -> list[str]:
    return ["something happened that this version does not know"]


_SAYS: dict[EventKind, Callable[[Line], list[str]]] = {
    EventKind.OFFER_MADE: _offer_made,
    EventKind.PACKAGE_BOOKED: _package_booked,
    EventKind.ENROLLED: enrolled,
    EventKind.ADJUSTED: adjusted,
    EventKind.UNENROLLED: unenrolled,
    EventKind.SESSION_COMPLETED: _session_completed,
    EventKind.PLUS_ONE_BOOKED: plus_one_booked,
    EventKind.NOT_BOOKED: _not_booked,
    EventKind.HELD: held,
    EventKind.RESUMES_SOON: resumes_soon,
    EventKind.COACH_ENDED: coach_ended,
    EventKind.COACH_RETURNED: coach_returned,
    EventKind.SESSION_REOPENED: _session_reopened,
    EventKind.PLUS_ONE_CANCELLED: _plus_one_cancelled,
    EventKind.SUPPORT_HELPED: _support_helped,
}
