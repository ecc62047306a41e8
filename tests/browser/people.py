"""What people do before a page is looked at."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.flow.people import cognito, newcomer
from tests.flow.stack import Stack, eventually
from tests.flow.test_story import Person

OFFER = {"title": "Three sessions", "sessions": 3, "price": {"amount": 20000, "currency": "USD"}}


def lose_role(stack: Stack, person: Person, role: str) -> None:
    cognito(stack.described["aws_endpoint_url"]).admin_remove_user_from_group(
        UserPoolId=stack.described["user_pool_id"], Username=person.email, GroupName=role
    )


def offer(coach: Person, client: Person, **changes: Any) -> str:
    made = coach.does("POST", "/v1/offers", OFFER | {"client_id": client.user_id} | changes)
    return str(made["offer_id"])


def offers_of_many(stack: Stack, client: Person, many: int) -> None:
    """Custom offers, three of each coach: no more may be open."""
    coaches = [newcomer(stack, "Coach", "coach") for _ in range(many // 3)]
    for number in range(many):
        offer(coaches[number // 3], client, title=f"Package {number}")


def book(client: Person, coach: Person, **changes: Any) -> None:
    """A custom package of three sessions, or what `changes` make of it."""
    path = f"/v1/coaches/{coach.user_id}/packages"
    client.does("POST", path, {"offer_id": offer(coach, client, **changes)})


def enroll(client: Person, coach: Person, **settings: Any) -> None:
    client.does("PUT", f"/v1/coaches/{coach.user_id}/enrollment", settings)


def complete(coach: Person, client: Person) -> None:
    """One session of those on deck."""
    path = f"/v1/clients/{client.user_id}/sessions"
    session = coach.does("GET", f"{path}?status=booked")["items"][0]
    coach.does("POST", f"{path}/{session['session_id']}/complete", {})


def hold(client: Person, coach: Person) -> None:
    """The client is paused, for forty days if not for longer, when the last of the sessions on deck is completed."""
    path = f"/v1/coaches/{coach.user_id}"
    in_forty_days = datetime.now(UTC).date() + timedelta(days=40)
    if client.does("GET", f"{path}/enrollment")["paused_until"] is None:
        enroll(client, coach, paused_until=in_forty_days.isoformat())
    for _ in range(client.does("GET", path)["on_deck"]):
        complete(coach, client)
    eventually(lambda: client.does("GET", path)["renewal"]["state"], lambda state: state == "held")
