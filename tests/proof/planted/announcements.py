"""What is due is announced at least once, as it was booked; what is due no more, too."""

from tests.proof.planted.bug import FAULTS, LAYER, Bug

BUGS = [
    Bug(
        "an announcement is marked before it is made",
        f"{LAYER}/actions/send_notices.py",
        "        event = event.with_notice(to, event.notices[to].claimed(now))\n",
        "        claimed = event.notices[to].claimed(now)\n"
        '        event = event.with_notice(to, claimed.sent("1", now) if isinstance(to, Bus) else claimed)\n',
        (FAULTS,),
    ),
    Bug(
        "one failure ends an announcement",
        f"{LAYER}/actions/send_notices.py",
        "        post.report(failure, event)\n        return lambda notice: notice.put_back(now)\n"
        "    return lambda notice: notice.sent(message_id, now)\n\n\ndef _send",
        "        post.report(failure, event)\n        return Notice.undeliverable\n"
        "    return lambda notice: notice.sent(message_id, now)\n\n\ndef _send",
        (FAULTS,),
    ),
    Bug(
        "an announcement is dropped when a mail of its event fails",
        f"{LAYER}/actions/send_notices.py",
        "            outcome = _announce(event, post, now) if isinstance(to, Bus)"
        " else _send(table, seen, to, post, now)\n",
        "            if isinstance(to, Bus):\n"
        "                failed = bool(event.unsent[:-1])\n"
        "                outcome = Notice.stale if failed else _announce(event, post, now)\n"
        "            else:\n"
        "                outcome = _send(table, seen, to, post, now)\n",
        (FAULTS,),
    ),
    Bug(
        "an entry that failed is taken for announced, because the answer is 200",
        f"{LAYER}/bus/announcer.py",
        '    if not taken_as:\n        raise NotAnnounced(answer.get("ErrorCode"))\n    return taken_as\n',
        "    return str(taken_as)\n",
        (FAULTS,),
    ),
    Bug(
        "the mails take an event out of what is due before it is announced",
        f"{LAYER}/store/events.py",
        "    if event.unsent:\n        shard",
        "    if set(event.unsent) - {Bus.BUS}:\n        shard",
        (FAULTS,),
    ),
    Bug(
        "a +1 that was taken back stays due for others",
        f"{LAYER}/actions/reopen_session.py",
        "notify(what, *EVERYBODY)",
        "notify(what, *EVERYBODY[:2])",
        (FAULTS,),
    ),
    Bug(
        "the price of the whole package is announced",
        f"{LAYER}/bus/announcement.py",
        '{"amount": facts["rate"],',
        '{"amount": facts.get("package_price", facts["rate"]),',
        (FAULTS,),
    ),
    Bug(
        "what is due no more is announced in dollars, whatever the currency was",
        f"{LAYER}/bus/announcement.py",
        '{"no_longer_due": money}',
        '{"no_longer_due": money | {"currency": "USD"}}',
        (FAULTS,),
    ),
]
