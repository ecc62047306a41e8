"""A coach offers a package, to everybody or to one client."""

from dataclasses import replace

from plus_one.actions import offer_to_all, offer_to_client
from plus_one.actions.offer_to_client import Made
from plus_one.actions.reading import Read, read
from plus_one.domain.ids import OfferId, UserId
from plus_one.domain.packages import Offer, Terms, check_end
from plus_one.domain.refusals import NotFound, SamePerson
from plus_one.domain.requests import Request
from plus_one.store import keys, offers, open_offers, receipts
from plus_one.store.table import Table, until_committed


def make_offer(table: Table, request: Request, terms: Terms, offer_id: OfferId) -> Offer:
    """Whatever was made before answers first; then what is wrong with the offer; then to whom it may go."""
    coach_id = request.caller.user_id
    if terms.client_id == coach_id:
        raise SamePerson

    def act(seen: Read, _: Read) -> Offer:
        if mine := seen.items[0]:
            return offers.from_item(mine)
        if seen.created:
            return replace(_stored(table, coach_id, OfferId(seen.created)), coach_name=seen.caller.name)
        check_end(terms.expires_at, request.now)
        made = _made(table, request, seen, terms, offer_id)
        table.commit(*made.writes, *receipts.put_new(request, offer_id))
        return made.offer

    client_id = terms.client_id
    wanted = offer_to_client.wanted(client_id, coach_id) if client_id else offer_to_all.wanted(coach_id)
    return until_committed(lambda: read(table, request, keys.offer(coach_id, offer_id), *wanted), act)


def _made(table: Table, request: Request, seen: Read, terms: Terms, offer_id: OfferId) -> Made:
    coach, (_, *found) = seen.caller, seen.items
    if terms.client_id:
        to = offer_to_client.recipient(terms.client_id, coach, found)
        to = offer_to_client.looked_after(table, to, request.now)
        return offer_to_client.made(request, coach, terms, offer_id, to)
    [count] = found
    offer_to_all.check_room(table, coach.user_id, count, request.now)
    offer = terms.offered(offer_id, coach.user_id, coach.name, request.now)
    return Made(offer, open_offers.put_new(offer))


def _stored(table: Table, coach_id: UserId, offer_id: OfferId) -> Offer:
    [item] = table.get(keys.offer(coach_id, offer_id))
    if item is None:
        raise NotFound
    return offers.from_item(item)
