"""The operations that are no route of a resolver: this document, and the pages behind the link of a mail."""

from ops.openapi_answers import OF_THE_GATEWAY
from ops.openapi_shapes import Json, described

TOKEN: Json = {
    "name": "token",
    "in": "path",
    "required": True,
    "description": "As the link of a mail has it.",
    "schema": {"type": "string"},
}
PAGE: Json = {"text/html; charset=utf-8": {"schema": {"type": "string"}}}


def _public(name: str, tag: str, said: str, responses: Json) -> Json:
    operation = {"operationId": name, "tags": [tag], "security": [], "responses": OF_THE_GATEWAY | responses}
    return operation | described(said)


def _page(name: str, said: str, responses: Json) -> Json:
    """For people and their mail programs (RFC 8058): HTML, without a token."""
    return _public(name, "link", said, responses) | {"parameters": [TOKEN]}


def _html(said: str) -> Json:
    return {"description": said, "content": PAGE}


OURS_OR_THE_GATEWAYS: Json = {
    "description": "Our fault: the page says to try again. API Gateway answers JSON when a function fails.",
    "content": PAGE | {"application/json": {"schema": {"$ref": "#/components/schemas/GatewayMessage"}}},
}
PAGES: Json = {
    "/v1/openapi.json": {
        "get": _public(
            "get_openapi",
            "account",
            "Get this document.",
            {
                "200": {"description": "OK", "content": {"application/json": {"schema": {"type": "object"}}}},
                "304": {"description": "You have it: `If-None-Match` names its ETag."},
            },
        )
    },
    "/v1/unsubscribe/{token}": {
        "get": _page(
            "get_unsubscribe_page",
            "Get a page with one button. It says what the link turns off, verifies nothing and changes nothing.",
            {"200": _html("The page.")},
        ),
        "head": _page(
            "head_unsubscribe_page",
            "Look at the link as the GET does, without the page.",
            {"200": {"description": "OK"}},
        ),
        "post": _page(
            "unsubscribe",
            "Turn the +1 Program off, or offers by mail of one coach, as the link says; immediately.",
            {
                "200": _html("A page that says what is off."),
                "404": _html("A token that is not ours. Nothing was turned off; the page is the GET's."),
                "500": OURS_OR_THE_GATEWAYS,
            },
        ),
    },
}
