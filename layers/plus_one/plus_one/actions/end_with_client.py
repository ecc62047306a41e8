"""R16: a coach ends with one client, or takes that back. A repetition answers the same and writes nothing."""

from typing import NamedTuple

from plus_one.actions.reading import read
from plus_one.actions.turns import in_turn, own_event
from plus_one.domain.events import Event, EventKind, Side, copied, event
from plus_one.domain.ids import UserId
from plus_one.domain.limits import end_copy_leaves
from plus_one.domain.pairings import Pairing
from plus_one.domain.refusals import NotFound
from plus_one.domain.requests import Request
from plus_one.store import keys, pairings, profiles, renewals
from plus_one.store.table import Table, until_committed


class _Seen(NamedTuple):
    pairing: Pairing
    own_event: Event | None


def end_with_client(table: Table, request: Request, client_id: UserId, *, ended: bool) -> Pairing:
    """The pairing as it is then."""

    def act(seen: _Seen, _: _Seen) -> Pairing:
        pairing = seen.pairing
        if seen.own_event or pairing.coach_has_ended is ended:
            return pairing
        turn = in_turn(request, pairing.latest_at)
        after = pairing.as_of(turn.now).with_end(turn.now, ended=ended)
        table.commit(*pairings.put_with(after, _event(turn, pairing, after)), *renewals.put_hold(pairing, after))
        return after

    return until_committed(lambda: _read(table, request, client_id), act)


def _read(table: Table, request: Request, client_id: UserId) -> _Seen:
    coach_id = request.caller.user_id
    seen = read(table, request, keys.pairing(client_id, coach_id), keys.profile(client_id))
    pairing, client = seen.items
    if pairing is None:
        raise NotFound
    known = pairings.from_item(pairing).as_people_are(profiles.from_item_if_any(client), seen.caller)
    return _Seen(known, own_event(table, request, client_id, coach_id))


def _event(turn: Request, before: Pairing, after: Pairing) -> Event:
    """The client's copy waits, as a coach can turn again and again."""
    what = event(
        EventKind.COACH_ENDED if after.coach_has_ended else EventKind.COACH_RETURNED,
        turn.event_id,
        turn.now,
        after.client_id,
        after.coach_id,
        on_deck=after.on_deck,
        rate=after.rate.amount,
        currency=after.rate.currency,
        enrolled=after.enrollment.is_on,
        ended_hold=(before.hold is not None and after.hold is None) or None,
    )
    return copied(what, Side.CLIENT, end_copy_leaves(turn.now, before.coach_turned_at))
