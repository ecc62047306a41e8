"""No one reads or changes what is not theirs."""

from tests.proof.planted.bug import ACCESS, LAYER, Bug

BUGS = [
    Bug(
        "a custom offer can be booked by everybody",
        f"{LAYER}/domain/packages.py",
        "offer is None or offer.client_id not in (None, client_id)",
        "offer is None",
        (ACCESS,),
    ),
    Bug(
        "what a custom offer would do is told to everybody",
        f"{LAYER}/actions/foresee.py",
        "_bookable(offer[0], people[1], request) if offer else None",
        "offers.from_item(offer[0]) if offer and offer[0] else None",
        (ACCESS,),
    ),
    Bug(
        "custom offers of others are listed",
        f"{LAYER}/store/offers.py",
        '"GSI1PK": keys.client(offer.client_id)',
        '"GSI1PK": keys.open_offers(offer.coach_id)',
        (ACCESS,),
    ),
    Bug(
        "an Idempotency-Key is everybody's",
        f"{LAYER}/store/keys.py",
        'Key(f"USER#{user_id}", f"KEY#',
        'Key("USER#", f"KEY#',
        (ACCESS,),
    ),
    Bug(
        "who signed a link is not looked at",
        f"{LAYER}/domain/tokens.py",
        "if not hmac.compare_digest(_mac(purpose_of(token), key_id, said, keys[key_id]), mac):",
        "if not mac:",
        (ACCESS,),
    ),
    Bug(
        "nobody is asked for a role",
        f"{LAYER}/http/claims.py",
        "if role and role not in groups:",
        "if False:",
        (ACCESS,),
    ),
    Bug(
        "an access token is as good as an ID token",
        f"{LAYER}/http/claims.py",
        'claims.get("token_use") != "id"',
        "not claims",
        (ACCESS,),
    ),
    Bug(
        "un-enrolling asks for a role and a verified address",
        f"{LAYER}/http/edge.py",
        'whoever(event) if event["routeKey"] in never_refused else caller_of(event, role)',
        "caller_of(event, role)",
        (ACCESS,),
    ),
    Bug(
        "a timeline with nothing but an offer is anybody's",
        f"{LAYER}/actions/browse.py",
        "return found if of_pairing else _of_pairing",
        "return found if found.things else _of_pairing",
        (ACCESS,),
    ),
    Bug(
        "the path says whose side it is",
        "functions/coach_api/app.py",
        "    pairing = browse.pairing(table, UserId(client_id), _me())\n    return present.client",
        "    pairing = next(iter(browse.my_coaches(table, UserId(client_id), Paging(1, None)).things), None) or "
        "browse.pairing(table, UserId(client_id), _me())\n    return present.client",
        (ACCESS,),
    ),
]
