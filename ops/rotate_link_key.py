"""Gives the unsubscribe links a new key: python -m ops.rotate_link_key <secret arn>

The secret is the stack's LinkKeys, a map from key id to key. The newest key signs, and each of them vouches for the
links that it has signed, which live 400 days. So this adds a key, and drops those that stopped signing more than 400
days ago: those whose successor is older than that. Links that are in somebody's mailbox go on working.

Once a year is enough, or at once when somebody may have read the secret. In that case also take the old keys out of the
map by hand: until then, whoever has one can make links. All links that it has signed end with it; people then see the
page again, with "sign in to manage". Functions take up a change within an hour, and a new key that they meet in a link
within a minute.

It needs secretsmanager:GetSecretValue and secretsmanager:PutSecretValue on that secret. It prints ids, never keys.
"""

import json
import secrets
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import boto3

from plus_one.domain.tokens import LIFE

# Functions that still had the old key in mind signed with it for an hour more.
KEPT = LIFE + timedelta(days=1)
ID = "%Y%m%dT%H%M%SZ"


def rotated(keys: Mapping[str, str], now: datetime, fresh: str) -> dict[str, str]:
    """The id is the moment, so that ids sort by time; "0", the stack's first key, sorts before all of them."""
    with_new = {**keys, f"{now:{ID}}": fresh}
    superseded = {old: _made_at(newer) for old, newer in pairwise(sorted(with_new))}
    return {key_id: key for key_id, key in with_new.items() if now - superseded.get(key_id, now) <= KEPT}


def main(secret: str) -> str:
    client = boto3.client("secretsmanager", region_name=secret.split(":")[3])
    before: dict[str, str] = json.loads(client.get_secret_value(SecretId=secret)["SecretString"])
    after = rotated(before, datetime.now(UTC), secrets.token_urlsafe(48))
    client.put_secret_value(SecretId=secret, SecretString=json.dumps(after))
    dropped = sorted(before.keys() - after.keys())
    return f"{max(after)} signs now. Kept: {', '.join(sorted(after)[:-1])}. Dropped: {', '.join(dropped) or 'none'}."


def _made_at(key_id: str) -> datetime:
    return datetime.strptime(key_id, ID).replace(tzinfo=UTC)


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004
        sys.exit("python -m ops.rotate_link_key <secret arn>")
    print(main(sys.argv[1]))  # noqa: T201
