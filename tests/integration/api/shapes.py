"""The shapes of api.md, and what of a value does not fit one."""

import re
from typing import Any

type Shape = Any

ID = re.compile(r"[A-Za-z0-9-]{1,64}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
CODE = re.compile(r"[A-Z][A-Z_]*")
MONEY = {"amount": int, "currency": re.compile("[A-Z]{3}")}

LAST_PACKAGE = {
    "package_id": ID,
    "sessions": int,
    "price": MONEY,
    "rate": MONEY,
    "auto_renewal": bool,
    "booked_at": TIME,
}
PACKAGE = LAST_PACKAGE | {"offer_id": ID}
SESSION = {
    "session_id": ID,
    "status": ("booked", "completed", "cancelled"),
    "origin": ("package", "plus_one"),
    "rate": MONEY,
    "package_id": (ID, None),
    "booked_at": TIME,
    "completed_at": (TIME, None),
    "outcome": ("attended", "no_show", None),
    "cancelled_at": (TIME, None),
}
RENEWAL = {
    "state": ("pending", "held", "booked", "skipped"),
    "reason": (CODE, None),
    "at": TIME,
    "session_id": (ID, None),
    "resumes_at": (TIME, None),
}
BOOK_NOW = {"completed_session_id": ID, "completion": int, "rate": MONEY}
STANDING = {
    "state": ("enrolled", "not_enrolled"),
    "effective": ("active", "suspended", "off"),
    "reason": (CODE, None),
    "enrolled_at": (TIME, None),
}
SETTINGS = {
    "paused_until": (DAY, None),
    "stop_after": (int, None),
    "monthly_spend_cap": (MONEY, None),
    "max_rate": (MONEY, None),
    "heads_up": bool,
}
ENROLLMENT = STANDING | SETTINGS | {"unenrolled_at": (TIME, None), "terms_version": (str, None)}
SAVED = ENROLLMENT | {"plus_one": (SESSION, None)}
PAIRING = {
    "name": str,
    "on_deck": int,
    "rate": (MONEY, None),
    "last_package": (LAST_PACKAGE, None),
    "can_enroll": bool,
    "cannot_enroll_reason": (CODE, None),
    "renewal": (RENEWAL, None),
    "ended": bool,
}
COACH = PAIRING | {"coach_id": ID, "enrollment": STANDING | SETTINGS, "book_now": (BOOK_NOW, None)}
CLIENT = PAIRING | {"client_id": ID, "enrollment": STANDING}
OFFER = {
    "offer_id": ID,
    "coach_id": ID,
    "coach_name": str,
    "title": str,
    "sessions": int,
    "price": MONEY,
    "rate": MONEY,
    "auto_renewal": bool,
    "client_id": (ID, None),
    "state": ("open", "booked", "withdrawn", "expired"),
    "created_at": TIME,
    "expires_at": (TIME, None),
}
MADE_OFFER = OFFER | {"mailed": (bool, None)}
CLIENTS_OFFER = OFFER | {"worked_together": bool}
CONTACT = {"offers_by_mail": bool, "offers": bool}
BOOKING = {
    "package": PACKAGE,
    "sessions": [SESSION],
    "pairing": COACH,
    "rate_before": (MONEY, None),
    "rate_after": MONEY,
}
COMPLETION = {"session": SESSION, "pairing": CLIENT, "renewal": (RENEWAL, None)}
UNENROLLED = {"unenrolled_at": (TIME, None), "last_plus_one": (SESSION, None), "ended_hold": bool}
PROBLEM = {"type": str, "title": str, "status": int, "detail": str, "code": CODE}
REOPENING = {"session": SESSION, "cancelled_plus_one": (SESSION, None), "pairing": CLIENT}
PREVIEW = {"on_deck": int, "books": bool, "reason": CODE, "rate": (MONEY, None), "says": str}
HOLD = {"reason": CODE, "resumes_at": (TIME, None)}
CLIENTS_PREVIEW = PREVIEW | {"hold": (HOLD, None), "book_now": (BOOK_NOW, None), "cannot_because": (CODE, None)}
OUTLOOK = PREVIEW | {"effective": ("active", "suspended", "off")}
FORESEEN = {"now": (OUTLOOK, None), "then": OUTLOOK}
RATES = {"rate_before": (MONEY, None), "rate_after": MONEY}
TIMELINE = {"at": TIME, "kind": re.compile("[a-z_]+"), "says": str, "reason": (CODE, None), "ids": dict}
PROFILE = {"user_id": ID, "name": str, "email": str, "email_verified": True, "time_zone": str, "mail": "ok"}


def page(item: Shape) -> Shape:
    return {"items": [item], "next": (str, None)}


def misfits(value: Any, shape: Shape, where: str = "answer") -> list[str]:
    """A dict has exactly these fields, a list any number of this; a tuple is one of these, all else that very value."""
    match shape:
        case dict() if isinstance(value, dict) and value.keys() == shape.keys():
            return [each for name in shape for each in misfits(value[name], shape[name], f"{where}.{name}")]
        case list() if isinstance(value, list):
            return [each for index, item in enumerate(value) for each in misfits(item, shape[0], f"{where}[{index}]")]
        case tuple() if any(not misfits(value, each) for each in shape):
            return []
        case re.Pattern() if isinstance(value, str) and shape.fullmatch(value):
            return []
        case type() if type(value) is shape:
            return []
        case _ if type(value) is type(shape) and not isinstance(shape, dict | list) and value == shape:
            return []
    return [f"{where} is {value!r}"]
