"""Who is calling, from the claims that API Gateway's JWT authorizer has checked."""

import re
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from plus_one.domain.ids import UserId
from plus_one.domain.profiles import Caller
from plus_one.http.problems import Problem


class Role(StrEnum):
    CLIENT = "client"
    COACH = "coach"


def caller_of(event: dict[str, Any], role: Role | None) -> Caller:
    """The caller, if the token is an ID token with a verified e-mail and the role; None: any role or none."""
    claims = _claims(event)
    groups = _groups(claims.get("cognito:groups", ""))
    if role and role not in groups:
        raise _forbidden(role)
    if "email" not in claims or str(claims.get("email_verified")).lower() != "true":
        raise Problem(
            HTTPStatus.FORBIDDEN, "EMAIL_NOT_VERIFIED", "Verify your e-mail address first, then sign in again."
        )
    return Caller(
        user_id=UserId(claims["sub"]),
        name=claims.get("name", ""),
        email=claims["email"],
        as_of=_seconds(claims.get("iat")),
        is_client=Role.CLIENT in groups,
    )


def whoever(event: dict[str, Any]) -> Caller:
    """Who cancels: without a role, and without an address, so that none is ever stored of such a token (R6)."""
    return Caller(user_id=UserId(_claims(event)["sub"]), name="", email="")


def id_of_caller(event: dict[str, Any]) -> str | None:
    """Whatever they are refused for. None: a public route."""
    return _all_claims(event).get("sub")


def _all_claims(event: dict[str, Any]) -> dict[str, Any]:
    claims: dict[str, Any] = event["requestContext"].get("authorizer", {}).get("jwt", {}).get("claims", {})
    return claims


def _claims(event: dict[str, Any]) -> dict[str, Any]:
    """Of an ID token that names somebody."""
    claims = _all_claims(event)
    if claims.get("token_use") != "id":
        raise Problem(HTTPStatus.FORBIDDEN, "ID_TOKEN_REQUIRED", "Call with the ID token of the sign-in.")
    if "sub" not in claims:
        raise _forbidden("signed-in person")
    return claims


def _forbidden(who: str) -> Problem:
    return Problem(HTTPStatus.FORBIDDEN, "FORBIDDEN", f"Only a {who} may do this.")


def _seconds(claim: object) -> int:
    """As text, like all claims."""
    text = str(claim)
    return int(text) if re.fullmatch(r"[0-9]{1,12}", text) else 0


def _groups(claim: object) -> list[str]:
    """API Gateway passes lists as text: "[client coach]". A name may have brackets and commas, but no spaces."""
    return str(claim).removeprefix("[").removesuffix("]").split(" ")
