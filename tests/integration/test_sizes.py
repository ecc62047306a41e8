from typing import Any

import pytest

from tests.integration.sizes import item_size, read_units, write_units


@pytest.mark.parametrize(
    ("attribute", "size"),
    [
        ({"S": ""}, 0),
        ({"S": "aé漢"}, 6),
        ({"N": "0"}, 1),
        ({"N": "7"}, 2),
        ({"N": "-7"}, 3),
        ({"N": "1764928805123"}, 8),
        ({"N": "1000000"}, 2),
        ({"BOOL": True}, 1),
        ({"L": []}, 3),
        ({"L": [{"N": "7"}, {"N": "7"}]}, 3 + 2 * (1 + 2)),
        ({"M": {}}, 3),
        ({"M": {"at": {"S": "noon"}}}, 3 + 1 + 2 + 4),
    ],
    ids=str,
)
def test_an_attribute_is_its_name_and_its_value(attribute: dict[str, Any], size: int) -> None:
    assert item_size({"name": attribute}) == 4 + size


def test_units_are_whole_kilobytes() -> None:
    assert [write_units(size) for size in (0, 1, 1024, 1025)] == [1, 1, 1, 2]
    assert [read_units(size) for size in (0, 4096, 4097)] == [1, 1, 2]
