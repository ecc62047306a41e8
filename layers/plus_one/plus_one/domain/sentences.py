"""One sentence for a person: what a completion would do, and, for a reader who was not there, what happened and why."""

from collections.abc import Callable

from plus_one.domain.bidi import isolated
from plus_one.domain.decision import Book, Foretold, Wait
from plus_one.domain.enrollment_lines import adjusted, enrolled, unenrolled
from plus_one.domain.enrollments import Effective
from plus_one.domain.events import Event, EventKind, Side
from plus_one.domain.explanations import STARTS_AGAIN, because, waits, words_for
from plus_one.domain.lines import Line
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Reason
from plus_one.domain.sessions import Outcome, Trigger
from plus_one.domain.sides import known_to

_IDS = ("session_id", "completed_session_id", "last_plus_one_id", "package_id", "offer_id")


def preview_says(decision: Foretold, pairing: Pairing, side: Side) -> str:
    """What completing the last session would do now, whatever is on deck."""
    if isinstance(decision, Book):
        return _books(decision, pairing)
    client_name, coach_name = isolated(pairing.client_name), isolated(pairing.coach_name)
    if isinstance(decision, Wait):
        return waits(side, client_name, coach_name)
    why = because(decision.reason, side, client_name, coach_name)
    if decision.reason is Reason.NOT_ENROLLED and not pairing.last_package.auto_renewal:
        cause = because(Reason.PACKAGE_NOT_RENEWABLE, side, client_name, coach_name)
        after = f"it cannot be turned on, because {cause}"
    elif decision.reason is Reason.NOT_ENROLLED:
        after = "only {client} can turn it on".format_map(words_for(side, client_name, coach_name))
    else:
        after = f"since only marking a session complete books a +1, {STARTS_AGAIN}"
    if pairing.on_deck:
        return f"If the last session were marked complete now, nothing would be booked, because {why}; {after}."
    return f"Nothing is on deck, and completing a last session now would book nothing, because {why}; {after}."


def timeline_says(event: Event, side: Side, client_name: str, coach_name: str) -> str:
    """When it happened is the line's `at`, not its sentence."""
    line = Line(known_to(side, event), side, client_name, coach_name)
    says = "; ".join(part for part in _SAYS.get(event.kind, _unknown)(line) if part)
    return f"{says[:1].upper()}{says[1:]}."


def timeline_ids(event: Event) -> dict[str, str]:
    facts = {name: event.facts.get(name) for name in _IDS}
    return {"event_id": event.event_id, **{name: str(fact) for name, fact in facts.items() if fact is not None}}


def _books(decision: Book, pairing: Pairing) -> str:
    if pairing.on_deck:
        return f"When the last session is marked complete, 1 more is booked at {decision.rate}."
    if pairing.renewal_is_due:
        return f"The last session was marked complete, and 1 more is about to be booked at {decision.rate}."
    return (
        "Nothing is on deck, so +1 starts with the next package: when its last session is marked complete, 1 more is"
        f" booked at the rate by then, which is {decision.rate} now."
    )


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
    return [booked, _rate(line), f"then {line.on_deck}", _program(line)]


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


def _plus_one_booked(line: Line) -> list[str]:
    booked = line.says(
        "1 more session with {other} was booked at {rate}, because {why}",
        rate=line.money("rate"),
        why=line.because(Reason.BOOKED),
    )
    rate = line.says(
        "that is the rate of the last package that {client} booked, {sessions} for {price}",
        sessions=line.sessions("package_sessions"),
        price=line.money("package_price"),
    )
    return [booked, rate]


def _not_booked(line: Line) -> list[str]:
    reason = str(line.event.reason)
    why = line.because(reason)
    skipped = line.says("No +1 with {other} was booked after the last completion, because {why}", why=why)
    if line.number("on_deck"):
        return [skipped, f"by then {line.on_deck}"]
    return [
        skipped,
        "nothing was on deck" if reason == Reason.NOT_ENROLLED else f"nothing was on deck, so {STARTS_AGAIN}",
    ]


def _session_reopened(line: Line) -> list[str]:
    undone = line.says("{Coach} undid the completion of a session with {client}, so it is on deck again")
    if line.has("session_id"):
        outcome = f"the +1 at {line.money('rate')} that the completion had booked was cancelled"
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
    EventKind.PLUS_ONE_BOOKED: _plus_one_booked,
    EventKind.NOT_BOOKED: _not_booked,
    EventKind.SESSION_REOPENED: _session_reopened,
    EventKind.PLUS_ONE_CANCELLED: _plus_one_cancelled,
    EventKind.SUPPORT_HELPED: _support_helped,
}
