"""What a client has set, for the client alone."""

from plus_one.mail.told import Told


def settings(told: Told) -> dict[str, str]:
    """Only what is set beside the defaults; a heads-up is what everybody gets."""
    said = {
        "Paused until": _pause(told),
        "+1s that remain": told.text("stop_after") if told.has("stop_after") else "",
        "Monthly spend cap": f"{told.money('monthly_spend_cap')} per calendar month"
        if told.has("monthly_spend_cap")
        else "",
        "Maximum rate": f"{told.money('max_rate')}: above it, nothing is booked" if told.has("max_rate") else "",
        "Heads-up mails": "Off" if told.event.facts.get("heads_up") is False else "",
    }
    return {label: value for label, value in said.items() if value}


def _pause(told: Told) -> str:
    if not told.has("paused_until"):
        return ""
    return f"{told.calendar_day('paused_until')}, this day included ({told.zone.key})"
