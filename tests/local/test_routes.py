"""What the Body of the HTTP API says is what API Gateway gets, route by route."""

from typing import Any

import pytest

from local.deploy import for_ministack
from local.render import Template, render
from local.settings import PROJECT


@pytest.fixture(scope="module")
def rendered() -> Template:
    return render(PROJECT / "template.yaml")


@pytest.fixture(scope="module")
def spelled_out(rendered: Template) -> dict[str, Any]:
    resources: dict[str, Any] = for_ministack(rendered)["Resources"]
    return resources


def properties(resources: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [each["Properties"] for each in resources.values() if each["Type"] == kind]


def routes(resources: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {route["RouteKey"]: route for route in properties(resources, "AWS::ApiGatewayV2::Route")}


def test_each_operation_becomes_a_route(rendered: Template, spelled_out: dict[str, Any]) -> None:
    paths = rendered["Resources"]["Api"]["Properties"]["Body"]["paths"]
    said = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    assert set(routes(spelled_out)) == said


def test_each_route_reaches_its_own_function(rendered: Template, spelled_out: dict[str, Any]) -> None:
    for key, route in routes(spelled_out).items():
        method, path = key.split()
        operation = rendered["Resources"]["Api"]["Properties"]["Body"]["paths"][path][method.lower()]
        integration = spelled_out[route["Target"]["Fn::Sub"].removeprefix("integrations/${").removesuffix("}")]
        assert integration["Properties"]["IntegrationUri"] == operation["x-amazon-apigateway-integration"]["uri"]


def test_every_route_but_the_public_ones_asks_for_a_token(spelled_out: dict[str, Any]) -> None:
    open_routes = {key for key, route in routes(spelled_out).items() if route["AuthorizationType"] != "JWT"}
    link = {f"{verb} /v1/unsubscribe/{{token}}" for verb in ("GET", "HEAD", "POST")}
    assert open_routes == {"GET /v1/openapi.json", *link}
    authorizers = {str(route["AuthorizerId"]) for route in routes(spelled_out).values() if "AuthorizerId" in route}
    assert authorizers == {str({"Ref": "ApiAuthorizerUsers"})}


def test_the_authorizer_keeps_issuer_and_audience(rendered: Template, spelled_out: dict[str, Any]) -> None:
    schemes = rendered["Resources"]["Api"]["Properties"]["Body"]["components"]["securitySchemes"]
    jwt = schemes["Users"]["x-amazon-apigateway-authorizer"]["jwtConfiguration"]
    [authorizer] = properties(spelled_out, "AWS::ApiGatewayV2::Authorizer")
    assert authorizer["JwtConfiguration"] == {"Issuer": jwt["issuer"], "Audience": jwt["audience"]}


def test_ministack_does_not_read_the_stream_beside_us(spelled_out: dict[str, Any]) -> None:
    mappings = properties(spelled_out, "AWS::Lambda::EventSourceMapping")
    assert [mapping["Enabled"] for mapping in mappings] == [False, False]


def test_the_rendered_template_itself_stays_as_it_was(rendered: Template, spelled_out: dict[str, Any]) -> None:
    assert "Body" in rendered["Resources"]["Api"]["Properties"]
    assert "Body" not in spelled_out["Api"]["Properties"]
