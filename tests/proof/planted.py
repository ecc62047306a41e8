"""The bugs that the proof must notice, at least three for each promise of the README.

`sound` is in the file once, `broken` takes its place; `kinds` are asked in this order until one of them notices.
"""

from dataclasses import dataclass

LAYER = "layers/plus_one/plus_one"


@dataclass(frozen=True)
class Planted:
    promise: int
    name: str
    path: str
    sound: str
    broken: str
    kinds: tuple[str, ...]


FAULTS, ORDER, STREAM, RACES, ACCESS = "faults", "interleaving", "schedules", "processes", "access"

PLANTED = [
    # 1. One last completion books at most one +1, and exactly one if the rule says so.
    Planted(
        1,
        "the +1 is booked in several writes in place of one transaction",
        f"{LAYER}/actions/settle_renewal.py",
        "        table.commit(*writes)\n",
        "        for write in writes:\n            table.commit(write)\n",
        (FAULTS,),
    ),
    Planted(
        1,
        "the id of the +1 is random",
        f"{LAYER}/domain/ids.py",
        'hashlib.sha256(f"{session_id}.{completion}".encode()).digest()',
        '__import__("os").urandom(32)',
        (FAULTS,),
    ),
    Planted(
        1,
        "deck_seq is ignored: an old renewal books after a later package was used up",
        f"{LAYER}/domain/decision.py",
        "pairing.on_deck > 0 or pairing.deck_seq != deck_seq",
        "pairing.on_deck > 0",
        (ORDER,),
    ),
    Planted(
        1,
        "TransactionConflict is taken for done",
        f"{LAYER}/store/table.py",
        "            raise _race_lost(error) from error\n",
        '            if "TransactionConflict" not in str(error.response.get("CancellationReasons")):\n'
        "                raise _race_lost(error) from error\n",
        (FAULTS,),
    ),
    Planted(
        1,
        "a completed session can be completed again",
        f"{LAYER}/store/sessions.py",
        "session, SessionStatus.BOOKED, session.completions - 1)",
        "session, session.status, session.completions)",
        (FAULTS,),
    ),
    Planted(
        1,
        "a retry completes anew what was reopened meanwhile",
        f"{LAYER}/actions/complete_session.py",
        "seen.session.completions != first.session.completions",
        "False",
        (ORDER,),
    ),
    # 2. After the answer to a cancel, no +1.
    Planted(
        2,
        "the epoch is ignored: a renewal of an ended enrollment books for the next one",
        f"{LAYER}/domain/decision.py",
        "pairing.enrollment.epoch != epoch",
        "False",
        (ORDER, STREAM),
    ),
    Planted(
        2,
        "a pairing is written whatever its version is",
        f"{LAYER}/store/pairings.py",
        'item, "version = :read", read=pairing.version)',
        'item, "attribute_exists(PK)")',
        (ORDER,),
    ),
    Planted(
        2,
        "un-enrolling gives up when it loses a race",
        f"{LAYER}/actions/unenroll.py",
        "act, most=None)",
        "act, most=1)",
        (FAULTS,),
    ),
    Planted(
        2,
        "the receipt of un-enrolling is of its first reading",
        f"{LAYER}/actions/unenroll.py",
        "    def act(seen: _Seen, _: _Seen) -> Unenrolled:\n        enrollment = seen.pairing.enrollment\n",
        "    def act(now: _Seen, seen: _Seen) -> Unenrolled:\n"
        "        enrollment = seen.pairing.enrollment\n"
        "        seen = replace(now, pairing=replace(now.pairing, latest_plus_one=seen.pairing.latest_plus_one))\n",
        (ORDER,),
    ),
    Planted(
        2,
        "an adjustment that loses a race against un-enrolling enrolls",
        f"{LAYER}/actions/enroll.py",
        "    if first.enrollment.is_on:\n",
        "    if not first:\n",
        (ORDER,),
    ),
    Planted(
        2,
        "an older reading of the profile is laid over the pairing's copy",
        f"{LAYER}/domain/pairings.py",
        "client.seq < self.client_seq",
        "False",
        (ORDER,),
    ),
    # 3. Every renewal ends booked or skipped; none is lost.
    Planted(
        3,
        "nobody is told that a renewal is due",
        f"{LAYER}/store/renewals.py",
        "{**_to_item(client_id, coach_id, renewal), **due}",
        "_to_item(client_id, coach_id, renewal)",
        (FAULTS,),
    ),
    Planted(
        3,
        "the sweep forgets renewals",
        "functions/sweep/app.py",
        "            renewal = settle_renewal(table, what, EventId(clock.new_id(now)), settings.velocity_limit, now)\n",
        "            return\n",
        (STREAM,),
    ),
    Planted(
        3,
        "keys that DynamoDB did not process are taken for absent",
        f"{LAYER}/store/table.py",
        '            request = answer["UnprocessedKeys"]\n',
        "            request = {}\n",
        (FAULTS,),
    ),
    Planted(
        3,
        "undoing a completion forgets its pending renewal",
        f"{LAYER}/actions/reopen_session.py",
        "        *([renewals.put_settled(client_id, coach_id, done.undone)] if done.undone else []),\n",
        "",
        (FAULTS,),
    ),
    # 4. A booking is never undone by a mail problem; each notice is sent at least once, normally once.
    Planted(
        4,
        "a notice is marked as sent before it is sent",
        f"{LAYER}/actions/send_notices.py",
        "event.notices[to].claimed(now)",
        'event.notices[to].sent("0100", now)',
        (FAULTS,),
    ),
    Planted(
        4,
        "one failure ends a notice",
        f"{LAYER}/actions/send_notices.py",
        "        post.report(failure)\n        return lambda notice: notice.put_back(now)\n"
        "    return lambda notice: notice.sent(message_id, now)\n\n\ndef _composed",
        "        post.report(failure)\n        return Notice.undeliverable\n"
        "    return lambda notice: notice.sent(message_id, now)\n\n\ndef _composed",
        (FAULTS,),
    ),
    Planted(
        4,
        "a lease is no lease",
        f"{LAYER}/domain/events.py",
        "self.state in UNSENT and (self.not_before is None or self.not_before <= now)",
        "self.state in UNSENT",
        (RACES, STREAM),
    ),
    Planted(
        4,
        "two senders may both claim a notice",
        f"{LAYER}/store/events.py",
        'f"{part} = :{part}_read" for part in before',
        'f"(attribute_exists({part}) OR {part} = :{part}_read)" for part in before',
        (RACES, STREAM),
    ),
    Planted(
        4,
        "a mail that failed takes back what a later sender has marked",
        f"{LAYER}/actions/send_notices.py",
        "(notice.state, notice.attempts) != (claimed.state, claimed.attempts)",
        "False",
        (FAULTS,),
    ),
    Planted(
        4,
        "the sweep forgets notices",
        "functions/sweep/app.py",
        "            notices = send_notices(table, what, post(settings, ses, bus, keys, logger, now), now)\n",
        "            return\n",
        (STREAM,),
    ),
    # 5. On deck is never negative and always equals the number of booked sessions.
    Planted(
        5,
        "undoing a completion puts nothing back on deck",
        f"{LAYER}/domain/pairings.py",
        "return self._moved(session, +1)",
        "return self._moved(session, 0)",
        (FAULTS,),
    ),
    Planted(
        5,
        "a cancelled +1 stays on deck",
        f"{LAYER}/actions/cancel_plus_one.py",
        "            pairings.put_next(pairing),\n",
        "            pairings.put_next(seen.pairing),\n",
        (FAULTS,),
    ),
    Planted(
        5,
        "a +1 that was completed is cancelled",
        f"{LAYER}/store/sessions.py",
        "    return _put_moved(client_id, coach_id, session, SessionStatus.BOOKED, session.completions)\n",
        "    return put_new(client_id, coach_id, session) | put(\n"
        '        keys.session(client_id, coach_id, session.session_id), to_item(session), "attribute_exists(PK)"\n'
        "    )\n",
        (ORDER,),
    ),
    Planted(
        5,
        "a custom offer is not closed by condition",
        f"{LAYER}/store/offers.py",
        '        "#state = :open",\n',
        '        "#state = :open OR attribute_exists(PK)",\n',
        (ORDER,),
    ),
    Planted(
        5,
        "a retry undoes a completion that is not the one of its first reading",
        f"{LAYER}/actions/reopen_session.py",
        "seen.session.completions != first.session.completions",
        "False",
        (ORDER,),
    ),
    Planted(
        5,
        "a taken-back +1 gives back into whatever settings there are",
        f"{LAYER}/domain/pairings.py",
        "session.settings_seq == enrollment.settings_seq",
        "True",
        (ORDER,),
    ),
    # 6. No one reads or changes what is not theirs.
    Planted(
        6,
        "a custom offer can be booked by everybody",
        f"{LAYER}/domain/packages.py",
        "offer is None or offer.client_id not in (None, client_id)",
        "offer is None",
        (ACCESS,),
    ),
    Planted(
        6,
        "custom offers of others are listed",
        f"{LAYER}/store/lists.py",
        "(attribute_not_exists(client_id) OR client_id = :client)",
        "(attribute_not_exists(client_id) OR client_id = :client OR attribute_exists(client_id))",
        (ACCESS,),
    ),
    Planted(
        6,
        "an Idempotency-Key is everybody's",
        f"{LAYER}/store/keys.py",
        'Key(f"USER#{user_id}", f"KEY#',
        'Key("USER#", f"KEY#',
        (ACCESS,),
    ),
    Planted(
        6,
        "who signed a link is not looked at",
        f"{LAYER}/domain/tokens.py",
        "if not hmac.compare_digest(_mac(key_id, said, keys[key_id]), mac):",
        "if not mac:",
        (ACCESS,),
    ),
    Planted(
        6,
        "nobody is asked for a role",
        f"{LAYER}/http/claims.py",
        '"sub" not in claims or (role and role not in _groups(claims.get("cognito:groups", "")))',
        '"sub" not in claims',
        (ACCESS,),
    ),
    Planted(
        6,
        "an access token is as good as an ID token",
        f"{LAYER}/http/claims.py",
        'claims.get("token_use") != "id"',
        "not claims",
        (ACCESS,),
    ),
    Planted(
        6,
        "the path says whose side it is",
        "functions/coach_api/app.py",
        "    pairing = browse.pairing(table, UserId(client_id), _me())\n    return present.client",
        "    pairing = next(iter(browse.my_coaches(table, UserId(client_id), Paging(1, None)).things), None) or "
        "browse.pairing(table, UserId(client_id), _me())\n    return present.client",
        (ACCESS,),
    ),
    # 7. What is due is announced at least once, as it was booked; what is due no more, too.
    Planted(
        7,
        "an announcement is marked before it is made",
        f"{LAYER}/actions/send_notices.py",
        "        event = event.with_notice(to, event.notices[to].claimed(now))\n",
        "        claimed = event.notices[to].claimed(now)\n"
        '        event = event.with_notice(to, claimed.sent("1", now) if isinstance(to, Bus) else claimed)\n',
        (FAULTS,),
    ),
    Planted(
        7,
        "one failure ends an announcement",
        f"{LAYER}/actions/send_notices.py",
        "        post.report(failure)\n        return lambda notice: notice.put_back(now)\n"
        "    return lambda notice: notice.sent(message_id, now)\n\n\ndef _send",
        "        post.report(failure)\n        return Notice.undeliverable\n"
        "    return lambda notice: notice.sent(message_id, now)\n\n\ndef _send",
        (FAULTS,),
    ),
    Planted(
        7,
        "an announcement is dropped when a mail of its event fails",
        f"{LAYER}/actions/send_notices.py",
        "            outcome = _announce(event, post, now) if isinstance(to, Bus) else _send(seen, to, post, now)\n",
        "            if isinstance(to, Bus):\n"
        "                failed = bool(event.unsent[:-1])\n"
        "                outcome = Notice.stale if failed else _announce(event, post, now)\n"
        "            else:\n"
        "                outcome = _send(seen, to, post, now)\n",
        (FAULTS,),
    ),
    Planted(
        7,
        "an entry that failed is taken for announced, because the answer is 200",
        f"{LAYER}/bus/announcer.py",
        '    if not taken_as:\n        raise NotAnnounced(answer.get("ErrorCode"))\n    return taken_as\n',
        "    return str(taken_as)\n",
        (FAULTS,),
    ),
    Planted(
        7,
        "the mails take an event out of what is due before it is announced",
        f"{LAYER}/store/events.py",
        "    if event.unsent:\n        return _move",
        "    if set(event.unsent) - {Bus.BUS}:\n        return _move",
        (FAULTS,),
    ),
    Planted(
        7,
        "a +1 that was taken back stays due for others",
        f"{LAYER}/actions/reopen_session.py",
        "notify(what, *EVERYBODY)",
        "notify(what, *EVERYBODY[:2])",
        (FAULTS,),
    ),
    Planted(
        7,
        "the price of the whole package is announced",
        f"{LAYER}/bus/announcement.py",
        '{"amount": facts["rate"],',
        '{"amount": facts.get("package_price", facts["rate"]),',
        (FAULTS,),
    ),
]
