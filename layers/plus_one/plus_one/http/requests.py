"""The bodies that people send."""

from typing import Annotated

from pydantic import Field, StringConstraints

from plus_one.domain.sessions import Outcome
from plus_one.http.fields import ID, Body, Moment, MoneyBody, Name, TimeZone, Title


class OfferBody(Body):
    title: Title
    sessions: int = Field(strict=True, ge=1, le=50)
    price: MoneyBody
    client_id: Annotated[str, StringConstraints(pattern=ID)] | None = Field(
        None, description="Makes it a custom package, for this client only."
    )
    auto_renewal: bool = Field(True, strict=True, description="false: do not offer auto-renewal on this package.")
    expires_at: Moment | None = None


class PackageBody(Body):
    offer_id: Annotated[str, StringConstraints(pattern=ID)]


class CompleteBody(Body):
    outcome: Outcome = Outcome.ATTENDED


class SettingsBody(Body):
    """There is nothing to adjust yet: an empty object."""


class ProfileBody(Body):
    name: Name
    time_zone: TimeZone
