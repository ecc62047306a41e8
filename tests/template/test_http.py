"""The HTTP API: nobody gets in without a token, and no log tells who or whose."""

import json
import re
from typing import Any

import pytest

from local.render import Template, resources

LINK = "/v1/unsubscribe/{token}"
PUBLIC = {("/v1/openapi.json", "get"), (LINK, "get"), (LINK, "head"), (LINK, "post")}


def api(template: Template) -> Any:
    return template["Resources"]["Api"]["Properties"]["Body"]


def stage(template: Template) -> Any:
    (only,) = resources(template, "AWS::ApiGatewayV2::Stage").values()
    return only


def routes(template: Template) -> dict[tuple[str, str], Any]:
    return {(path, verb): route for path, verbs in api(template)["paths"].items() for verb, route in verbs.items()}


def test_every_route_but_the_public_ones_needs_a_token_of_the_user_pool(template: Template) -> None:
    assert set(routes(template)) > PUBLIC
    for name, route in routes(template).items():
        assert route["security"] == ([{"NONE": []}] if name in PUBLIC else [{"Users": []}]), name


def test_tokens_must_come_from_our_user_pool_and_for_our_client(template: Template) -> None:
    (authorizer,) = api(template)["components"]["securitySchemes"].values()
    jwt = authorizer["x-amazon-apigateway-authorizer"]["jwtConfiguration"]

    assert jwt["issuer"] == {"Fn::Sub": "https://cognito-idp.${AWS::Region}.amazonaws.com/${UserPool}"}
    assert jwt["audience"] == [{"Ref": "UserPoolClient"}]


def test_every_route_is_explicit_and_speaks_payload_2(template: Template) -> None:
    for (path, verb), route in routes(template).items():
        assert path.startswith("/v1/")
        assert "+}" not in path
        assert verb in {"get", "head", "post", "put", "delete"}
        assert route["x-amazon-apigateway-integration"]["payloadFormatVersion"] == "2.0"


@pytest.mark.parametrize(
    ("prefix", "function"),
    [
        ("/v1/coaches", "ClientApiFunction"),
        ("/v1/inbox", "ClientApiFunction"),
        ("/v1/offers", "CoachApiFunction"),
        ("/v1/clients", "CoachApiFunction"),
        ("/v1/profile", "AccountApiFunction"),
        ("/v1/openapi.json", "AccountApiFunction"),
        ("/v1/unsubscribe", "UnsubscribeFunction"),
    ],
)
def test_each_side_has_its_own_function(template: Template, prefix: str, function: str) -> None:
    uris = [
        route["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]
        for (path, _), route in routes(template).items()
        if path.startswith(prefix)
    ]

    assert uris
    assert all(f"${{{function}.Arn}}" in uri for uri in uris)


def test_browsers_may_call_from_the_web_origin_only(template: Template) -> None:
    cors = api(template)["x-amazon-apigateway-cors"]

    assert cors["allowOrigins"] == [{"Ref": "WebOrigin"}]
    assert sorted(cors["allowHeaders"]) == ["authorization", "content-type", "idempotency-key", "if-match"]
    assert sorted(cors["exposeHeaders"]) == ["etag", "retry-after", "x-request-id"]
    assert {verb.upper() for path, verb in routes(template) if path != LINK} == set(cors["allowMethods"])
    assert "*" not in json.dumps(cors)


@pytest.mark.parametrize("origin", ["*", "https://*.example.com", "https://app.example.com/", "app.example.com", ""])
def test_a_web_origin_that_is_no_exact_origin_is_refused(template: Template, origin: str) -> None:
    assert not re.fullmatch(template["Parameters"]["WebOrigin"]["AllowedPattern"], origin)


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://app.example.com", True),
        ("https://app.example.com:8443", True),
        ("http://localhost", True),
        ("http://localhost:8080", True),
        ("http://app.example.com", False),
        ("http://localhost.example.com", False),
    ],
)
def test_a_web_origin_is_on_tls_unless_it_is_this_machine(template: Template, origin: str, allowed: bool) -> None:
    """Cognito takes http as the place to come back to for localhost only."""
    assert bool(re.fullmatch(template["Parameters"]["WebOrigin"]["AllowedPattern"], origin)) is allowed


def test_the_access_log_names_the_route_and_the_caller_by_id_alone(template: Template) -> None:
    entry = json.loads(stage(template)["AccessLogSettings"]["Format"])

    assert set(entry.values()) == {
        "$context.requestId",
        "$context.routeKey",
        "$context.status",
        "$context.responseLatency",
        "$context.authorizer.claims.sub",
    }


def test_what_names_a_caller_is_gone_after_thirty_days(template: Template) -> None:
    groups = resources(template, "AWS::Logs::LogGroup")

    assert set(groups) == {"ApiLog", "FunctionLog"}
    assert {group["RetentionInDays"] for group in groups.values()} == {30}


def test_a_flood_of_requests_is_throttled(template: Template) -> None:
    settings = stage(template)["DefaultRouteSettings"]

    assert 0 < settings["ThrottlingRateLimit"] <= 1000
    assert 0 < settings["ThrottlingBurstLimit"] <= 2000


@pytest.mark.parametrize("route", [f"GET {LINK}", f"HEAD {LINK}", "GET /v1/openapi.json"])
def test_what_is_public_and_only_looked_at_has_a_small_share_of_its_own(template: Template, route: str) -> None:
    whole, own = stage(template)["DefaultRouteSettings"], stage(template)["RouteSettings"][route]

    assert all(0 < own[limit] < whole[limit] for limit in ("ThrottlingRateLimit", "ThrottlingBurstLimit"))


def test_leaving_by_the_link_has_room_beside_a_flood(template: Template) -> None:
    """Ten times what all others may ask together, and far more than any provider of mail sends for its readers."""
    whole, own = stage(template)["DefaultRouteSettings"], stage(template)["RouteSettings"][f"POST {LINK}"]

    assert all(own[limit] >= 10 * whole[limit] for limit in ("ThrottlingRateLimit", "ThrottlingBurstLimit"))


def test_throttled_routes_are_routes(template: Template) -> None:
    assert set(stage(template)["RouteSettings"]) <= {f"{verb.upper()} {path}" for path, verb in routes(template)}
