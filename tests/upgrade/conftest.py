"""Tables of older versions."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from functions.client_api import app as client_api
from plus_one import clock
from plus_one.store import keys
from plus_one.store.items import Item, marshal, unmarshal
from tests.conftest import TABLE, aws
from tests.marketplace import Marketplace

TABLES = sorted(Path(__file__).parent.glob("*.json"))
DEPLOYED = datetime(2026, 11, 23, 11, tzinfo=UTC)


@pytest.fixture(params=TABLES, ids=lambda path: path.stem)
def before(request: pytest.FixtureRequest, marketplace: Marketplace, monkeypatch: pytest.MonkeyPatch) -> list[Item]:
    """The table of an older version, an hour later. Nobody has marked it."""
    aws("dynamodb").delete_item(TableName=TABLE, Key=marshal(keys.BACKFILLED.item()))
    client_api.table.known.clear()
    monkeypatch.setattr(clock, "now", lambda: DEPLOYED)
    items: list[Any] = json.loads(request.param.read_text(encoding="utf-8"))
    for item in items:
        aws("dynamodb").put_item(TableName=TABLE, Item=item)
    return [unmarshal(item) for item in items]
