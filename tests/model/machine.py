"""The same as a state machine of hypothesis, which looks for short and odd histories, and shortens what it finds."""

from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.model.histories import Chooser
from tests.model.play import Player
from tests.model.run import VELOCITY_LIMITS, Runs
from tests.model.through_memory import Memory

CHOICES = st.randoms(use_true_random=False)


def asks(verb: str) -> Callable[..., None]:
    """A rule: somebody asks for this; `random` chooses who and what."""

    def ask(self: "Histories", random: Random) -> None:
        self.chooser.random = random
        self.player.play(self.chooser.step(verb))

    ask.__name__ = verb
    made: Callable[..., None] = rule(random=CHOICES)(ask)
    return made


def is_waiting(what: str) -> Callable[[Any], bool]:
    return lambda machine: bool(getattr(machine.chooser, what)())


class Histories(RuleBasedStateMachine):
    runs = Runs(Memory)
    chooser: Chooser
    player: Player

    @initialize(limit=st.sampled_from(VELOCITY_LIMITS), random=CHOICES)
    def begin(self, limit: int, random: Random) -> None:
        self.player = self.runs.player(limit)
        self.chooser = Chooser(random, self.player.law, keys=self.runs.keys)
        self.player.play(self.chooser.step("offer"))
        self.player.play(self.chooser.step("book"))

    clock, profile, sign_in, new_token, feedback = map(asks, ("clock", "profile", "sign_in", "new_token", "feedback"))
    suspend, resume, contact, offers_link = map(asks, ("suspend", "resume", "contact", "offers_link"))
    offer, withdraw, book, look, preview = map(asks, ("offer", "withdraw", "book", "look", "preview"))
    enroll, adjust, unenroll, link = map(asks, ("enroll", "enroll", "unenroll", "link"))
    complete, complete_more, reopen, cancel = map(asks, ("complete", "complete", "reopen", "cancel"))
    tap, end, take_end_back, support_ends = map(asks, ("tap", "end", "take_end_back", "support_ends"))
    stop, start, older_terms = map(asks, ("stop", "start", "older_terms"))
    sweep = precondition(is_waiting("held"))(asks("sweep"))
    settle = precondition(is_waiting("unsettled"))(asks("settle"))
    post = precondition(is_waiting("unposted"))(asks("post"))

    @invariant()
    def on_deck_is_what_is_booked(self) -> None:
        for pairing in self.player.law.pairings.values():
            assert pairing.on_deck == sum(one.status == "booked" for one in pairing.sessions.values())
