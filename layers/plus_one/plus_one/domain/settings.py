"""What a client can adjust, per enrollment."""

from dataclasses import dataclass
from datetime import date

from plus_one.domain.money import Money
from plus_one.domain.refusals import SettingsCurrencyMismatch

MOST_TO_STOP_AFTER = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`paused_until` is the last paused day in the client's time zone; `stop_after` counts down the +1s that remain;
    `monthly_spend_cap` is per calendar month there; above `max_rate` nothing is booked."""

    paused_until: date | None = None
    stop_after: int | None = None
    monthly_spend_cap: Money | None = None
    max_rate: Money | None = None
    heads_up: bool = True


DEFAULTS = Settings()


def check_currency(settings: Settings, currency: str) -> None:
    """Amounts are in the currency of the pairing."""
    amounts = (settings.monthly_spend_cap, settings.max_rate)
    if any(amount is not None and amount.currency != currency for amount in amounts):
        raise SettingsCurrencyMismatch
