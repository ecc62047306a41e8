"""What becomes of the mails to an address, as long as a developer wants it: `POST /mailbox/behaviour`."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Behaviour(StrEnum):
    DELIVER = "deliver"
    BOUNCE = "bounce"
    BOUNCE_SOFT = "bounce_soft"
    COMPLAIN = "complain"
    DELAY = "delay"
    FAIL = "fail"


# The mailbox page shows this.
MEANS = {
    Behaviour.DELIVER: "The mail arrives. So it is for every address until you say otherwise.",
    Behaviour.BOUNCE: "The address does not exist: a hard bounce, and no delivery.",
    Behaviour.BOUNCE_SOFT: "The mailbox is full: a soft bounce, and no delivery.",
    Behaviour.COMPLAIN: "The mail arrives, and its reader calls it spam.",
    Behaviour.DELAY: "The mail arrives 10 seconds later.",
    Behaviour.FAIL: "SES takes no mail to this address: too many requests.",
}


class NoBehaviour(ValueError):
    """Raised for a request that names no address or no behaviour."""


@dataclass
class Behaviours:
    _by_address: dict[str, Behaviour] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, address: str) -> Behaviour:
        with self._lock:
            return self._by_address.get(address.lower(), Behaviour.DELIVER)

    def change(self, request: Any) -> Mapping[str, str]:
        """`{"address", "does"}`: all that is not ordinary after that."""
        match request:
            case {"address": str(address), "does": str(does)} if "@" in address and does in set(Behaviour):
                with self._lock:
                    self._by_address[address.lower()] = Behaviour(does)
                return self.unusual()
        raise NoBehaviour(f'Send {{"address": "...", "does": "{"|".join(Behaviour)}"}}.')

    def unusual(self) -> dict[str, str]:
        with self._lock:
            return {who: does.value for who, does in self._by_address.items() if does is not Behaviour.DELIVER}
