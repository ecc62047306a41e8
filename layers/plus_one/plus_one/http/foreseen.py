"""What a client is shown before booking or saving (api.md, "preview")."""

from datetime import datetime

from plus_one.domain.enrollments import Effective
from plus_one.domain.events import Side
from plus_one.domain.preview_lines import then_says
from plus_one.domain.previews import Preview
from plus_one.http import present
from plus_one.http.answers import PreviewAnswer
from plus_one.http.fields import Answer


class OutlookAnswer(PreviewAnswer):
    """With how the +1 Program stands."""

    effective: Effective


class ForeseenAnswer(Answer):
    """The pairing as it is (null before the first package), and as it would be."""

    now: OutlookAnswer | None
    then: OutlookAnswer


def foreseen(now: Preview | None, then: Preview, at: datetime) -> ForeseenAnswer:
    return ForeseenAnswer(now=_outlook(now) if now else None, then=_outlook(then, says=then_says(now, then, at)))


def _outlook(value: Preview, **changed: str) -> OutlookAnswer:
    known = present.preview(value.pairing, value.decision, Side.CLIENT, value.tap).model_dump() | changed
    return OutlookAnswer(**known, effective=value.standing.effective)
