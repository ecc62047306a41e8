"""What a client can adjust, per enrollment."""

from dataclasses import dataclass, fields
from datetime import date

from plus_one.domain.events import Fact, Facts
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

    @property
    def has_stopped(self) -> bool:
        return self.stop_after is not None and self.stop_after <= 0

    def without_limits(self) -> "Settings":
        """R13: what the client's own tap passes."""
        return Settings(heads_up=self.heads_up)


DEFAULTS = Settings()
SETTINGS = tuple(field.name for field in fields(Settings))


def check_currency(settings: Settings, currency: str) -> None:
    """Amounts are in the currency of the pairing."""
    values = [getattr(settings, name) for name in SETTINGS]
    if any(isinstance(value, Money) and value.currency != currency for value in values):
        raise SettingsCurrencyMismatch


def facts_of(settings: Settings) -> Facts:
    """For the client's own mails and timeline."""
    return {name: _fact(getattr(settings, name)) for name in SETTINGS}


def _fact(value: date | Money | Fact) -> Fact:
    match value:
        case date():
            return value.isoformat()
        case Money():
            return value.amount
    return value
