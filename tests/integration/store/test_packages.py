from dataclasses import replace

import pytest

from plus_one.domain.packages import Package
from plus_one.store import keys, packages
from plus_one.store.table import Contended, Table
from tests.integration.samples import CLIENT, COACH, FIRST_PACKAGE, PACKAGE, left_at_default


def read(table: Table, package: Package) -> Package:
    [item] = table.get(keys.package(CLIENT, COACH, package.package_id))
    assert item
    return packages.from_item(item)


@pytest.mark.parametrize("package", [PACKAGE, FIRST_PACKAGE])
def test_a_package_comes_back_as_it_was_put(table: Table, package: Package) -> None:
    table.write(packages.put_new(CLIENT, COACH, package))
    assert read(table, package) == package
    assert read(table, package).offer_id == package.offer_id


def test_the_sample_sets_every_field() -> None:
    assert left_at_default(PACKAGE) == []


def test_a_rate_of_zero_before_is_not_taken_for_none(table: Table) -> None:
    free = replace(PACKAGE, rate_before=replace(PACKAGE.price, amount=0))
    table.write(packages.put_new(CLIENT, COACH, free))
    assert read(table, free) == free


def test_the_same_package_cannot_be_put_twice(table: Table) -> None:
    table.write(packages.put_new(CLIENT, COACH, PACKAGE))
    with pytest.raises(Contended):
        table.write(packages.put_new(CLIENT, COACH, replace(PACKAGE, sessions=9)))
    assert read(table, PACKAGE) == PACKAGE
