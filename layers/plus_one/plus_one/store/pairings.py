"""Pairings: CLIENT#<client> / PAIRING#<coach>, and in GSI1 under COACH#<coach> for the roster.

Every transaction writes one, and a write unit is 1 KB: inside the maps names are short and moments are milliseconds."""

from dataclasses import replace
from datetime import UTC, datetime

from plus_one.domain.enrollments import Enrollment, EnrollmentState
from plus_one.domain.ids import UserId
from plus_one.domain.money import Money
from plus_one.domain.packages import Package
from plus_one.domain.pairings import Pairing
from plus_one.domain.renewals import Reason, Renewal, RenewalState
from plus_one.domain.sessions import Session, plus_one_session
from plus_one.store import keys
from plus_one.store.items import Item, compact, optional_money
from plus_one.store.table import ABSENT, Write, put


def put_next(pairing: Pairing) -> Write:
    """The successor of the version that was read; a pairing that another writer has changed is not overwritten."""
    key = keys.pairing(pairing.client_id, pairing.coach_id)
    item = _to_item(pairing) | {"version": pairing.version + 1}
    if pairing.version == 0:
        return put(key, item, ABSENT)
    return put(key, item, "version = :read", read=pairing.version)


def _to_item(pairing: Pairing) -> Item:
    return {
        "type": "pairing",
        "GSI1PK": keys.coach(pairing.coach_id),
        "GSI1SK": keys.client(pairing.client_id),
        "client": pairing.client_name,
        "coach": pairing.coach_name,
        "currency": pairing.rate.currency,
        "on_deck": pairing.on_deck,
        "deck_seq": pairing.deck_seq,
        "package_seq": pairing.package_seq,
        "package": _package_map(pairing.last_package),
        "enrollment": _enrollment_map(pairing.enrollment),
        "renewal": _renewal_map(pairing.renewal) if pairing.renewal else None,
        "plus_one": _plus_one_map(pairing.plus_one_on_deck) if pairing.plus_one_on_deck else None,
        "recent": [_ms(at) for at in pairing.recent_plus_ones] or None,
        "undeliverable": pairing.client_undeliverable or None,
    }


def from_item(item: Item) -> Pairing:
    currency, renewal, plus_one = item["currency"], item.get("renewal"), item.get("plus_one")
    return Pairing(
        client_id=UserId(item["PK"].removeprefix("CLIENT#")),
        coach_id=UserId(item["SK"].removeprefix("PAIRING#")),
        client_name=item["client"],
        coach_name=item["coach"],
        last_package=_package(item["package"], currency),
        version=item["version"],
        on_deck=item["on_deck"],
        deck_seq=item["deck_seq"],
        package_seq=item["package_seq"],
        enrollment=_enrollment(item["enrollment"]),
        renewal=_renewal(renewal) if renewal else None,
        plus_one_on_deck=_plus_one(plus_one, currency) if plus_one else None,
        recent_plus_ones=tuple(_at(at) for at in item.get("recent", [])),
        client_undeliverable=item.get("undeliverable", False),
    )


def _package_map(package: Package) -> Item:
    packed = {
        "id": package.package_id,
        "offer": package.offer_id,
        "n": package.sessions,
        "price": package.price.amount,
        "rate": package.rate.amount,
        "auto": package.auto_renewal,
        "at": _ms(package.booked_at),
        "before": package.rate_before.amount if package.rate_before else None,
    }
    return compact(packed)


def _package(item: Item, currency: str) -> Package:
    return Package(
        package_id=item["id"],
        offer_id=item["offer"],
        sessions=item["n"],
        price=Money(item["price"], currency),
        rate=Money(item["rate"], currency),
        auto_renewal=item["auto"],
        booked_at=_at(item["at"]),
        rate_before=optional_money(item.get("before"), currency),
    )


def _enrollment_map(enrollment: Enrollment) -> Item:
    return compact(
        {
            "on": enrollment.is_on,
            "epoch": enrollment.epoch,
            "since": _optional_ms(enrollment.enrolled_at),
            "until": _optional_ms(enrollment.unenrolled_at),
            "terms": enrollment.terms_version,
            "ended_by": enrollment.ended_by,
        }
    )


def _enrollment(item: Item) -> Enrollment:
    return Enrollment(
        state=EnrollmentState.ENROLLED if item["on"] else EnrollmentState.NOT_ENROLLED,
        epoch=item["epoch"],
        enrolled_at=_optional_at(item.get("since")),
        unenrolled_at=_optional_at(item.get("until")),
        terms_version=item.get("terms"),
        ended_by=item.get("ended_by"),
    )


def _renewal_map(renewal: Renewal) -> Item:
    """The state follows from the reason."""
    return compact(
        {
            "of": renewal.session_id,
            "n": renewal.completion,
            "at": _ms(renewal.completed_at),
            "epoch": renewal.epoch,
            "seq": renewal.deck_seq,
            "reason": renewal.reason,
            "done": _optional_ms(renewal.settled_at),
        }
    )


def _renewal(item: Item) -> Renewal:
    reason = Reason(item["reason"]) if "reason" in item else None
    settled = RenewalState.BOOKED if reason is Reason.BOOKED else RenewalState.SKIPPED
    return Renewal(
        session_id=item["of"],
        completion=item["n"],
        completed_at=_at(item["at"]),
        epoch=item["epoch"],
        deck_seq=item["seq"],
        state=settled if reason else RenewalState.PENDING,
        reason=reason,
        settled_at=_optional_at(item.get("done")),
    )


def _plus_one_map(session: Session) -> Item:
    """Of a +1 that is on deck, what is not the same for all of them."""
    return {
        "id": session.session_id,
        "rate": session.rate.amount,
        "at": _ms(session.booked_at),
        "n": session.completions,
    }


def _plus_one(item: Item, currency: str) -> Session:
    session = plus_one_session(item["id"], Money(item["rate"], currency), _at(item["at"]))
    return replace(session, completions=item["n"])


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _optional_ms(moment: datetime | None) -> int | None:
    return None if moment is None else _ms(moment)


def _at(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _optional_at(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else _at(milliseconds)
