"""What becomes of a mail that SES has taken: it arrives or not, and SES tells the event bus about it."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from local import ses_events
from local.behaviours import Behaviour, Behaviours
from local.console import Tell, line
from local.mails import Mail, Mails
from local.ses import Refused

DELAY_SECONDS = 10.0
OUTCOMES = {
    Behaviour.BOUNCE: "bounced",
    Behaviour.BOUNCE_SOFT: "bounced, for now",
    Behaviour.COMPLAIN: "delivered, and complained about",
}

type Emit = Callable[[Mapping[str, Any]], None]


def _to_nobody(_what: object) -> None:
    pass


@dataclass(frozen=True)
class Outcomes:
    """`emit` hands an event to the bus, `tell` a line to the console."""

    mails: Mails
    behaviours: Behaviours = field(default_factory=Behaviours)
    emit: Emit = _to_nobody
    tell: Tell = _to_nobody
    delay: float = DELAY_SECONDS
    _suppressed: set[str] = field(default_factory=set)

    def take(self, mail: Mail) -> None:
        """Raises Refused for a mail that SES does not take."""
        match self.behaviours.of(mail.to[0]):
            case _ if mail.to[0].lower() in self._suppressed:
                self.mails.keep(replace(mail, outcome="not sent, as an earlier one bounced"))
                dropped = ses_events.bounced(mail, "Permanent", "OnAccountSuppressionList", datetime.now(UTC))
                self._after(0, lambda: self.emit(dropped))
            case Behaviour.FAIL:
                self.tell(line("refused", f"{_name(mail)}: too many requests"))
                raise Refused("TooManyRequestsException", "Maximum sending rate exceeded.", 429)
            case Behaviour.DELAY:
                self.tell(line("delayed", f"{_name(mail)}: {self.delay:g} seconds"))
                self._after(0, lambda: self.emit(ses_events.delayed(mail, datetime.now(UTC))))
                self._after(self.delay, lambda: self._arrive_late(mail))
            case does:
                if does is Behaviour.BOUNCE:
                    self._suppressed.add(mail.to[0].lower())
                self.mails.keep(replace(mail, outcome=OUTCOMES.get(does, "delivered")))
                self._after(0, lambda: self._report(mail, does))

    def trust(self, address: str) -> bool:
        """False: it was not on the list."""
        was_there = address.lower() in self._suppressed
        self._suppressed.discard(address.lower())
        return was_there

    def _arrive_late(self, mail: Mail) -> None:
        self.tell(line("arrived", _name(mail)))
        self.mails.keep(mail)
        self._report(mail, Behaviour.DELIVER)

    def _report(self, mail: Mail, does: Behaviour) -> None:
        for event in _events(mail, does, datetime.now(UTC)):
            self.emit(event)

    def _after(self, seconds: float, act: Callable[[], None]) -> None:
        """Beside the request: SES answers first, but its events can overtake whoever notes the answer."""
        timer = threading.Timer(seconds, act)
        timer.daemon = True
        timer.start()


def _events(mail: Mail, does: Behaviour, now: datetime) -> list[ses_events.BusEvent]:
    match does:
        case Behaviour.BOUNCE:
            return [ses_events.bounced(mail, "Permanent", "General", now)]
        case Behaviour.BOUNCE_SOFT:
            return [ses_events.bounced(mail, "Transient", "MailboxFull", now)]
        case Behaviour.COMPLAIN:
            return [ses_events.delivered(mail, now), ses_events.complained(mail, now)]
    return [ses_events.delivered(mail, now)]


def _name(mail: Mail) -> str:
    return f"{mail.tags.get('kind', 'a mail')} to {mail.to[0]}"
