"""What API Gateway makes of an HTTP API's OpenAPI `Body`, as resources, for ministack ignores the body.

Done before the deploy, so that CloudFormation resolves the references.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from local.render import Template

type Resource = dict[str, Any]

API = "AWS::ApiGatewayV2::Api"


def spell_out_routes(template: Template) -> Template:
    resources: dict[str, Resource] = dict(template["Resources"])
    for name, resource in template["Resources"].items():
        if resource["Type"] == API and "Body" in resource["Properties"]:
            body = resource["Properties"]["Body"]
            resources[name] = _api(body)
            resources |= dict(_authorizers(name, body)) | dict(_routes(name, body))
    return {**template, "Resources": resources}


def _api(body: Mapping[str, Any]) -> Resource:
    properties = {"Name": body["info"]["title"], "ProtocolType": "HTTP"}
    cors = body.get("x-amazon-apigateway-cors")
    # ministack reads these keys as the body spells them (allowOrigins), not as CloudFormation does.
    return {"Type": API, "Properties": properties | ({"CorsConfiguration": cors} if cors else {})}


def _authorizers(api: str, body: Mapping[str, Any]) -> Iterator[tuple[str, Resource]]:
    for name, scheme in _schemes(body).items():
        yield _authorizer_name(api, name), _authorizer(api, name, scheme["x-amazon-apigateway-authorizer"])


def _schemes(body: Mapping[str, Any]) -> Mapping[str, Any]:
    schemes: Mapping[str, Any] = body.get("components", {}).get("securitySchemes", {})
    return schemes


def _authorizer(api: str, name: str, authorizer: Mapping[str, Any]) -> Resource:
    jwt = authorizer["jwtConfiguration"]
    properties = {
        "ApiId": {"Ref": api},
        "Name": name,
        "AuthorizerType": "JWT",
        "IdentitySource": [authorizer["identitySource"]],
        "JwtConfiguration": {"Issuer": jwt["issuer"], "Audience": jwt["audience"]},
    }
    return {"Type": "AWS::ApiGatewayV2::Authorizer", "Properties": properties}


def _routes(api: str, body: Mapping[str, Any]) -> Iterator[tuple[str, Resource]]:
    operations = [
        (f"{method.upper()} {path}", operation)
        for path, methods in body["paths"].items()
        for method, operation in methods.items()
    ]
    for number, (route_key, operation) in enumerate(operations):
        integration = f"{api}Integration{number}"
        yield integration, _integration(api, operation["x-amazon-apigateway-integration"])
        yield f"{api}Route{number}", _route(api, route_key, integration, _authorization(api, operation, _schemes(body)))


def _integration(api: str, integration: Mapping[str, Any]) -> Resource:
    properties = {
        "ApiId": {"Ref": api},
        "IntegrationType": integration["type"].upper(),
        "IntegrationMethod": integration["httpMethod"],
        "IntegrationUri": integration["uri"],
        "PayloadFormatVersion": integration["payloadFormatVersion"],
    }
    return {"Type": "AWS::ApiGatewayV2::Integration", "Properties": properties}


def _route(api: str, route_key: str, integration: str, authorization: Mapping[str, Any]) -> Resource:
    properties = {
        "ApiId": {"Ref": api},
        "RouteKey": route_key.replace("X-AMAZON-APIGATEWAY-ANY-METHOD", "ANY"),
        "Target": {"Fn::Sub": f"integrations/${{{integration}}}"},
    }
    return {"Type": "AWS::ApiGatewayV2::Route", "Properties": properties | dict(authorization)}


def _authorization(api: str, operation: Mapping[str, Any], schemes: Mapping[str, Any]) -> dict[str, Any]:
    for requirement in operation.get("security", []):
        for scheme, scopes in requirement.items():
            if scheme in schemes:
                return {
                    "AuthorizationType": "JWT",
                    "AuthorizerId": {"Ref": _authorizer_name(api, scheme)},
                    "AuthorizationScopes": scopes,
                }
    return {"AuthorizationType": "NONE"}


def _authorizer_name(api: str, scheme: str) -> str:
    return f"{api}Authorizer{scheme}"
