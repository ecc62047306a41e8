"""Names, addresses and texts like no others, which are found wherever they are told."""

NAMES = "Zebulon Sentinelname", "Casimira Sentinelcoach"
ADDRESSES = "zebulon.sentinel@example.com", "casimira.sentinel@example.com"
UNDELIVERABLE = "sentinel without at"
TITLE, VALUE, KEY, TOKEN = "Sentineltitle", "sentinelvalue", "sentinelkey", "Bearer sentineltoken.payload.signature"
SECRETS = (*NAMES, *ADDRESSES, UNDELIVERABLE, TITLE, VALUE, KEY, TOKEN, "sentinel")


def secrets_in(written: str) -> list[str]:
    return [secret for secret in SECRETS if secret.lower() in written.lower()]
