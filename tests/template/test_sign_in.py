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


def test_a_person_can_change_name_and_address_but_not_declare_the_address_verified(template: Template) -> None:
    assert sorted(client(template)["WriteAttributes"]) == ["email", "name"]
    assert pool(template)["AutoVerifiedAttributes"] == ["email"]
    assert pool(template)["UserAttributeUpdateSettings"] == {"AttributesRequireVerificationBeforeUpdate": ["email"]}


def test_clients_and_coaches_are_groups(template: Template) -> None:
    groups = resources(template, "AWS::Cognito::UserPoolGroup").values()

    assert sorted(each["GroupName"] for each in groups) == ["client", "coach"]
