"""The user pool, and what is weaker on a stack of this machine."""

from collections.abc import Mapping
from typing import Any

import pytest

from local.render import Template, resources

NOTHING = {"Ref": "AWS::NoValue"}


def chosen(template: Template, node: Any, parameters: Mapping[str, str]) -> Any:
    """The node with its Fn::If decided, for conditions that compare one parameter with one value."""
    match node:
        case {"Fn::If": [condition, yes, no]}:
            left, right = template["Conditions"][condition]["Fn::Equals"]
            return chosen(template, yes if parameters[left["Ref"]] == right else no, parameters)
        case list():
            return [each for each in (chosen(template, part, parameters) for part in node) if each != NOTHING]
    return node


def client(template: Template) -> Any:
    return resources(template, "AWS::Cognito::UserPoolClient")["UserPoolClient"]


def pool(template: Template) -> Any:
    return resources(template, "AWS::Cognito::UserPool")["UserPool"]


SRP_ONLY = {"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}


@pytest.mark.parametrize(("allowed", "extra"), [("false", set()), ("true", {"ALLOW_USER_PASSWORD_AUTH"})])
def test_a_plain_password_signs_in_only_where_a_parameter_allows_it(
    template: Template, allowed: str, extra: set[str]
) -> None:
    flows = chosen(template, client(template)["ExplicitAuthFlows"], {"AllowPasswordAuth": allowed})

    assert set(flows) == SRP_ONLY | extra


def test_a_plain_password_is_refused_unless_somebody_says_otherwise(template: Template) -> None:
    assert template["Parameters"]["AllowPasswordAuth"]["Default"] == "false"


def test_sign_in_tells_no_stranger_who_has_an_account(template: Template) -> None:
    assert client(template)["PreventUserExistenceErrors"] == "ENABLED"


def test_the_browser_has_no_secret_and_a_stolen_token_can_be_revoked(template: Template) -> None:
    assert client(template)["GenerateSecret"] is False
    assert client(template)["EnableTokenRevocation"] is True


def test_tokens_live_a_quarter_of_an_hour_and_a_sign_in_a_month(template: Template) -> None:
    lives = {
        token: (client(template)[f"{token}Validity"], client(template)["TokenValidityUnits"][token])
        for token in ("IdToken", "AccessToken", "RefreshToken")
    }

    assert lives == {"IdToken": (15, "minutes"), "AccessToken": (15, "minutes"), "RefreshToken": (30, "days")}


def test_passwords_are_long(template: Template) -> None:
    policy = pool(template)["Policies"]["PasswordPolicy"]

    assert policy["MinimumLength"] >= 12
    assert all(policy[f"Require{kind}"] for kind in ("Lowercase", "Uppercase", "Numbers"))
    assert policy["TemporaryPasswordValidityDays"] <= 7


@pytest.mark.parametrize(("parameter", "factors"), [("OFF", NOTHING), ("ON", ["SOFTWARE_TOKEN_MFA"])])
def test_a_second_factor_is_needed_by_everybody_or_nobody(template: Template, parameter: str, factors: Any) -> None:
    """Nobody could switch an optional one on: the hosted pages do not offer it."""
    assert pool(template)["MfaConfiguration"] == {"Ref": "Mfa"}
    assert chosen(template, pool(template)["EnabledMfas"], {"Mfa": parameter}) == factors
    assert template["Parameters"]["Mfa"]["AllowedValues"] == ["OFF", "ON"]


@pytest.mark.parametrize(("parameter", "closed"), [("false", True), ("true", False)])
def test_strangers_make_accounts_only_where_a_parameter_lets_them(
    template: Template, parameter: str, closed: bool
) -> None:
    config = pool(template)["AdminCreateUserConfig"]

    assert chosen(template, config["AllowAdminCreateUserOnly"], {"SelfSignUp": parameter}) is closed
    assert template["Parameters"]["SelfSignUp"]["Default"] == "false"


def test_codes_are_mailed_through_ses_if_it_has_an_identity_for_them(template: Template) -> None:
    through_ses, by_cognito = pool(template)["EmailConfiguration"]["Fn::If"][1:]

    assert pool(template)["EmailConfiguration"]["Fn::If"][0] == "HasSenderIdentity"
    assert through_ses == {
        "EmailSendingAccount": "DEVELOPER",
        "SourceArn": {"Ref": "SenderIdentityArn"},
        "From": {"Ref": "SenderAddress"},
    }
    assert by_cognito == {"EmailSendingAccount": "COGNITO_DEFAULT"}


def test_an_account_is_recovered_by_its_verified_address_alone(template: Template) -> None:
    mechanisms = pool(template)["AccountRecoverySetting"]["RecoveryMechanisms"]

    assert [each["Name"] for each in mechanisms] == ["verified_email"]
    assert pool(template)["UsernameConfiguration"] == {"CaseSensitive": False}


def test_a_person_can_change_name_and_address_but_not_declare_the_address_verified(template: Template) -> None:
    assert sorted(client(template)["WriteAttributes"]) == ["email", "name"]
    assert pool(template)["AutoVerifiedAttributes"] == ["email"]
    assert pool(template)["UserAttributeUpdateSettings"] == {"AttributesRequireVerificationBeforeUpdate": ["email"]}


def test_clients_and_coaches_are_groups(template: Template) -> None:
    groups = resources(template, "AWS::Cognito::UserPoolGroup").values()

    assert sorted(each["GroupName"] for each in groups) == ["client", "coach"]
