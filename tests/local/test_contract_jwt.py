"""Who gets past the API Gateway of the local AWS: holders of a token of this pool and client, unexpired, unchanged."""

import base64
import json
import time
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from local.aws import Aws
from local.browsers import PASS
from local.deploy import Deployed
from local.people import PASSWORD

type SignIn = Callable[..., dict[str, str]]
type Status = Callable[[str | None], int]


@pytest.fixture(scope="module")
def sign_in(aws: Aws, deployed: Deployed) -> SignIn:
    """Signs a new person in, with these groups."""
    cognito = aws.client("cognito-idp")
    pool = deployed.outputs["UserPoolId"]

    def new_person(*groups: str, client_id: str = deployed.outputs["UserPoolClientId"]) -> dict[str, str]:
        email = f"{uuid4()}@example.com"
        attributes = {"email": email, "email_verified": "true", "name": "Kim"}
        cognito.admin_create_user(
            UserPoolId=pool,
            Username=email,
            UserAttributes=[{"Name": name, "Value": value} for name, value in attributes.items()],
            MessageAction="SUPPRESS",
        )
        cognito.admin_set_user_password(UserPoolId=pool, Username=email, Password=PASSWORD, Permanent=True)
        for group in groups:
            cognito.admin_add_user_to_group(UserPoolId=pool, Username=email, GroupName=group)
        answer = cognito.initiate_auth(
            ClientId=client_id,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": email, "PASSWORD": PASSWORD},
        )
        return dict(answer["AuthenticationResult"])

    return new_person


@pytest.fixture(scope="module")
def get(aws: Aws, deployed: Deployed) -> Callable[[str | None], Any]:
    def get_coaches(token: str | None) -> Any:
        headers = {"host": f"{deployed.resources['Api']}.execute-api.localhost", PASS: aws.passphrase}
        headers |= {"authorization": f"Bearer {token}"} if token else {}
        request = urllib.request.Request(f"{aws.url}/v1/coaches", headers=headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return json.load(answer)

    return get_coaches


@pytest.fixture(scope="module")
def status(get: Callable[[str | None], Any]) -> Status:
    def status_of(token: str | None) -> int:
        try:
            get(token)
        except HTTPError as refusal:
            with refusal:
                return refusal.code
        return 200

    return status_of


def part(token: str, number: int) -> Any:
    text = token.split(".")[number]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unsigned(header: dict[str, Any], claims: dict[str, Any]) -> str:
    return ".".join(encode(json.dumps(each).encode()) for each in (header, claims))


def with_own_key(token: str) -> str:
    signed = unsigned(part(token, 0), part(token, 1))
    key = rsa.generate_private_key(65537, 2048)
    return f"{signed}.{encode(key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def as_coach(token: str) -> str:
    claims = part(token, 1) | {"cognito:groups": ["coach"]}
    return f"{unsigned(part(token, 0), claims)}.{token.split('.')[2]}"


def without_signature(token: str) -> str:
    return f"{unsigned(part(token, 0) | {'alg': 'none'}, part(token, 1))}."


def test_a_good_token_gets_in(sign_in: SignIn, status: Status) -> None:
    assert status(sign_in("client")["IdToken"]) == 200


@pytest.mark.parametrize(
    "forge", [with_own_key, as_coach, without_signature, str.swapcase, lambda _: "x", lambda _: None]
)
def test_no_or_a_forged_token_does_not(sign_in: SignIn, status: Status, forge: Callable[[str], str | None]) -> None:
    assert status(forge(sign_in("client")["IdToken"])) == 401


def test_an_expired_one_does_not(aws: Aws, deployed: Deployed, sign_in: SignIn, status: Status) -> None:
    client = {"UserPoolId": deployed.outputs["UserPoolId"], "ClientId": deployed.outputs["UserPoolClientId"]}
    cognito = aws.client("cognito-idp")
    before = cognito.describe_user_pool_client(**client)["UserPoolClient"]
    lives = {name: before[name] for name in ("ExplicitAuthFlows", "IdTokenValidity", "TokenValidityUnits")}
    short = lives | {"IdTokenValidity": 1, "TokenValidityUnits": {"IdToken": "seconds"}}
    cognito.update_user_pool_client(**client, **short)
    token = sign_in("client")["IdToken"]
    cognito.update_user_pool_client(**client, **lives)
    assert part(token, 1)["exp"] - part(token, 1)["iat"] == 1
    time.sleep(2)
    assert status(token) == 401


def test_one_for_another_audience_does_not(aws: Aws, deployed: Deployed, sign_in: SignIn, status: Status) -> None:
    other = aws.client("cognito-idp").create_user_pool_client(
        UserPoolId=deployed.outputs["UserPoolId"],
        ClientName="other",
        ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )["UserPoolClient"]["ClientId"]
    assert status(sign_in("client", client_id=other)["IdToken"]) == 401


def test_the_id_token_says_who_and_which_roles(sign_in: SignIn) -> None:
    claims = part(sign_in("client", "coach")["IdToken"], 1)
    assert claims["token_use"] == "id"
    assert claims["email_verified"] is True
    assert sorted(claims["cognito:groups"]) == ["client", "coach"]
    assert {"sub", "email", "name", "aud", "iss", "exp"} <= set(claims)


def test_a_person_without_a_group_has_no_groups_claim(sign_in: SignIn) -> None:
    assert "cognito:groups" not in part(sign_in()["IdToken"], 1)


def test_claims_reach_the_function_as_text(sign_in: SignIn, get: Callable[[str | None], Any]) -> None:
    claims = get(sign_in("client", "coach")["IdToken"])["requestContext"]["authorizer"]["jwt"]["claims"]
    assert claims["cognito:groups"] in {"[client coach]", "[coach client]"}
    assert claims["email_verified"] == "true"
    assert claims["exp"].isdecimal()


def test_an_access_token_gets_past_the_gateway_so_the_functions_must_look(
    sign_in: SignIn, get: Callable[[str | None], Any]
) -> None:
    event = get(sign_in("client")["AccessToken"])
    assert event["requestContext"]["authorizer"]["jwt"]["claims"]["token_use"] == "access"
