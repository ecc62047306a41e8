"""Moments as AWS writes them: RFC 3339 in UTC."""

from datetime import UTC, datetime


def text(at: datetime, precision: str = "milliseconds") -> str:
    return at.astimezone(UTC).isoformat(timespec=precision).replace("+00:00", "Z")
