"""The maps inside a pairing's item. Names are short and moments are milliseconds, to keep it within one write unit."""

from dataclasses import replace
from datetime import UTC, date, datetime

from plus_one.domain.enrollments import Enrollment, EnrollmentState
from plus_one.domain.money import Money
from plus_one.domain.packages import Package
from plus_one.domain.renewals import HOLDS, Reason, Renewal, RenewalState
from plus_one.domain.sessions import Session, SessionStatus, plus_one_session
from plus_one.domain.settings import Settings
from plus_one.store.items import Item, compact, optional_money


def package_map(package: Package) -> Item:
    return {
        "id": package.package_id,
        "offer": package.offer_id,
        "n": package.sessions,
        "price": package.price.amount,
        "rate": package.rate.amount,
        "auto": package.auto_renewal,
        "at": ms(package.booked_at),
        "before": package.rate_before.amount if package.rate_before else None,
    }


def package(item: Item, currency: str) -> Package:
    return Package(
        package_id=item["id"],
        offer_id=item.get("offer"),
        sessions=item["n"],
        price=Money(item["price"], currency),
        rate=Money(item["rate"], currency),
        auto_renewal=item["auto"],
        booked_at=at(item["at"]),
        rate_before=optional_money(item.get("before"), currency),
    )


def enrollment_map(enrollment: Enrollment) -> Item:
    return {
        "on": enrollment.is_on,
        "epoch": enrollment.epoch,
        "since": optional_ms(enrollment.enrolled_at),
        "until": optional_ms(enrollment.unenrolled_at),
        "terms": enrollment.terms_version,
        "ended_by": enrollment.ended_by,
        "set": _settings_map(enrollment.settings) or None,
        "seq": enrollment.settings_seq,
    }


def enrollment(item: Item, currency: str) -> Enrollment:
    return Enrollment(
        state=EnrollmentState.ENROLLED if item["on"] else EnrollmentState.NOT_ENROLLED,
        epoch=item["epoch"],
        enrolled_at=optional_at(item.get("since")),
        unenrolled_at=optional_at(item.get("until")),
        terms_version=item.get("terms"),
        ended_by=item.get("ended_by"),
        settings=_settings(item.get("set", {}), currency),
        settings_seq=item.get("seq", 0),
    )


def _settings_map(settings: Settings) -> Item:
    """Only what differs from the defaults."""
    cap, rate = settings.monthly_spend_cap, settings.max_rate
    return compact(
        {
            "paused": settings.paused_until.isoformat() if settings.paused_until else None,
            "stop": settings.stop_after,
            "cap": cap.amount if cap else None,
            "max": rate.amount if rate else None,
            "heads_up": None if settings.heads_up else False,
        }
    )


def _settings(item: Item, currency: str) -> Settings:
    return Settings(
        paused_until=date.fromisoformat(item["paused"]) if "paused" in item else None,
        stop_after=item.get("stop"),
        monthly_spend_cap=optional_money(item.get("cap"), currency),
        max_rate=optional_money(item.get("max"), currency),
        heads_up=item.get("heads_up", True),
    )


def renewal_map(renewal: Renewal) -> Item:
    """The state follows from the reason."""
    return {
        "of": renewal.session_id,
        "n": renewal.completion,
        "at": ms(renewal.completed_at),
        "epoch": renewal.epoch,
        "seq": renewal.deck_seq,
        "reason": renewal.reason,
        "done": optional_ms(renewal.settled_at),
        "held": _hold(renewal),
        "none": renewal.unwritten or None,
    }


def _hold(renewal: Renewal) -> int | None:
    """Its moment; 0 if it has none. A hold is told by this, for a reason that holds now has skipped before."""
    return (optional_ms(renewal.resumes_at) or 0) if renewal.is_held else None


def renewal(item: Item) -> Renewal:
    reason = Reason.stored(item["reason"]) if "reason" in item else None
    held = item.get("held") if reason in HOLDS else None
    return Renewal(
        session_id=item["of"],
        completion=item["n"],
        completed_at=at(item["at"]),
        epoch=item["epoch"],
        deck_seq=item["seq"],
        state=_state(reason, is_held=held is not None),
        reason=reason,
        settled_at=optional_at(item.get("done")),
        resumes_at=at(held) if held else None,
        unwritten=item.get("none", False),
    )


def _state(reason: Reason | None, *, is_held: bool) -> RenewalState:
    if reason is None:
        return RenewalState.PENDING
    if is_held:
        return RenewalState.HELD
    return RenewalState.BOOKED if reason is Reason.BOOKED else RenewalState.SKIPPED


def plus_one_map(session: Session) -> Item:
    """Of the latest +1, what taking it back needs; that it is no longer booked is all that counts of the rest."""
    return {
        "id": session.session_id,
        "rate": session.rate.amount,
        "at": ms(session.booked_at),
        "seq": session.settings_seq,
        "month": session.month,
        "n": session.completions,
        "gone": session.status is not SessionStatus.BOOKED or None,
    }


def plus_one(item: Item, currency: str) -> Session:
    rate, booked_at = Money(item["rate"], currency), at(item["at"])
    session = plus_one_session(item["id"], rate, booked_at, item.get("seq"), item.get("month"))
    status = SessionStatus.COMPLETED if item.get("gone") else SessionStatus.BOOKED
    return replace(session, completions=item["n"], status=status)


def from_the_first(numbers: list[int]) -> list[int]:
    """All but the first say how much later they are."""
    return [*numbers[:1], *(numbers[0] + later for later in numbers[1:])]


def ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def optional_ms(moment: datetime | None) -> int | None:
    return None if moment is None else ms(moment)


def at(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def optional_at(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else at(milliseconds)
