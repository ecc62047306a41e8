"""The unsubscribe link: where it leads, and the keys that sign it."""

import json
from datetime import date
from typing import Any

import pytest

from local.render import Template, resources
from plus_one.domain.ids import UserId
from plus_one.domain.tokens import key_id_of, sign


def secret(template: Template) -> Any:
    (only,) = resources(template, "AWS::SecretsManager::Secret").values()
    return only


def sender(template: Template) -> Any:
    return resources(template, "AWS::Lambda::Function")["SendNoticesFunction"]["Environment"]["Variables"]


def test_the_secret_is_generated_as_a_map_with_a_first_key(template: Template) -> None:
    made = secret(template)["GenerateSecretString"]
    keys = json.loads(made["SecretStringTemplate"]) | {made["GenerateStringKey"]: "x" * made["PasswordLength"]}

    assert made["PasswordLength"] >= 43  # as many bits as the HMAC has
    assert key_id_of(sign(UserId("client-1"), UserId("coach-1"), date(2026, 11, 23), keys)) == made["GenerateStringKey"]


def test_the_keys_outlive_their_stack(template: Template) -> None:
    resource = template["Resources"]["LinkKeys"]

    assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")


def test_the_link_leads_to_the_api_or_to_the_domain_that_is_given(template: Template) -> None:
    api = {"Fn::Sub": "https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}"}

    assert sender(template)["API_URL"] == {"Fn::If": ["HasApiOrigin", {"Ref": "ApiOrigin"}, api]}
    assert template["Conditions"]["HasApiOrigin"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "ApiOrigin"}, ""]}]}
    assert template["Parameters"]["ApiOrigin"]["Default"] == ""
    assert template["Outputs"]["ApiUrl"]["Value"] == api


@pytest.mark.parametrize("function", ["SendNoticesFunction", "UnsubscribeFunction"])
def test_who_signs_and_who_checks_use_the_same_keys(template: Template, function: str) -> None:
    variables = resources(template, "AWS::Lambda::Function")[function]["Environment"]["Variables"]

    assert variables["LINK_KEYS_ARN"] == {"Fn::GetAtt": ["LinkKeys", "Id"]}
