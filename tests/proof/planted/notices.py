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
        "        post.report(failure, event)\n        return lambda notice: notice.put_back(now)\n"
        "    return lambda notice: notice.sent(message_id, now)\n\n\ndef _composed",
        "        post.report(failure, event)\n        return Notice.undeliverable\n"
        "    return lambda notice: notice.sent(message_id, now)\n\n\ndef _composed",
        (FAULTS,),
    ),
    Bug(
        "a notice that failed is tried again at once",
        f"{LAYER}/domain/events.py",
        "state=NoticeState.PENDING, not_before=now + pause",
        "state=NoticeState.PENDING, not_before=None",
        (FAULTS,),
    ),
    Bug(
        "a lease is no lease",
        f"{LAYER}/domain/events.py",
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
        "            notices = send_notices(table, what, post(settings, ses, bus, keys, logger, now), now)\n",
        "            return\n",
        (STREAM,),
    ),
]
