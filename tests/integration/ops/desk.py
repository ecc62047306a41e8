"""What the operator types, and what comes of it."""

from collections.abc import Callable

from local import ses_events
from ops.__main__ import run
from plus_one import clock
from tests.integration.api.pair import Pair
from tests.integration.test_permissions import A_MINUTE
from tests.marketplace import Json

STACK = "plus-one-test"

type Figures = Callable[[], dict[str, list[float]]]


def ids(pair: Pair) -> list[str]:
    return [pair.client.user_id, pair.coach.user_id]


def told(pair: Pair) -> list[Json]:
    entries: list[Json] = pair.by_client("GET", "/timeline").body["items"]
    return entries


def sweep(pair: Pair) -> None:
    pair.marketplace.handler("sweep")({}, A_MINUTE)


def typed(command: str, *arguments: str) -> list[str]:
    return list(run([command, STACK, *arguments]))


def lost_feedback(pair: Pair) -> list[Json]:
    """As Lambda gives it up, as a stream's mapping does, and as the bus does."""
    [mail] = [each for each in pair.marketplace.mails_of("enrolled") if each.to == (pair.client.email,)]
    event = ses_events.bounced(mail, "Permanent", "General", clock.now())
    return [{"requestContext": {}, "requestPayload": event}, {"DDBStreamBatchInfo": {"shardId": "1"}}, event]
