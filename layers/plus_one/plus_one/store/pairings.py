"""Pairings: CLIENT#<client> / PAIRING#<coach>, and in GSI1 under COACH#<coach> for the roster."""

from datetime import UTC, datetime

from plus_one.domain.enrollments import Enrollment, EnrollmentState
from plus_one.domain.ids import UserId
from plus_one.domain.money import Money
from plus_one.domain.pairings import Pairing
from plus_one.domain.sessions import Session, plus_one_session
from plus_one.store import keys, packages, renewals
from plus_one.store.items import Item, compact, moment, optional_moment, optional_text, text
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
        enrollment=_enrollment(item["enrollment"]),
        renewal=renewals.from_map(renewal) if renewal else None,
        plus_one_on_deck=_plus_one(item.get("plus_one_on_deck")),
        recent_plus_ones=tuple(datetime.fromtimestamp(at / 1000, UTC) for at in item["recent_plus_ones"]),
        client_undeliverable=item.get("client_undeliverable", False),
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
        "client_undeliverable": pairing.client_undeliverable or None,
    }


def _enrollment_map(enrollment: Enrollment) -> Item:
    return compact(
        {
            "state": enrollment.state,
            "epoch": enrollment.epoch,
            "enrolled_at": optional_text(enrollment.enrolled_at),
            "unenrolled_at": optional_text(enrollment.unenrolled_at),
            "terms_version": enrollment.terms_version,
            "last_plus_one": _plus_one_map(enrollment.last_plus_one),
        }
    )


def _enrollment(item: Item) -> Enrollment:
    return Enrollment(
        state=EnrollmentState(item["state"]),
        epoch=item["epoch"],
        enrolled_at=optional_moment(item.get("enrolled_at")),
        unenrolled_at=optional_moment(item.get("unenrolled_at")),
        terms_version=item.get("terms_version"),
        last_plus_one=_plus_one(item.get("last_plus_one")),
    )


def _plus_one_map(session: Session | None) -> Item | None:
    """A +1 that is on deck is known by three facts and its currency."""
    if session is None:
        return None
    return {
        "session_id": session.session_id,
        "rate": session.rate.amount,
        "currency": session.rate.currency,
        "booked_at": text(session.booked_at),
    }


def _plus_one(item: Item | None) -> Session | None:
    if item is None:
        return None
    return plus_one_session(item["session_id"], Money(item["rate"], item["currency"]), moment(item["booked_at"]))
