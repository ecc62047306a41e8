"""What the timeline says of turning +1 on and off, and of the client's settings."""

from datetime import date

from plus_one.domain.days import in_words
from plus_one.domain.enrollments import Effective
from plus_one.domain.events import Side
from plus_one.domain.lines import Line


def enrolled(line: Line) -> list[str]:
    turned_on = line.says("{Client} turned the +1 Program with {coach} on at a rate of {rate}", rate=line.money("rate"))
    return [turned_on, line.on_deck, _suspended(line), *_settings(line)]


def adjusted(line: Line) -> list[str]:
    changed = line.says("{Client} changed the settings of the +1 Program with {coach}")
    if line.side is Side.COACH:
        return [changed, _suspended(line)]
    return [changed, *(_settings(line) or ["no pause and no limit is set"]), _suspended(line), _hold(line)]


def _hold(line: Line) -> str:
    """What the save made of it."""
    if line.has("plus_one_id"):
        return "the session on hold was booked"
    return f"the session on hold was to be booked on {line.resumes_on}" if line.resumes_on else ""


def unenrolled(line: Line) -> list[str]:
    turned_off = line.says("{Client} turned the +1 Program with {coach} off while signed in")
    if line.event.facts.get("by_link"):
        link = "The +1 Program with {coach} was turned off by the link in a mail to {client}, without signing in"
        turned_off = line.says(link)
    if line.event.facts.get("by_support"):
        support = "Support turned the +1 Program with {coach} off for {client}: “{why}”"
        turned_off = line.says(support, why=line.own("why"))
    held = "the session on hold was not booked" if line.ended_hold else ""
    return [turned_off, "no +1 was booked after that", held, _left(line)]


def _left(line: Line) -> str:
    if line.number("on_deck") == 0:
        return "nothing was on deck"
    stayed = f"{line.sessions('on_deck')} stayed on deck"
    if not line.has("last_plus_one_id"):
        return stayed
    return f"{stayed}, {'one of them ' * (line.number('on_deck') > 1)}the +1 at {line.money('last_plus_one_rate')}"


def _suspended(line: Line) -> str:
    if line.text("effective") != Effective.SUSPENDED:
        return ""
    return f"it was suspended, because {line.because(line.text('suspended_because'))}"


def _settings(line: Line) -> list[str]:
    """What is set beside the defaults; only a client's event has these facts."""
    said = [*_pause(line), *_limits(line)]
    if line.event.facts.get("heads_up") is False:
        said.append("heads-up mails are off")
    return said


def _pause(line: Line) -> list[str]:
    if not line.has("paused_until"):
        return []
    return [f"paused until the end of {in_words(date.fromisoformat(line.text('paused_until')))}"]


def _limits(line: Line) -> list[str]:
    said = []
    if line.has("stop_after"):
        said.append(f"+1s that remain: {line.number('stop_after')}")
    if line.has("monthly_spend_cap"):
        said.append(f"the spend cap per calendar month is {line.money('monthly_spend_cap')}")
    if line.has("max_rate"):
        said.append(f"the maximum rate is {line.money('max_rate')}")
    return said
