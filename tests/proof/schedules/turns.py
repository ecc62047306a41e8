"""Sweeps that have time for one thing each: whatever is due has its turn."""

from datetime import timedelta

from plus_one.store import due, keys
from plus_one.store.table import ABSENT, Table, put
from tests.integration.samples import AT


def without_a_turn(table: Table) -> list[str]:
    """Something is due in every shard, and a sweep comes each minute."""
    for number, shard in enumerate(keys.DUE_SHARDS):
        place = keys.Key(f"CLIENT#{number}", "COACH#y#RENEWAL#z.1")
        table.write(put(place, {"due_shard": shard, "due_at": "2026-01-01T00:00:00.000Z"}, ABSENT))
    shards = len(keys.DUE_SHARDS)
    first = {due.due_by(table, AT + timedelta(minutes=minutes), shards)[0] for minutes in range(shards)}
    return [f"of {shards} shards {len(first)} had a turn in {shards} sweeps"] if len(first) < shards else []
