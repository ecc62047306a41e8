"""A coach who would use offers to find people, or to reach as many as possible."""

from collections.abc import Iterator
from dataclasses import replace

from tests.integration.api.contacts import custom, switch
from tests.integration.api.pair import Pair
from tests.marketplace import Reply, client, coach

MOST_STRANGERS = 20

type Scenario = tuple[str, list[str]]


def made_by(stranger: Pair) -> Iterator[Scenario]:
    """The client of the pair has signed in, and has no pairing with its coach."""
    nobody = seen(custom(replace(stranger, client=client("Nobody"))))
    sky = coach("Sky")
    stranger.marketplace.call(sky, "GET", "/v1/profile")
    yield "an offer to somebody who is only a coach", _same(seen(custom(replace(stranger, client=sky))), nobody)
    switch(stranger, wanted=False)
    yield "an offer to a stranger who wants none", _same(seen(custom(stranger)), nobody)
    switch(stranger, wanted=True)
    yield "offers to more and more strangers", list(_to_strangers(stranger))


def _to_strangers(stranger: Pair) -> Iterator[str]:
    others = [replace(stranger, client=client(f"Client {n}")) for n in range(MOST_STRANGERS)]
    for each in others:
        each.sign_in()
    answers = [custom(each).status for each in (*others, stranger)]
    if answers != [201] * MOST_STRANGERS + [429]:
        yield f"they are answered with {answers}"


def seen(reply: Reply) -> object:
    return reply.status, {name: value for name, value in reply.headers.items() if name != "x-request-id"}, reply.body


def _same(found: object, nobody: object) -> list[str]:
    return [] if found == nobody else [f"it says {found}, of nobody {nobody}"]
