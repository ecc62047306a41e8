"""What the timeline says of a +1 that is booked or on hold, and of a coach who ends with a client."""

from plus_one.domain.events import Side
from plus_one.domain.explanations import BY_SETTINGS, over
from plus_one.domain.lines import Line
from plus_one.domain.renewals import Reason
from plus_one.domain.sides import CLIENT_SETTING


def plus_one_booked(line: Line) -> list[str]:
    rate = line.says(
        "that is the rate of the last package that {client} booked, {sessions} for {price}",
        sessions=line.sessions("package_sessions"),
        price=line.money("package_price"),
    )
    return [line.says(_booked(line), rate=line.money("rate"), why=_why(line)), rate]


def _booked(line: Line) -> str:
    """A coach never learns how a hold ended, as that would tell the limit."""
    if line.event.facts.get("how") == "tapped":
        return "{Client} booked 1 more session with {other} at {rate}"
    if line.has("held_because") and not line.has("how"):
        return "1 more session with {other}, which had been on hold, was booked at {rate}"
    return "1 more session with {other} was booked at {rate}, because {why}"


def _why(line: Line) -> str:
    match line.event.facts.get("how"):
        case "resumed":
            return over(line.text("held_because"), past=True)
        case "saved":
            return "you saved your settings"
    return line.because(Reason.BOOKED)


def held(line: Line) -> list[str]:
    reason = str(line.event.reason)
    why = f" {BY_SETTINGS}" if reason == CLIENT_SETTING else f", because {line.because(reason)}"
    on_hold = line.says("The next session with {other} at {rate} was on hold{why}", rate=line.money("rate"), why=why)
    return [on_hold, _until(line)]


def _until(line: Line) -> str:
    if line.has("resumes_at"):
        return f"it was to be booked on {line.resumes_on}"
    return line.says("it waited for {client}") if line.side is Side.CLIENT else ""


def resumes_soon(line: Line) -> list[str]:
    """In the timeline of the client only: when it is written shows the day."""
    reminded = line.says("{Client_is} reminded of the session on hold with {other}")
    if line.side is Side.COACH:
        return [reminded]
    return [reminded, f"it was to be booked on {line.resumes_on} at {line.money('rate')}"]


def coach_ended(line: Line) -> list[str]:
    ended = line.says("{Coach} ended the work with {client}, so no package, offer or +1 could be booked")
    return [ended, "the session on hold was not booked" if line.ended_hold else "", f"then {line.on_deck}"]


def coach_returned(line: Line) -> list[str]:
    return [line.says("{Coach} took back the end of the work with {client}, so packages could be booked again")]
