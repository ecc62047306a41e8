"""Each notice is mailed, or announced, at least once, normally once; what comes twice has the same ids."""

from collections.abc import Iterator
from typing import Any

from plus_one.store.items import Item
from tests.announced import told_by
from tests.proof.processes.worker_journal import Line

type Mails = dict[tuple[str, str], list[Line]]


def mails(journal: list[Line]) -> Mails:
    """By event and side; the announcement on the bus, too."""
    found: Mails = {}
    for line in journal:
        if "mail" in line:
            event_id, side = line["mail"]
            found.setdefault((event_id, side), []).append(line)
    return found


def unmarked(items: list[Item], journal: list[Line]) -> int:
    """Mails that no notice names: sent by a process that could not say so, and so sent again, or stale meanwhile."""
    sent = [notice for notice in _notices(items).values() if notice["state"] == "sent"]
    return sum(len(lines) for lines in mails(journal).values()) - len(sent)


def wrong_mails(items: list[Item], journal: list[Line], killed: int) -> Iterator[str]:
    """When all is done. Whoever was killed, or failed, may have sent one mail without saying so."""
    sent, notices = mails(journal), _notices(items)
    for name, notice in notices.items():
        if notice["state"] not in ("sent", "stale"):
            yield f"notice {name} is {notice['state']}"
        if notice["state"] == "sent" and notice.get("message_id") not in [
            line["message_id"] for line in sent.get(name, [])
        ]:
            yield f"notice {name} is marked as sent, but no such mail was"
    for name, lines in sent.items():
        if name not in notices or len({str(line["tags"]) for line in lines}) > 1:
            yield f"mails of {name} are not of one notice: {[line['tags'] for line in lines]}"
    failed = sum(line["failed"] in ("send", "sweep") for line in journal if "failed" in line)
    if (spare := unmarked(items, journal)) > killed + failed:
        yield f"{spare} mails too many, after {killed} kills and {failed} failures"


def _notices(items: list[Item]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(item["event_id"], to): notice for item in items for to, notice in told_by(item).items()}
