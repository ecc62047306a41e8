"""The keys that sign the unsubscribe links: one secret of the stack, a JSON map from key id to secret."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from plus_one.domain.tokens import Keys

# An id that is not known may be that of a new key, or anybody's invention.
SOONEST = timedelta(minutes=1)
LATEST = timedelta(hours=1)


@dataclass(slots=True)
class LinkKeys:
    """What the secret held when it was last read."""

    fetch: Callable[[], str]
    _keys: Keys = field(default_factory=dict)
    _tried_at: datetime | None = None

    def at(self, now: datetime, key_id: str | None = None) -> Keys:
        """The keys; read again after an hour, or when `key_id` is not among them, but at most once a minute."""
        if self._tried_at is None or now - self._tried_at >= self._patience(key_id):
            self._tried_at = now
            self._keys = self._read()
        return self._keys

    def _patience(self, key_id: str | None) -> timedelta:
        if not self._keys:
            return timedelta.min  # another lane may have tried a moment later than ours, and not be done
        return LATEST if key_id is None or key_id in self._keys else SOONEST

    def _read(self) -> Keys:
        """What was read before is good enough while the secret cannot be read."""
        try:
            keys: Keys = json.loads(self.fetch())
        except (BotoCoreError, ClientError, ValueError):
            if self._keys:
                return self._keys
            raise
        return keys


def connect(secret: str) -> LinkKeys:
    patience = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 3, "mode": "standard"})
    client = boto3.client("secretsmanager", config=patience)
    return LinkKeys(lambda: client.get_secret_value(SecretId=secret)["SecretString"])
