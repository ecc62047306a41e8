"""An offer is nothing but an offer: its link and a complaint about it end offers by mail, and nothing else."""

from tests.proof.planted.bug import ACCESS, LAYER, Bug

BUGS = [
    Bug(
        "a complaint about an offer flags the address",
        f"{LAYER}/domain/feedback.py",
        "return about.kind is EventKind.OFFER_MADE and verdict is Verdict.COMPLAINED",
        "return False",
        (ACCESS,),
    ),
    Bug(
        "the link of an offer's mail turns the +1 Program off",
        "functions/unsubscribe/app.py",
        "if purpose is Purpose.OFFER_MAILS:",
        "if False:",
        (ACCESS,),
    ),
    Bug(
        "a link of version 0.1.0 no longer works",
        f"{LAYER}/domain/tokens.py",
        'b"plus-one unsubscribe 1 "',
        'b"plus-one unsubscribe 2 "',
        (ACCESS,),
    ),
    Bug(
        "a link of one purpose is good for the other",
        f"{LAYER}/domain/tokens.py",
        "hmac.digest(secret.encode(), _SIGNED[purpose] +",
        "hmac.digest(secret.encode(), _SIGNED[Purpose.PLUS_ONE] +",
        (ACCESS,),
    ),
    Bug(
        "the subject of a stranger's offer holds the title",
        f"{LAYER}/mail/kinds/offer_made.py",
        'return "A coach has made" if told.strangers',
        "return told.offered if told.strangers",
        (ACCESS,),
    ),
    Bug(
        "a contact can be made with anybody's invention",
        f"{LAYER}/actions/choose_contact.py",
        "        raise NotFound",
        "        return",
        (ACCESS,),
    ),
]
