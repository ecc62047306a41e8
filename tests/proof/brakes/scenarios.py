"""Loops that meet a brake: their figures through the real actions, and hostile histories through the domain."""

from collections.abc import Iterator

from moto import mock_aws

from local.render import render
from plus_one.store.table import Table
from tests.conftest import ROOT, TABLE, aws, create_table
from tests.integration.acting import Acting
from tests.proof.brakes.hostile import Hostile, most_about_own_turns, most_to_the_client, most_to_the_coach
from tests.proof.brakes.stories import STORIES

HISTORIES, FEWER = 10_000, 100


def scenarios(full: bool) -> Iterator[tuple[str, list[str]]]:
    template = render(ROOT / "template.yaml")
    for story in STORIES:
        with mock_aws():
            create_table(aws("dynamodb"), template, TABLE)
            ended, expected = story(Acting(Table(aws("dynamodb"), TABLE)))
        yield story.__name__, [] if ended == expected else [f"ends in {ended}, not in {expected}"]
    limits = {"client": most_to_the_client(), "coach": most_to_the_coach(), "own": most_about_own_turns()}
    for seed in range(HISTORIES if full else FEWER):
        most = Hostile(seed).play().most
        wrong = [f"{count} mails a day to the {side}" for side, count in most.items() if count > limits[side]]
        yield f"hostile history {seed}", wrong
