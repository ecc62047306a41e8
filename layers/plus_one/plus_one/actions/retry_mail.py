"""A person whose address refused our mail asks us to try it again, at most once a day."""

from collections.abc import Callable
from dataclasses import replace

from plus_one.actions.reading import Read, keep_receipt, read
from plus_one.domain.profiles import Profile
from plus_one.domain.refusals import MailRetriedTooSoon
from plus_one.domain.requests import Request
from plus_one.store import profiles, receipts
from plus_one.store.table import Table, until_committed


def retry_mail(table: Table, request: Request, trust: Callable[[str], None]) -> Profile:
    """Again, or where no mail is held back: the profile as it is. `trust`: SES mails to the address again; if it cannot
    say so, nothing is written."""

    def act(seen: Read, _: Read) -> Profile:
        person = seen.caller
        if seen.created or not person.undeliverable:
            keep_receipt(table, request, person.user_id)
            return person
        if not person.may_retry_mail(request.now):
            raise MailRetriedTooSoon
        trust(person.email)
        table.commit(profiles.put_retried(person, request.now), *receipts.put_new(request, person.user_id))
        return replace(person, undeliverable=False)

    return until_committed(lambda: read(table, request), act)
