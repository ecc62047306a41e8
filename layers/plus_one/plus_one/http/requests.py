"""The bodies that people send."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from plus_one.domain.book_now import Tap
from plus_one.domain.ids import SessionId
from plus_one.domain.sessions import Outcome
from plus_one.domain.settings import MOST_TO_STOP_AFTER, SETTINGS, Settings
from plus_one.http.fields import ID, Body, Day, Moment, MoneyBody, Name, TimeZone, Title


class OfferPreviewBody(Body):
    """An offer that is not made yet."""

    sessions: int = Field(strict=True, ge=1, le=50)
    price: MoneyBody
    client_id: Annotated[str, StringConstraints(pattern=ID)] | None = Field(
        None, description="Makes it a custom package, for this client only."
    )


class OfferBody(OfferPreviewBody):
    title: Title
    auto_renewal: bool = Field(True, strict=True, description="false: do not offer auto-renewal on this package.")
    expires_at: Moment | None = None


class PackageBody(Body):
    offer_id: Annotated[str, StringConstraints(pattern=ID)]


class CompleteBody(Body):
    outcome: Outcome = Outcome.ATTENDED


class SettingsBody(Body):
    """All settings; what is left out goes to its default. Amounts are in the currency of the packages booked."""

    paused_until: Day | None = Field(None, description="The last paused day, in the client's time zone.")
    stop_after: int | None = Field(
        None, strict=True, ge=0, le=MOST_TO_STOP_AFTER, description="How many +1s remain; counted down."
    )
    monthly_spend_cap: MoneyBody | None = Field(None, description="For +1s, per calendar month.")
    max_rate: MoneyBody | None = Field(None, description="Above this rate no +1 is booked.")
    heads_up: bool = Field(True, strict=True, description="Mail when one session is left.")

    def settings(self) -> Settings:
        given = ((name, getattr(self, name)) for name in SETTINGS)
        values: dict[str, Any] = {name: each.money() if isinstance(each, MoneyBody) else each for name, each in given}
        return Settings(**values)


class EnrollmentBody(SettingsBody):
    terms_version: str | None = Field(
        None, max_length=20, description="The terms that the client has read. Left out: those accepted before."
    )


class PlusOneBody(Body):
    """What the page showed: `book_now` of the preview."""

    completed_session_id: Annotated[str, StringConstraints(pattern=ID)]
    completion: int = Field(strict=True, ge=1, le=1000)
    rate: MoneyBody

    def tap(self) -> Tap:
        return Tap(SessionId(self.completed_session_id), self.completion, self.rate.money())


class PreviewBody(Body):
    """What the client thinks of doing: book this offer, then save these settings. Both may be left out."""

    offer_id: Annotated[str, StringConstraints(pattern=ID)] | None = None
    settings: EnrollmentBody | None = None


class ContactBody(Body):
    """Both switches; what is left out goes to its default."""

    offers_by_mail: bool = Field(True, strict=True, description="false: offers of this coach come to the inbox only.")
    offers: bool = Field(True, strict=True, description="false: no offers from this coach. Open ones stay open.")


class ProfileBody(Body):
    name: Name
    time_zone: TimeZone
