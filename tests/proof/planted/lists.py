"""A list costs what its page shows, whatever lies beside it, and says the truth."""

from tests.proof.planted.bug import FAULTS, LAYER, LISTS, ORDER, STREAM, Bug

BUGS = [
    Bug(
        "a withdrawn offer keeps its keys",
        f"{LAYER}/store/open_offers.py",
        'f"SET #state = :state {_OUT}"',
        '"SET #state = :state"',
        (LISTS,),
    ),
    Bug(
        "offers whose time is up are listed",
        f"{LAYER}/store/lists.py",
        'condition="#state = :open AND (attribute_not_exists(expires_at) OR expires_at > :now)"',
        'condition="#state = :open AND (attribute_not_exists(expires_at) OR expires_at > :now '
        'OR attribute_exists(expires_at))"',
        (LISTS,),
    ),
    Bug(
        "a coach has 101 open standard offers",
        f"{LAYER}/store/open_offers.py",
        'count["open"] >= MOST_STANDARD_OFFERS',
        'count["open"] > MOST_STANDARD_OFFERS',
        (LISTS,),
    ),
    Bug(
        "of offers that are made at the same moment, more than 100 are open",
        f"{LAYER}/store/open_offers.py",
        '"attribute_not_exists(#open) OR #open < :limit"',
        '"attribute_not_exists(#open) OR #open < :limit OR #open >= :limit"',
        (LISTS,),
    ),
    Bug(
        "an expired offer takes up room for good",
        f"{LAYER}/store/open_offers.py",
        "if offers.from_item(item).state(now) is not OfferState.OPEN]",
        "if offers.from_item(item).written_state is not OfferState.OPEN]",
        (LISTS,),
    ),
    Bug(
        "a filter reads all that lies beside a page",
        f"{LAYER}/store/lists.py",
        '"Limit": limit,',
        '"Limit": 1000 if listing.condition else limit,',
        (LISTS,),
    ),
    Bug(
        "of a long roster, only the first hundred pairings get a new name",
        f"{LAYER}/actions/follow_profile.py",
        "    return place if place.list < len(listings) else None\n",
        "    return None\n",
        (LISTS,),
    ),
    Bug(
        "a name that is saved while another is copied is never copied",
        f"{LAYER}/store/profiles.py",
        '"seq = :read AND attribute_exists(due_shard)"',
        '"(seq = :read OR seq > :read) AND attribute_exists(due_shard)"',
        (LISTS,),
    ),
    Bug(
        "what stops the sweep leaves copies as they were",
        f"{LAYER}/actions/follow_profile.py",
        "        after = _turn(table, person, profiles.place(item), Limits(now, velocity_limit), unread)\n",
        "        after = None\n"
        "        with suppress(Contended):\n"
        "            table.write(profiles.put_place(person, None, now))\n"
        "            _turn(table, person, profiles.place(item), Limits(now, velocity_limit), unread)\n",
        (FAULTS,),
    ),
    Bug(
        "a refused address is flagged, and lists never hear of it",
        f"{LAYER}/store/profiles.py",
        'f"SET {_NEXT}, {_DUE}, undeliverable = :flag"',
        'f"SET {_NEXT}, undeliverable = :flag"',
        (ORDER, FAULTS),
    ),
    Bug(
        "the sweep forgets profiles",
        f"{LAYER}/store/due.py",
        "    yield from due_profiles(table, now)\n",
        "",
        (STREAM,),
    ),
    Bug(
        "a pairing that cannot be read stops the copies of all others",
        f"{LAYER}/actions/follow_profile.py",
        "except UNREADABLE as error:",
        "except ZeroDivisionError as error:",
        (LISTS,),
    ),
    Bug(
        "a flag that is copied while a new address comes stays in the lists",
        f"{LAYER}/actions/reading.py",
        "request.now if item else None",
        "request.now if item and profiles.from_item(item).undeliverable else None",
        (LISTS,),
    ),
    Bug(
        "the backfill lists what was withdrawn beside it",
        f"{LAYER}/store/open_offers.py",
        'keys.offer(offer.coach_id, offer.offer_id), "#state = :open AND attribute_not_exists(GSI1PK)"',
        'keys.offer(offer.coach_id, offer.offer_id), "(#state = :open OR attribute_exists(PK)) '
        'AND attribute_not_exists(GSI1PK)"',
        (LISTS,),
    ),
]
