"""Plays a history on the model and on a system at once, and compares all that anybody may see after each step."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from tests.model.law import Law
from tests.model.law_details import details, in_major_units
from tests.model.law_views import MS
from tests.model.law_world import STATUS, Answer
from tests.model.seen import Body, Got
from tests.model.steps import Step

type Pair = tuple[str, str]


class System(Protocol):
    """What is under test, behind a driver: the domain in memory, or the handlers and the table."""

    def do(self, step: Step) -> Got: ...

    def notices(self, step: int) -> dict[str, str]: ...

    def pairing(self, pair: Pair, side: str) -> Body: ...

    def details(self, pair: Pair, side: str) -> Body: ...


class Differs(AssertionError):
    """Raised where the model and the system disagree."""


@dataclass
class Player:
    """`thrifty`: what the two sides see is compared in turn, for a system that takes its time."""

    law: Law
    system: System
    thrifty: bool = False
    foreseen: tuple[int, Any] | None = None

    def play(self, step: Step) -> None:
        foreseen = self._foresee(step)
        expected, got = self.law.do(step), self.system.do(step)
        _same("answer", _answer(expected, got), (got.status, got.code, got.body))
        self._compare_mails(step, got)
        self._compare_notices(step)
        if got.announced is not None:
            _same("announced", self.law.announced, got.announced)
        for pair in self._worth_a_look(step):
            for side in ("client", "coach")[step.n % 2 :][:1] if self.thrifty else ("client", "coach"):
                self.compare(pair, side)
                if step.n % 20 < 2:
                    self.compare_details(pair, side)
        self._compare_foreseen(step)
        self.foreseen = foreseen

    def compare(self, pair: Pair, side: str) -> None:
        view, pairing = self.law.view(side), self.law.pairings[pair]
        preview = view.own_preview(pairing) if side == "client" else view.preview(pairing)
        expected = view.pairing(pairing) | {"preview": preview}
        _same(f"{pair} as the {side} sees it", expected, self.system.pairing(pair, side))

    def compare_details(self, pair: Pair, side: str) -> None:
        expected, got = details(self.law, pair, side), self.system.details(pair, side)
        known = {name: value for name, value in expected.items() if name in got}
        _same(f"details of {pair} as the {side} sees them", known, got)

    def _compare_mails(self, step: Step, got: Got) -> None:
        """A mail names the rate that it is about."""
        told = self.law.events.get(step.args.get("event", 0))
        for to, text in got.texts.items():
            if told and told.names and not (told.kind == "held" and to == "coach"):
                amount = in_major_units(*told.names)
                _same(f"the mail to the {to} about {told.kind} names {amount}", True, amount in text)

    def _compare_notices(self, step: Step) -> None:
        for n in (step.n, -step.n):
            told = self.law.events.get(n)
            _same("notices", told.notices if told else {}, got := self.system.notices(n))
            _same("notices", got, told.notices if told else {})

    def _worth_a_look(self, step: Step) -> list[Pair]:
        """The pairing that the step is about; after the others, all of them in turn."""
        known = list(self.law.pairings)
        pending = self.law.pending.get(step.args.get("completion", 0))
        about = (pending[0].client.name, pending[0].coach.name) if pending else step.pair
        if about:
            return [about] if about in self.law.pairings else []
        return [known[step.n % len(known)]] if known else []

    def _foresee(self, step: Step) -> tuple[int, Any] | None:
        """Before the last session is completed: what the preview says of it. Nothing, if a pause or a window ends
        in the two milliseconds that completing and settling take."""
        pairing, view = self.law.pairings.get(step.pair or ("", "")), self.law.view("client")
        if step.verb != "complete" or not pairing or not step.pair or pairing.on_deck != 1:
            return None
        if pairing.client.suspended or self.law.stopped:
            return None  # it waits
        settled = replace(view, now=max(view.now, pairing.latest or view.now) + 2 * MS)
        if settled.decision(pairing) != view.decision(pairing):
            return None
        return step.n, self.system.pairing(step.pair, "client")["preview"]["reason"]

    def _compare_foreseen(self, step: Step) -> None:
        if not self.foreseen or step.args.get("completion") != self.foreseen[0]:
            return
        if pending := self.law.pending.get(self.foreseen[0]):
            pair = (pending[0].client.name, pending[0].coach.name)
            _same("preview", {"reason": self.foreseen[1]}, self.system.pairing(pair, "client")["renewal"])


def _answer(expected: Answer, got: Got) -> tuple[int, str | None, Body]:
    """Where several refusals apply, any of them is right."""
    if not expected.codes:
        return expected.status, None, expected.body
    code = got.code if got.code in expected.codes else min(expected.codes)
    return STATUS.get(code, 409), code, {}


def _same(what: str, expected: Any, got: Any) -> None:
    if not _says(expected, got):
        raise Differs("; ".join(_differences(what, expected, got)))


def _says(expected: Any, got: Any) -> bool:
    """The system may say more than the law fixes."""
    if expected == got:
        return True
    if isinstance(expected, tuple) and isinstance(got, tuple):
        return all(map(_says, expected, got))
    if not isinstance(expected, dict) or not isinstance(got, dict):
        return False
    return all(name in got and _says(value, got[name]) for name, value in expected.items())


def _differences(where: str, expected: Any, got: Any) -> Iterator[str]:
    if isinstance(expected, dict) and isinstance(got, dict):
        for name, value in expected.items():
            yield from _differences(f"{where}.{name}", value, got.get(name, "(absent)"))
    elif isinstance(expected, tuple) and isinstance(got, tuple):
        for left, right in zip(expected, got, strict=True):
            yield from _differences(where, left, right)
    elif expected != got:
        yield f"{where}: the law says {expected!r}, the system {got!r}"


def difference(player: Player, steps: Iterable[Step]) -> str | None:
    """What the first disagreement is, if there is one; a system that breaks down disagrees too."""
    for step in steps:
        try:
            player.play(step)
        except Differs as differs:
            return str(differs)
        except Exception as broken:  # noqa: BLE001
            return f"{type(broken).__name__}: {broken}"
    return None
