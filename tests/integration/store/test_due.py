from datetime import timedelta

from plus_one.store import due, keys
from plus_one.store.items import marshal
from plus_one.store.table import Table
from tests.integration.samples import AT


def test_what_is_due_has_its_turn_within_sixteen_sweeps_though_each_has_time_for_one_thing(table: Table) -> None:
    """Whatever else is due: no shard always comes first."""
    for number, shard in enumerate(keys.DUE_SHARDS):
        place = keys.Key(f"CLIENT#{number}", "COACH#y#RENEWAL#z.1").item()
        item = marshal(place | {"due_shard": shard, "due_at": "2026-01-01T00:00:00.000Z"})
        table.client.put_item(TableName=table.name, Item=item)

    sweeps = [due.due_by(table, AT + timedelta(minutes=minutes), 100) for minutes in range(len(keys.DUE_SHARDS))]

    assert len({found[0] for found in sweeps}) == len(keys.DUE_SHARDS)
