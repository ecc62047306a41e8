"""The traces on which the first design, before it had all its conditions, broke a promise: now of the real actions.

They were found by exploring a model of the design, call by call. Each is named for what went wrong then.
"""

from dataclasses import dataclass

from tests.proof.interleaving.scenes import (
    LATER_PACKAGE,
    LOST,
    NONE,
    NOT_ENROLLED,
    ONE,
    PENDING,
    PLUS_ONE,
    TWO_ON_DECK,
    Scene,
    adjust,
    adjust_again,
    cancel,
    complete,
    complete_again,
    complete_first,
    enroll,
    redo,
    reopen,
    reopen_first,
    scene,
    unenroll,
)


@dataclass(frozen=True)
class Trace:
    """`via`: parts of the schedule, in their order; some schedule of the scene has them."""

    wrong: str
    scene: Scene
    via: tuple[str, ...]


TRACES = [
    Trace(
        "a reopened session and its untouched +1 are both booked",
        scene(PENDING, redo, reopen, deliveries=0, faults=NONE),
        ("settle writes while ['reopen'] half read", "settle writes", "settle writes", "reopen reads"),
    ),
    Trace(
        "an old renewal books after a later package was used up",
        scene(LATER_PACKAGE, complete, faults=NONE),
        ("complete writes", "stream", "stream"),
    ),
    Trace(
        "an old renewal books after another session was reopened and completed again",
        scene(TWO_ON_DECK, complete_first, complete, reopen_first, torn=False, faults=NONE),
        ("complete the first writes", "complete writes", "reopen the first writes"),
    ),
    Trace(
        "a cancel whose answer was lost is refused",
        scene(PLUS_ONE, cancel, faults=LOST),
        ("cancel the +1 writes, the answer is lost", "cancel the +1 writes in vain", "cancel the +1 reads"),
    ),
    Trace(
        "a reopening whose answer was lost is refused",
        scene(PENDING, reopen, faults=LOST),
        ("reopen writes, the answer is lost", "reopen writes in vain", "reopen reads"),
    ),
    Trace(
        "one request completes a session twice",
        scene(ONE, complete, reopen, faults=LOST),
        ("complete writes, the answer is lost", "complete writes in vain", "reopen writes", "complete reads"),
    ),
    Trace(
        "one request undoes two completions",
        scene(PENDING, reopen, complete_again, torn=False, faults=LOST),
        ("reopen writes, the answer is lost", "reopen writes in vain", "complete again writes", "reopen reads"),
    ),
    Trace(
        "an adjustment under way enrolls after an un-enrolling",
        scene(ONE, adjust, unenroll, faults=NONE),
        ("put stop_after 1 reads", "unenroll writes", "put stop_after 1 writes in vain", "put stop_after 1 reads"),
    ),
    Trace(
        "one adjustment sets stop_after twice",
        scene(PENDING, adjust, faults=LOST),
        ("put stop_after 1 writes, the answer is lost", "put stop_after 1 writes in vain", "put stop_after 1 reads"),
    ),
    Trace(
        "one request enrolls, and then sets stop_after again",
        scene(NOT_ENROLLED, adjust, faults=LOST),
        ("put stop_after 1 writes, the answer is lost", "put stop_after 1 writes in vain"),
    ),
    Trace(
        "one request enrolls twice, over an un-enrolling",
        scene(NOT_ENROLLED, adjust, unenroll, faults=LOST),
        (
            "put stop_after 1 writes, the answer is lost",
            "put stop_after 1 writes in vain",
            "unenroll writes",
            "put stop_after 1 reads",
        ),
    ),
    Trace(
        "one un-enrolling ends two enrollments",
        scene(ONE, unenroll, enroll, faults=LOST),
        ("unenroll writes, the answer is lost", "unenroll writes in vain", "enroll writes", "unenroll reads"),
    ),
    Trace(
        "a +1 gives back into new settings what it took from others, half read",
        scene(PLUS_ONE, cancel, adjust, faults=NONE),
        ("put stop_after 1 writes", "cancel the +1 reads", "cancel the +1 writes"),
    ),
    Trace(
        "a +1 gives back into new settings what it took from others",
        scene(PLUS_ONE, cancel, adjust_again, faults=NONE),
        ("put stop_after 2 writes", "cancel the +1 reads", "cancel the +1 writes"),
    ),
]
