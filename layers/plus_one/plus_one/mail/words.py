"""Plain words for what the facts hold: people's own text, counts, moments."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from plus_one.domain.days import in_words
from plus_one.domain.spelling import visible


def one_line(text: str, longest: int) -> str:
    """People's text without what nobody can see, and so that a mail program links and decodes nothing in it."""
    return shortened(_undecoded(_unlinked(visible(text))), longest)


def shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else visible(text[: longest - 1]) + "…"


def day(at: datetime, zone: ZoneInfo) -> str:
    return in_words(at.astimezone(zone).date())


def moment(at: datetime, zone: ZoneInfo, time: str = "%H:%M") -> str:
    """With the zone's name, and with the offset, as an hour comes twice when clocks go back."""
    local = at.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %Y}, {local.strftime(time)} ({_zone(local, zone)})"


def short_moment(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local.day} {local:%b, %H:%M}"


def exact_moment(at: datetime, zone: ZoneInfo) -> str:
    return moment(at, zone, "%H:%M:%S")


def _zone(local: datetime, zone: ZoneInfo) -> str:
    hours, minutes = f"{local:%:z}".split(":")[:2]
    return "UTC" if zone.key == "UTC" else f"{zone.key}, UTC{int(hours):+d}" + (f":{minutes}" if int(minutes) else "")


def _unlinked(text: str) -> str:
    """evil.example becomes "evil. example", http://host becomes "http: //host"; "J.R. Smith" and "2.0" stay."""
    return re.sub(r"(?<=\S)[.\u3002\uff0e\uff61](?=[^\W\d][\w\u200c\u200d])", ". ", text.replace("://", ": //"))


def _undecoded(text: str) -> str:
    """Nothing is an encoded word (RFC 2047), which a mail program would decode in a subject."""
    return text.replace("=?", "= ?")
