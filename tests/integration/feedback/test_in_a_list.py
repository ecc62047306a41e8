"""The mails of a day as a list shows them."""

from tests.integration.feedback.enrolled import Pair


def test_five_plus_ones_in_a_row_are_told_apart_by_both(pair: Pair) -> None:
    for _ in range(5):
        assert pair.complete_last() == "BOOKED"
    mails = pair.marketplace.mails_of("plus_one_booked")
    for person in (pair.alex, pair.casey):
        assert len({mail.subject for mail in mails if mail.to == (person.email,)}) == 5
    assert not [mail for mail in mails if mail.subject in (mail.text or "")]
