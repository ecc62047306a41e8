"""Somebody is suspended, by the command of support, and the suspension is lifted."""

from collections.abc import Callable, Iterator

from ops import support
from plus_one import clock
from plus_one.domain.ids import UserId
from plus_one.store.table import Table, connect
from tests.conftest import TABLE
from tests.integration.api.pair import Pair
from tests.integration.api.routes import CLIENT, COACH, WRITES, Deal, begin
from tests.integration.test_permissions import A_MINUTE
from tests.marketplace import Marketplace, client, coach

LEAVE = "DELETE /v1/coaches/{coach_id}/enrollment"

# What is wrong if this request, with these claims, is not refused with 403, or anything was written.
type Refused = Callable[[Deal, str, dict[str, str | None]], list[str]]


def by_the_suspended(market: Marketplace, refused: Refused) -> Iterator[tuple[str, list[str]]]:
    """No write of theirs is taken but what takes back. Their +1s wait, and come once it is over."""
    for role in (CLIENT, COACH):
        deal = begin(Pair(market, client("Alex"), coach("Casey")))
        pair, who = deal.pair, UserId(deal.ids[f"{role}_id"])
        pair.renew()
        pair.complete_all()
        _by_support(support.suspend, who)
        pair.settle()
        yield f"a renewal of a suspended {role}", _renewal(pair, "pending")
        yield f"previews of both while the {role} is suspended", _on_hold(pair)
        for route in (route for route in WRITES if route != LEAVE and deal.asker(route).user_id == who):
            yield f"{route} by a suspended {role}", refused(deal, route, {})
        _by_support(support.resume, who)
        market.handler("sweep")({}, A_MINUTE)
        yield f"a renewal of a {role} who is suspended no more", _renewal(pair, "booked")
        _by_support(support.suspend, who)
        yield f"what takes back, by a suspended {role}", _taken_back(pair, role)


def _by_support(act: Callable[[Table, UserId, support.Help], object], who: UserId) -> None:
    act(connect(TABLE), who, support.Help("any reason", clock.now()))


def _renewal(pair: Pair, state: str) -> list[str]:
    found = pair.pairing()["renewal"]["state"]
    return [] if found == state else [f"it is {found}"]


def _on_hold(pair: Pair) -> list[str]:
    """No side reads that a +1 would be booked."""
    now = [ask("GET", "/preview").body for ask in (pair.by_client, pair.by_coach)]
    then = pair.by_client("POST", "/preview", {"settings": {}}).body["then"]
    reasons = [each["reason"] for each in (*now, then)]
    return [] if reasons == ["PROGRAM_STOPPED"] * 3 else [f"they say {reasons}"]


def _taken_back(pair: Pair, role: str) -> list[str]:
    [plus_one] = pair.sessions("?status=booked")
    ask = pair.by_client if role == CLIENT else pair.by_coach
    cancelled = ask("POST", f"/sessions/{plus_one['session_id']}/cancel").status
    left = pair.by_client("DELETE", "/enrollment").status
    return [f"cancelling is answered with {cancelled}, leaving with {left}"] if {cancelled, left} != {200} else []
