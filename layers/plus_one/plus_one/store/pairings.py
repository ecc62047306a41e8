"""Pairings: CLIENT#<client> / PAIRING#<coach>, and in GSI1 under COACH#<coach> for the roster."""

from dataclasses import replace
from datetime import UTC, date, datetime

from plus_one.domain.enrollments import Enrollment, EnrollmentState
from plus_one.domain.ids import UserId
from plus_one.domain.money import Money
from plus_one.domain.pairings import Pairing
from plus_one.domain.sessions import Session, plus_one_session
from plus_one.domain.settings import Settings
from plus_one.store import keys, packages, renewals
from plus_one.store.items import Item, compact, moment, optional_moment, optional_money, optional_text, text
from plus_one.store.table import ABSENT, Write, put


def put_next(pairing: Pairing) -> Write:
    """The successor of the version that was read; a pairing that another writer has changed is not overwritten."""
    key = keys.pairing(pairing.client_id, pairing.coach_id)
    item = _to_item(pairing) | {"version": pairing.version + 1}
    if pairing.version == 0:
        return put(key, item, ABSENT)
    return put(key, item, "version = :read", read=pairing.version)


def from_item(item: Item) -> Pairing:
    renewal = item.get("renewal")
    return Pairing(
        client_id=UserId(item["PK"].removeprefix("CLIENT#")),
        coach_id=UserId(item["SK"].removeprefix("PAIRING#")),
        client_name=item["client_name"],
        coach_name=item["coach_name"],
        last_package=packages.from_map(item["last_package"]),
        version=item["version"],
        on_deck=item["on_deck"],
        deck_seq=item["deck_seq"],
        package_seq=item["package_seq"],
        enrollment=_enrollment(item["enrollment"], item["last_package"]["currency"]),
        renewal=renewals.from_map(renewal) if renewal else None,
        plus_one_on_deck=_plus_one(item.get("plus_one_on_deck")),
        recent_plus_ones=tuple(datetime.fromtimestamp(at / 1000, UTC) for at in item["recent_plus_ones"]),
        spent=item.get("spent", {}),
        heads_up_seq=item.get("heads_up_seq", 0),
        client_undeliverable=item.get("client_undeliverable", False),
        client_time_zone=item.get("client_time_zone", "UTC"),
    )


def _to_item(pairing: Pairing) -> Item:
    return {
        "type": "pairing",
        "GSI1PK": keys.coach(pairing.coach_id),
        "GSI1SK": keys.client(pairing.client_id),
        "client_name": pairing.client_name,
        "coach_name": pairing.coach_name,
        "last_package": packages.to_map(pairing.last_package),
        "on_deck": pairing.on_deck,
        "deck_seq": pairing.deck_seq,
        "package_seq": pairing.package_seq,
        "enrollment": _enrollment_map(pairing.enrollment),
        "renewal": renewals.to_map(pairing.renewal) if pairing.renewal else None,
        "plus_one_on_deck": _plus_one_map(pairing.plus_one_on_deck),
        "recent_plus_ones": [round(at.timestamp() * 1000) for at in pairing.recent_plus_ones],
        "spent": pairing.spent or None,
        "heads_up_seq": pairing.heads_up_seq or None,
        "client_undeliverable": pairing.client_undeliverable or None,
        "client_time_zone": pairing.client_time_zone,
    }


def _enrollment_map(enrollment: Enrollment) -> Item:
    return compact(
        {
            "state": enrollment.state,
            "epoch": enrollment.epoch,
            "enrolled_at": optional_text(enrollment.enrolled_at),
            "unenrolled_at": optional_text(enrollment.unenrolled_at),
            "terms_version": enrollment.terms_version,
            "settings": _settings_map(enrollment.settings) or None,
            "settings_seq": enrollment.settings_seq,
            "last_plus_one": _plus_one_map(enrollment.last_plus_one),
        }
    )


def _enrollment(item: Item, currency: str) -> Enrollment:
    return Enrollment(
        state=EnrollmentState(item["state"]),
        epoch=item["epoch"],
        enrolled_at=optional_moment(item.get("enrolled_at")),
        unenrolled_at=optional_moment(item.get("unenrolled_at")),
        terms_version=item.get("terms_version"),
        settings=_settings(item.get("settings", {}), currency),
        settings_seq=item.get("settings_seq", 0),
        last_plus_one=_plus_one(item.get("last_plus_one")),
    )


def _settings_map(settings: Settings) -> Item:
    """Only what differs from the default; amounts are in the pairing's currency."""
    return compact(
        {
            "paused_until": settings.paused_until.isoformat() if settings.paused_until else None,
            "stop_after": settings.stop_after,
            "monthly_spend_cap": settings.monthly_spend_cap.amount if settings.monthly_spend_cap else None,
            "max_rate": settings.max_rate.amount if settings.max_rate else None,
            "heads_up": None if settings.heads_up else False,
        }
    )


def _settings(item: Item, currency: str) -> Settings:
    paused_until = item.get("paused_until")
    return Settings(
        paused_until=date.fromisoformat(paused_until) if paused_until else None,
        stop_after=item.get("stop_after"),
        monthly_spend_cap=optional_money(item.get("monthly_spend_cap"), currency),
        max_rate=optional_money(item.get("max_rate"), currency),
        heads_up=item.get("heads_up", True),
    )


def _plus_one_map(session: Session | None) -> Item | None:
    """Of a +1 that is on deck, what is not the same for all of them."""
    if session is None:
        return None
    return {
        "session_id": session.session_id,
        "rate": session.rate.amount,
        "currency": session.rate.currency,
        "booked_at": text(session.booked_at),
        "settings_seq": session.settings_seq,
        "month": session.month,
        "completions": session.completions,
    }


def _plus_one(item: Item | None) -> Session | None:
    if item is None:
        return None
    rate, booked_at = Money(item["rate"], item["currency"]), moment(item["booked_at"])
    session = plus_one_session(item["session_id"], rate, booked_at, item["settings_seq"], item["month"])
    return replace(session, completions=item["completions"])
