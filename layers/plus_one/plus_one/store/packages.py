"""Packages: CLIENT#<client> / COACH#<coach>#PACKAGE#<package>."""

from plus_one.domain.ids import UserId
from plus_one.domain.money import Money
from plus_one.domain.packages import Package
from plus_one.store import keys
from plus_one.store.items import Item, moment, optional_money, text
from plus_one.store.table import ABSENT, Write, put


def put_new(client_id: UserId, coach_id: UserId, package: Package) -> Write:
    return put(keys.package(client_id, coach_id, package.package_id), _to_item(package), ABSENT)


def from_item(item: Item) -> Package:
    currency = item["currency"]
    return Package(
        package_id=item["package_id"],
        offer_id=item["offer_id"],
        sessions=item["sessions"],
        price=Money(item["price"], currency),
        rate=Money(item["rate"], currency),
        auto_renewal=item["auto_renewal"],
        booked_at=moment(item["booked_at"]),
        rate_before=optional_money(item.get("rate_before"), currency),
    )


def _to_item(package: Package) -> Item:
    return {
        "type": "package",
        "package_id": package.package_id,
        "offer_id": package.offer_id,
        "sessions": package.sessions,
        "price": package.price.amount,
        "rate": package.rate.amount,
        "currency": package.price.currency,
        "auto_renewal": package.auto_renewal,
        "booked_at": text(package.booked_at),
        "rate_before": package.rate_before.amount if package.rate_before else None,
    }
