"""Two demo coaches and two demo clients in the user pool, signed in once, as the web page does it."""

import urllib.request
from dataclasses import dataclass
from typing import Any

from local.aws import Aws

PASSWORD = "Plus-One-2026!"


@dataclass(frozen=True)
class Person:
    name: str
    role: str
    user_id: str = ""

    @property
    def email(self) -> str:
        return f"{self.name.lower()}.{self.role}@example.com"


PEOPLE = (Person("Casey", "coach"), Person("Robin", "coach"), Person("Alex", "client"), Person("Sam", "client"))


def settle_in(aws: Aws, pool_id: str, client_id: str, api_url: str) -> list[Person]:
    cognito = aws.client("cognito-idp")
    people = [_sign_up(cognito, pool_id, person) for person in PEOPLE]
    for person in people:
        _open_the_page(api_url, _id_token(cognito, client_id, person))
    return people


def _sign_up(cognito: Any, pool_id: str, person: Person) -> Person:
    attributes = {"email": person.email, "email_verified": "true", "name": person.name}
    user = cognito.admin_create_user(
        UserPoolId=pool_id,
        Username=person.email,
        UserAttributes=[{"Name": name, "Value": value} for name, value in attributes.items()],
        MessageAction="SUPPRESS",
    )["User"]
    who = {"UserPoolId": pool_id, "Username": user["Username"]}
    cognito.admin_set_user_password(**who, Password=PASSWORD, Permanent=True)
    cognito.admin_add_user_to_group(**who, GroupName=person.role)
    user_id = next(each["Value"] for each in user["Attributes"] if each["Name"] == "sub")
    return Person(person.name, person.role, user_id)


def _id_token(cognito: Any, client_id: str, person: Person) -> str:
    answer = cognito.initiate_auth(
        ClientId=client_id,
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": person.email, "PASSWORD": PASSWORD},
    )
    return str(answer["AuthenticationResult"]["IdToken"])


def _open_the_page(api_url: str, token: str) -> None:
    """Without this visit the system would not know where to mail to."""
    request = urllib.request.Request(f"{api_url}/v1/profile", headers={"authorization": f"Bearer {token}"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30):  # noqa: S310
        pass
