"""A list of mails shows the subject of each, and the first words of its body."""

import pytest

from plus_one.domain.events import Side
from tests.unit.mail.pages import body, shown
from tests.unit.mail.samples import EVERY_MAIL, mail_of

every_mail = pytest.mark.parametrize(("case", "side"), EVERY_MAIL)


@every_mail
def test_the_preview_beside_the_subject_says_something_new(case: str, side: Side) -> None:
    """A list of mails shows the subject and the first words of the body, whichever part it takes them from."""
    mail = mail_of(case, side)
    [heading] = body(mail.html).iter("h1")
    first = shown(heading)[:90]
    assert mail.text.startswith(first)
    assert shown(body(mail.html)).startswith(first)
    known = {word.strip(".,:()") for word in mail.subject.lower().split()}
    words = [word.strip(".,:()") for word in first.lower().split()]
    assert sum(word not in known for word in words) > len(words) / 2, (mail.subject, first)


@every_mail
def test_two_mails_of_one_kind_are_told_apart_in_a_list_by_when_it_happened(case: str, side: Side) -> None:
    mail = mail_of(case, side)
    assert mail.subject.endswith("(23 Nov, 11:00)" if side is Side.CLIENT else "(23 Nov, 05:00)")


@pytest.mark.parametrize("side", Side)
def test_five_plus_ones_in_a_row_are_told_apart_in_a_list(side: Side) -> None:
    subjects = [mail_of("+1", side, within_24_hours=number).subject for number in range(1, 6)]
    assert len(set(subjects)) == 5
    assert subjects[0] == mail_of("+1", side, within_24_hours=None).subject
    assert "USD 66.67, no. 5 in 24 hours (23 Nov" in subjects[4]
