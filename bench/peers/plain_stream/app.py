"""book_plus_one as a plain handler: one record after the other, no log, no metrics, no framework."""

import os
from typing import Any

from plus_one import clock
from plus_one.actions.settle_renewal import settle_renewal
from plus_one.domain.ids import EventId
from plus_one.store.records import due_renewal
from plus_one.store.table import connect

LIMIT = int(os.environ["VELOCITY_LIMIT"])
table = connect(os.environ["TABLE_NAME"])


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    for record in event["Records"]:
        try:
            now = clock.now()
            settle_renewal(table, due_renewal(record), EventId(clock.new_id(now)), LIMIT, now)
        except Exception:  # noqa: BLE001  it comes again, with those behind it
            return {"batchItemFailures": [{"itemIdentifier": record["dynamodb"]["SequenceNumber"]}]}
    return {"batchItemFailures": []}
