"""What the +1s of a calendar month cost, as far as a monthly cap has to know."""

from plus_one.domain.sessions import Session


def with_spent(spent: dict[str, int], session: Session, change: int) -> dict[str, int]:
    """Two months are enough: a time zone can set the calendar back by a day, not by a month."""
    month = session.month
    if month is None or (change < 0 and month not in spent):
        return spent
    changed = {**spent, month: spent.get(month, 0) + change}
    return {name: amount for name, amount in sorted(changed.items())[-2:] if amount}
