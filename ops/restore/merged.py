"""One item twice: as the copy has it, and as people wrote it after the loss. Nothing that they said is taken back."""

from plus_one.store import windows
from plus_one.store.items import Item
from plus_one.store.keys import Key
from plus_one.store.table import Write, put

OF_AN_ADDRESS = ("email", "email_as_of", "undeliverable", "mail_retried_at")


def merge(key: Key, theirs: Item, ours: Item) -> Write | None:
    """None: what the stack has stays as it is."""
    match ours.get("type"):
        case "profile" if ours.get("seq", 0) <= theirs.get("seq", 0) and ours != theirs:
            return put(key, _profile(theirs, ours), "seq = :read", read=ours["seq"])
        case "contact" if ours["version"] <= theirs["version"] and ours != theirs:
            return put(key, _contact(theirs, ours), "version = :read", read=ours["version"])
    return None


def _profile(theirs: Item, ours: Item) -> Item:
    """A person who signs in after the loss gets a new profile. Its address may be newer; its name is only the token's.
    `seq` passes both, because pairings remember up to which change they follow."""
    both = {**ours, **theirs, "seq": theirs["seq"] + 1}
    if ours["email"] == theirs["email"] or ours.get("email_as_of", 0) < theirs.get("email_as_of", 0):
        return both
    address = {name: ours[name] for name in OF_AN_ADDRESS if name in ours}
    return {name: value for name, value in both.items() if name not in OF_AN_ADDRESS} | address


def _contact(theirs: Item, ours: Item) -> Item:
    """A mail that somebody has switched off stays off."""
    made = max(windows.read(each.get("made")) for each in (theirs, ours))
    return {
        **ours,
        **theirs,
        "version": theirs["version"] + 1,
        "open": {**theirs["open"], **ours["open"]},
        "mailed": sorted({*theirs["mailed"], *ours["mailed"]})[-3:],
        "made": windows.written(made),
        "by_mail": theirs["by_mail"] and ours["by_mail"],
        "wanted": theirs["wanted"] and ours["wanted"],
    }
