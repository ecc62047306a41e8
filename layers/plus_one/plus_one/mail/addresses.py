"""Addresses as SES takes them: it knows no SMTPUTF8, and domains in ASCII only (API reference, "Destination")."""

import re

LONGEST = 254
_LABELS = re.compile(r"(?!.*xn--)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+", re.IGNORECASE | re.ASCII)  # nothing to map


def mailable(address: str) -> str | None:
    """The address with its domain in ASCII; None if no mail can be sent to it by us."""
    local, _, domain = address.rpartition("@")
    known = domain if _LABELS.fullmatch(domain) else _in_ascii(domain)
    sent = f"{local}@{known}"
    return sent if local and known and sent.isascii() and len(sent) <= LONGEST else None


def _in_ascii(domain: str) -> str | None:
    """IDNA 2008 with the mapping of UTS 46, as browsers do it. Python's own codec is IDNA 2003, which makes of a
    `straße` another domain, `strasse`. Imported here: its tables are large, and few domains need them."""
    import idna  # noqa: PLC0415

    try:
        return idna.encode(domain, uts46=True).decode()
    except UnicodeError:
        return None
