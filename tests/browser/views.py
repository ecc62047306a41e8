"""Every view, with something in it, for checks that hold on all of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.browser.people import book, complete, enroll, hold, offer
from tests.browser.visitor import Visitor
from tests.flow.people import newcomer
from tests.flow.stack import Stack, eventually
from tests.flow.test_story import Person


@dataclass(frozen=True)
class Cast:
    """Dana has three clients: Kim's +1 is on, Lee's next session is on hold, Max's +1 is off. Kim was made an offer,
    and her next session with Ari is on hold."""

    dana: Person
    kim: Person
    lee: Person
    ari: Person
    offer_id: str


def cast(stack: Stack) -> Cast:
    dana, kim, lee, max_ = (
        newcomer(stack, "Dana", "coach"),
        newcomer(stack, "Kim", "client"),
        newcomer(stack, "Lee", "client"),
        newcomer(stack, "Max", "client"),
    )
    robin, ari = newcomer(stack, "Robin", "coach"), newcomer(stack, "Ari", "coach")
    book(kim, robin, sessions=10, price={"amount": 45000, "currency": "USD"}, title="Ten sessions")
    for client in (kim, lee, max_):
        book(client, dana)
    enroll(kim, dana)
    hold(lee, dana)
    book(kim, ari, sessions=1, price={"amount": 7500, "currency": "USD"})
    hold(kim, ari)
    for _ in range(3):
        complete(dana, kim)
    eventually(lambda: kim.does("GET", f"/v1/coaches/{dana.user_id}")["on_deck"], lambda on_deck: on_deck == 1)
    five = {"sessions": 5, "price": {"amount": 30000, "currency": "USD"}}
    made = offer(dana, kim, **five, title="Five sessions, one price", auto_renewal=False)
    dana.does("POST", "/v1/offers", {"title": "Open to everybody"} | five)
    return Cast(dana, kim, lee, ari, made)


def of_client(kim: Visitor, cast: Cast) -> Iterator[str]:
    """Yields the name of each view while it is there."""
    for name, address in {
        "home": "#/",
        "inbox": "#/inbox",
        "coach": f"#/coaches/{cast.dana.user_id}",
        "book": f"#/coaches/{cast.dana.user_id}/offers/{cast.offer_id}",
        "preferences": "#/preferences",
        "preferences-one": f"#/preferences/{cast.dana.user_id}",
        "coach-hold": f"#/coaches/{cast.ari.user_id}",
        "preferences-hold": f"#/preferences/{cast.ari.user_id}",
        "profile": "#/profile",
        "nothing": "#/nothing/here",
    }.items():
        kim.go(address)
        yield name


def of_coach(dana: Visitor, cast: Cast) -> Iterator[str]:
    for name, address in {
        "roster": "#/clients",
        "client": f"#/clients/{cast.kim.user_id}",
        "client-hold": f"#/clients/{cast.lee.user_id}",
        "offers": "#/offers",
        "offer": "#/offers/new",
        "custom": f"#/offers/custom/{cast.kim.user_id}",
    }.items():
        dana.go(address)
        yield name
