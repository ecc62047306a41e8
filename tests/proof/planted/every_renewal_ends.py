"""Every renewal ends booked or skipped; none is lost."""

from tests.proof.planted.bug import FAULTS, LAYER, ORDER, STREAM, Bug

BUGS = [
    Bug(
        "nobody is told that a renewal is due",
        f"{LAYER}/store/renewals.py",
        "_to_item(client_id, coach_id, renewal) | due",
        "_to_item(client_id, coach_id, renewal)",
        (FAULTS,),
    ),
    Bug(
        "the sweep forgets renewals",
        "functions/sweep/app.py",
        "            return settle_renewal(table, what, id_, settings.velocity_limit, now, resumes=True)\n",
        "            return None\n",
        (STREAM,),
    ),
    Bug(
        "the sweep leaves out the last of what is due",
        "functions/sweep/app.py",
        "_in_time(due.due_by(table, started), context)",
        "_in_time(list(due.due_by(table, started))[:-1], context)",
        (STREAM,),
    ),
    Bug(
        "what the sweep puts off is never due again",
        f"{LAYER}/store/due.py",
        '"SET due_at = :later"',
        '"SET due_at = :later REMOVE due_shard"',
        (STREAM,),
    ),
    Bug(
        "keys that DynamoDB did not process are taken for absent",
        f"{LAYER}/store/table.py",
        '            request = answer["UnprocessedKeys"]\n',
        "            request = {}\n",
        (FAULTS,),
    ),
    Bug(
        "undoing a completion forgets its pending renewal",
        f"{LAYER}/actions/reopen_session.py",
        "        *_ended(before, done),\n",
        "",
        (FAULTS,),
    ),
    Bug(
        "every sweep begins at the same shard, and what is due elsewhere may never have its turn",
        f"{LAYER}/store/due.py",
        "first = now.minute % len(shards)",
        "first = 0",
        (STREAM,),
    ),
    Bug(
        "a notice has its turn before a renewal",
        f"{LAYER}/store/due.py",
        "    yield from _in_turn(table, keys.RENEWAL_SHARDS, now)\n",
        "    yield from _in_turn(table, keys.NOTICE_SHARDS, now)\n"
        "    yield from _in_turn(table, keys.RENEWAL_SHARDS, now)\n",
        (STREAM,),
    ),
    Bug(
        "the sweep leaves a shard after its first page",
        f"{LAYER}/store/due.py",
        "        starts = {shard: start for shard, start in starts.items() if start}\n",
        "        starts = {}\n",
        (STREAM,),
    ),
    Bug(
        "renewals of version 0.1.0 are forgotten",
        f"{LAYER}/store/due.py",
        "    yield from (key for key in _in_turn(table, keys.OLD_SHARDS, now) if not _is_event(key))\n",
        "",
        (STREAM,),
    ),
    Bug(
        "what no sweep comes to is not measured",
        "functions/sweep/app.py",
        "{*done, *due.heads(table)}",
        "done",
        (STREAM,),
    ),
    Bug(
        "one hold that fails ends the sweep",
        "functions/sweep/app.py",
        "    except Exception as error:  # noqa: BLE001\n",
        "    except ZeroDivisionError as error:\n",
        (STREAM,),
    ),
    Bug(
        "a renewal's age is that of its latest failure",
        f"{LAYER}/store/waiting.py",
        '    since = item["completed_at"]\n',
        '    since = item["due_at"]\n',
        (STREAM,),
    ),
    Bug(
        "a +1 is booked by an old copy of the flag of an address that refuses mail",
        f"{LAYER}/actions/settle_renewal.py",
        "    pairing = stored.as_people_are(*people)\n",
        "    pairing = stored\n",
        (ORDER,),
    ),
]
