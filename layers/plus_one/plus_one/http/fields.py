"""The kinds of values that bodies, paths and queries are made of (api.md, "Conventions")."""

import re
import unicodedata
from datetime import UTC, date, datetime
from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

from plus_one.domain.days import rfc3339
from plus_one.domain.money import EXPONENTS, LARGEST_AMOUNT, Money
from plus_one.domain.profiles import LONGEST_NAME
from plus_one.domain.spelling import fault_in

ID = r"^[A-Za-z0-9-]{1,64}$"
LARGEST_PAGE = 100
LAST_DAY = date(2999, 12, 31)


class Body(BaseModel):
    """A request body: only the fields that it declares."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


def build_models() -> None:
    """All bodies and answers now, and not at the first request that needs them."""
    models: list[type[BaseModel]] = [Body, Answer]
    for model in models:
        model.model_rebuild()
        models += model.__subclasses__()


def _currency(code: str) -> str:
    if code not in EXPONENTS:
        raise ValueError("not an ISO 4217 code of a currency")
    return code


class MoneyBody(Body):
    amount: int = Field(strict=True, ge=0, le=LARGEST_AMOUNT, description="In minor units.", examples=[6667])
    currency: Annotated[str, AfterValidator(_currency)] = Field(strict=True, pattern=r"^[A-Z]{3}$", examples=["USD"])

    def money(self) -> Money:
        return Money(self.amount, self.currency)


class MoneyAnswer(Answer):
    amount: int = Field(description="In minor units.", examples=[6667])
    currency: str = Field(examples=["USD"])


def money(value: Money) -> MoneyAnswer:
    return MoneyAnswer(amount=value.amount, currency=value.currency)


def _only_text(value: object) -> object:
    """A number would be taken for seconds since 1970."""
    if not isinstance(value, str) or "T" not in value.upper():
        raise ValueError("a time as RFC 3339 text, with its offset")
    return value


def _only_day(value: object) -> object:
    """A time or a number could be taken for a day."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise ValueError("a date like 2026-12-31")
    return value


def _plannable(day: date) -> date:
    """The day after it is a day, too, in a page, a mail and each time zone."""
    if day > LAST_DAY:
        raise ValueError(f"a day up to {LAST_DAY}")
    return day


def _aware(moment: datetime) -> datetime:
    """To the millisecond, as it is stored."""
    if moment.tzinfo is None:
        raise ValueError("a time needs its offset, like Z")
    try:
        at = moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("a time of the years 1 to 9999") from None
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _as_stored(text: object) -> object:
    """Composed, so that what is counted is what is kept."""
    return unicodedata.normalize("NFC", text) if isinstance(text, str) else text


def _one_line(text: str) -> str:
    if fault := fault_in(text):
        raise ValueError(fault)
    return text


def _only_digits(value: object) -> object:
    """Python would read 1_0, +5 and digits of any script as a number."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,3}", value):
        raise ValueError(f"a whole number from 1 to {LARGEST_PAGE}")
    return value


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("not a time zone of the IANA database, like Europe/Berlin")
    return name


@cache
def _zones() -> set[str]:
    return available_timezones() - {"Factory", "localtime"}


Id = Annotated[str, Path(pattern=ID)]
Limit = Annotated[
    int, BeforeValidator(_only_digits), Query(ge=1, le=LARGEST_PAGE, description="How many items at most.")
]
Cursor = Annotated[str | None, Query(description="`next` of the page before.")]
Day = Annotated[date, BeforeValidator(_only_day), AfterValidator(_plannable)]
Moment = Annotated[datetime, BeforeValidator(_only_text), AfterValidator(_aware)]
MomentAnswer = Annotated[
    datetime,
    PlainSerializer(rfc3339, return_type=str, when_used="always"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=100),
    BeforeValidator(_as_stored),
    AfterValidator(_one_line),
]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME),
    BeforeValidator(_as_stored),
    AfterValidator(_one_line),
]
TimeZone = Annotated[str, AfterValidator(_known_zone)]
