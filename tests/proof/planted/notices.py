"""A booking is never undone by a mail problem; each notice is sent at least once, normally once."""

from tests.proof.planted.bug import FAULTS, LAYER, RACES, STREAM, Bug

BUGS = [
    Bug(
        "a notice is marked as sent before it is sent",
        f"{LAYER}/actions/send_notices.py",
        "event.notices[to].claimed(now)",
        'event.notices[to].sent("0100", now)',
        (FAULTS,),
    ),
    Bug(
        "one failure ends a notice",
        f"{LAYER}/actions/send_notices.py",
        "        return lambda notice: notice.put_back(now, why)\n",
        "        return Notice.undeliverable\n",
        (FAULTS,),
    ),
    Bug(
        "a mail that SES does not take for reasons of ours ends after a week",
        f"{LAYER}/actions/send_notices.py",
        "        return lambda notice: notice.put_back(now, why)\n",
        "        return lambda notice: notice.not_yet(why, event.at, now)\n",
        (STREAM,),
    ),
    Bug(
        "what has failed for a day stays among the others",
        f"{LAYER}/store/events.py",
        "keys.SLOW_SHARD if event.fails_for_long(due_at) else keys.notice_shard(event.event_id)",
        "keys.notice_shard(event.event_id)",
        (STREAM,),
    ),
    Bug(
        "what has failed for a day comes first",
        f"{LAYER}/store/due.py",
        "    yield from _in_turn(table, keys.NOTICE_SHARDS, now)\n",
        "    yield from _in_turn(table, [keys.SLOW_SHARD], now)\n"
        "    yield from _in_turn(table, keys.NOTICE_SHARDS, now)\n",
        (STREAM,),
    ),
    Bug(
        "notices of version 0.1.0 are forgotten",
        f"{LAYER}/store/due.py",
        "    yield from (key for key in _in_turn(table, keys.OLD_SHARDS, now) if _is_event(key))\n",
        "",
        (STREAM,),
    ),
    Bug(
        "a notice that failed is tried again at once",
        f"{LAYER}/domain/notices.py",
        "state=NoticeState.PENDING, not_before=now + pause",
        "state=NoticeState.PENDING, not_before=None",
        (FAULTS,),
    ),
    Bug(
        "a lease is no lease",
        f"{LAYER}/domain/notices.py",
        "self.state in UNSENT and (self.not_before is None or self.not_before <= now)",
        "self.state in UNSENT",
        (RACES, STREAM),
    ),
    Bug(
        "two senders may both claim a notice",
        f"{LAYER}/store/events.py",
        'f"{part} = :{part}_read" for part in before',
        'f"(attribute_exists({part}) OR {part} = :{part}_read)" for part in before',
        (RACES, STREAM),
    ),
    Bug(
        "a mail that failed takes back what a later sender has marked",
        f"{LAYER}/actions/send_notices.py",
        "(notice.state, notice.attempts) != (claimed.state, claimed.attempts)",
        "False",
        (FAULTS,),
    ),
    Bug(
        "the sweep forgets notices",
        "functions/sweep/app.py",
        "            return send_notices(table, what, post(settings, ses, bus, keys, logger, now), now)\n",
        "            return None\n",
        (STREAM,),
    ),
]
