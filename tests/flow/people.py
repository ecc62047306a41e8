"""People whom nobody knows yet, so that no test meets what another one left."""

from functools import cache
from itertools import count

from local import people
from local.aws import client
from tests.flow.stack import Stack
from tests.flow.test_story import Person

_numbers = count(1)
cognito = cache(lambda url: client(url, "cognito-idp"))


def newcomer(stack: Stack, name: str, *roles: str) -> Person:
    """Signed up, in these groups, and with an address that mails reach."""
    pools = cognito(stack.described["aws_endpoint_url"])
    pool = stack.described["user_pool_id"]
    signed_up = people._sign_up(pools, pool, people.Person(f"{name}{next(_numbers)}", roles[0]))
    for role in roles[1:]:
        pools.admin_add_user_to_group(UserPoolId=pool, Username=signed_up.email, GroupName=role)
    stack.described["users"].append({"email": signed_up.email, "password": people.PASSWORD, "role": roles[0]})
    person = Person(stack, signed_up.email)
    rename(person, name)
    return person


def rename(person: Person, name: str) -> None:
    person.does("PUT", "/v1/profile", {"name": name, "time_zone": "Europe/Berlin"})
