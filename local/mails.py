"""The mails that were sent, in memory, oldest first."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Mail:
    message_id: str
    sender: str
    to: tuple[str, ...]
    subject: str
    text: str | None
    html: str | None
    headers: Mapping[str, str]
    tags: Mapping[str, str]
    configuration_set: str | None
    sent_at: str
    outcome: str = "delivered"

    def all_headers(self) -> dict[str, str]:
        """With those that SES writes itself."""
        return {
            "From": self.sender,
            "To": ", ".join(self.to),
            "Subject": self.subject,
            "Date": self.sent_at,
            "Message-ID": f"<{self.message_id}@email.amazonses.com>",
            **self.headers,
        }

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.message_id,
            "to": ", ".join(self.to),
            "subject": self.subject,
            "text": self.text,
            "html": self.html,
            "headers": self.all_headers(),
            "sent_at": self.sent_at,
            "outcome": self.outcome,
            "tags": dict(self.tags),
            "configuration_set": self.configuration_set,
        }


@dataclass
class Mails:
    _kept: list[Mail] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, mail: Mail) -> None:
        with self._lock:
            self._kept.append(mail)

    def oldest_first(self) -> list[Mail]:
        with self._lock:
            return list(self._kept)

    def find(self, message_id: str) -> Mail | None:
        return next((mail for mail in self.oldest_first() if mail.message_id == message_id), None)
