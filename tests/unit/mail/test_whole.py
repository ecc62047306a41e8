"""Mails word for word, as they are read: whoever changes a sentence changes it here, too. Together they say all that
the kinds can say; the other tests of this folder say why."""

import re
from pathlib import Path

import pytest

from plus_one.domain.events import Side
from plus_one.mail.compose import CONTENTS
from tests.unit.mail.samples import CASES, EVERY_MAIL, mail_of


def file_of(case: str, side: Side) -> str:
    words = re.findall(r"[a-z0-9]+", case.lower().replace("+1", "plus one"))
    return f"{'_'.join(words)}.{side}.txt"


WHOLE = {path.name: path for path in (Path(__file__).parent / "whole").iterdir()}
MAILS = {file_of(case, side): (case, side) for case, side in EVERY_MAIL}


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_a_mail_reads_word_for_word(name: str) -> None:
    mail = mail_of(*MAILS[name])
    assert f"Subject: {mail.subject}\n\n{mail.text}" == WHOLE[name].read_text(encoding="utf-8")


def test_every_kind_is_here_for_every_side() -> None:
    known = [MAILS[name] for name in WHOLE]
    assert {(CASES[case][0], side) for case, side in known} == set(CONTENTS)
