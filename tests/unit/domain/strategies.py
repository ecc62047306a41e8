"""Any values that the domain may meet."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

from plus_one.domain.enrollments import NEVER_ENROLLED, Enrollment
from plus_one.domain.money import LARGEST_AMOUNT, Money
from plus_one.domain.pairings import Pairing
from plus_one.domain.settings import DEFAULTS
from tests.builders import ENDED_BY, ENROLLED, MS, NOW, pairing, usd

moments = st.integers(0, 4_000_000_000_000).map(lambda ms: datetime.fromtimestamp(0, NOW.tzinfo) + ms * MS)
sizes = st.integers(1, 50)
amounts = st.integers(0, LARGEST_AMOUNT)
prices = st.builds(Money, amounts, st.sampled_from(["USD", "JPY", "KWD", "CLF"]))
velocity_limits = st.integers(0, 24)
ages = st.one_of(st.timedeltas(timedelta(0), timedelta(hours=48)), st.just(timedelta(hours=24)))


def _enrollments() -> st.SearchStrategy[Enrollment]:
    return st.sampled_from(
        [
            NEVER_ENROLLED,
            ENROLLED,
            ENROLLED.turned_off(ENDED_BY, NOW),
            ENROLLED.turned_off(ENDED_BY, NOW).turned_on(DEFAULTS, NOW),
        ]
    )


def pairings(on_deck: st.SearchStrategy[int]) -> st.SearchStrategy[Pairing]:
    return st.builds(
        pairing,
        on_deck=on_deck,
        rate=st.sampled_from([usd(0), usd(1), usd(6667)]),
        auto_renewal=st.booleans(),
        enrollment=_enrollments(),
        deck_seq=st.integers(1, 3),
        client_undeliverable=st.booleans(),
        recent_plus_ones=st.lists(ages, max_size=24).map(lambda old: tuple(NOW - age for age in sorted(old)[::-1])),
    )
