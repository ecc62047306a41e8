"""What SES may tell about a mail."""

from datetime import UTC, datetime

import pytest

from local import ses_events
from local.mails import Mail
from local.ses_events import BusEvent

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def delivered(mail: Mail) -> BusEvent:
    return ses_events.delivered(mail, NOW)


def hard(mail: Mail) -> BusEvent:
    return ses_events.bounced(mail, "Permanent", "General", NOW)


def soft(mail: Mail) -> BusEvent:
    return ses_events.bounced(mail, "Transient", "MailboxFull", NOW)


def complained(mail: Mail) -> BusEvent:
    return ses_events.complained(mail, NOW)


final = pytest.mark.parametrize("refused", [hard, complained])
