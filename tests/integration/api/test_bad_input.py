"""Whatever is wrong with a request: api.md's answer, nothing is written, nothing breaks."""

from base64 import b64encode
from itertools import product
from json import dumps

import pytest

from tests.integration.api.pair import OFFER, refused
from tests.integration.api.routes import GOOD, POSTS, WITH_BODY, Deal
from tests.marketplace import Json

KB = 1024
BOOK = "POST /v1/coaches/{coach_id}/packages"
ENROLL = "PUT /v1/coaches/{coach_id}/enrollment"
COMPLETE = "POST /v1/clients/{client_id}/sessions/{session_id}/complete"
NOT_JSON = ["{", "title=x", "{'a': 1}", '{"a": NaN}', '{"a": Infinity}', "[" * 30_000, '{"a": 1', "\ufeff{}", "\0"]
NO_OBJECTS = ["null", "[]", "1", "true", '"x"', "[1]", "[{}]", '[["outcome", "no_show"]]', "1e400"]
OTHER_TYPES = ["text/plain", "", "application/jsonx", "application/problem+json", "multipart/form-data", "*/*"]
BAD_KEYS = ["", " ", "two words", "é", "x" * 256, "a\nb", "\x7f"]
BAD_IDS = ["x" * 65, "USER#x", "USER%23x", "..%2Fx", "%00", "\0", "a b", "é", "x\n", "{id}", "x|y", "../x", "😀"]


@pytest.mark.parametrize("route", WITH_BODY)
def test_what_is_not_json_is_refused(standing_deal: Deal, route: str) -> None:
    with standing_deal.pair.marketplace.writing_nothing():
        for text in NOT_JSON:
            refused(standing_deal.send_text(route, text), 400, "BAD_JSON")


@pytest.mark.parametrize("route", WITH_BODY)
def test_json_that_is_no_object_is_refused(standing_deal: Deal, route: str) -> None:
    with standing_deal.pair.marketplace.writing_nothing():
        for text in NO_OBJECTS:
            refused(standing_deal.send_text(route, text), 422, "INVALID")


@pytest.mark.parametrize("route", WITH_BODY)
def test_a_body_of_no_or_another_content_type_is_refused(standing_deal: Deal, route: str) -> None:
    with standing_deal.pair.marketplace.writing_nothing():
        for content_type in OTHER_TYPES:
            refused(standing_deal.request(route, content_type=content_type), 415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("route", WITH_BODY)
def test_a_body_without_a_content_type_is_refused(standing_deal: Deal, route: str) -> None:
    pair, (method, path) = standing_deal.pair, route.split()
    claims = standing_deal.asker(route).claims()
    event = pair.marketplace.http_event(claims, method, path.format_map(standing_deal.ids), "{}", {})
    del event["headers"]["content-type"]

    with pair.marketplace.writing_nothing():
        refused(pair.marketplace.send(event), 415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("route", WITH_BODY)
def test_a_body_over_64_kb_is_refused(standing_deal: Deal, route: str) -> None:
    with standing_deal.pair.marketplace.writing_nothing():
        for text in ("{" + " " * 64 * KB + "}", '{"a": "' + "é" * 33 * KB + '"}', "x" * 1_000_000):
            refused(standing_deal.send_text(route, text), 413, "BODY_TOO_LARGE")


@pytest.mark.parametrize("route", WITH_BODY)
def test_an_unknown_field_is_refused(standing_deal: Deal, route: str) -> None:
    with standing_deal.pair.marketplace.writing_nothing():
        for name in ("more", "coach_id2", "__proto__", "x" * 5000):
            reply = standing_deal.request(route, body=standing_deal.body(route) | {name: 1})
            refused(reply, 422, "INVALID", name if len(name) <= 100 else name[:99] + "…")


def test_nesting_of_no_depth_breaks_anything(standing_deal: Deal) -> None:
    """The parser's limit lies somewhere near ten thousand."""
    for depth in (100, 5000, *range(9_950, 10_050, 2), 32_000):
        reply = standing_deal.send_text(COMPLETE, '{"x":' + "[" * depth + "]" * depth + "}")
        assert reply.status in (400, 422), depth


@pytest.mark.parametrize("text", ['{"sessions": 1e400}', '{"sessions": -1e400}', f'{{"sessions": {"9" * 4000}}}'])
def test_absurd_numbers_are_refused(standing_deal: Deal, text: str) -> None:
    refused(standing_deal.send_text("POST /v1/offers", text), 422, "INVALID", "title", "sessions", "price")


def test_an_unknown_outcome_is_refused(standing_deal: Deal) -> None:
    with standing_deal.pair.marketplace.writing_nothing():
        for outcome in ("", "missed", "ATTENDED", 1, None, True, ["attended"]):
            refused(standing_deal.request(COMPLETE, body={"outcome": outcome}), 422, "INVALID", "outcome")


def test_an_offer_id_that_can_be_none_is_refused(standing_deal: Deal) -> None:
    with standing_deal.pair.marketplace.writing_nothing():
        for offer_id in ("", "../x", "COACH#x", "x" * 65, "x\n", "\0", 1, None, ["x"], {"a": 1}):
            refused(standing_deal.request(BOOK, body={"offer_id": offer_id}), 422, "INVALID", "offer_id")


def test_a_session_that_is_not_there_is_not_found(standing_deal: Deal) -> None:
    with standing_deal.pair.marketplace.writing_nothing():
        for nothing in ("nothing", *(standing_deal.ids[name] for name in ("package_id", "offer_id", "client_id"))):
            refused(standing_deal.pair.try_to_complete(nothing), 404, "NOT_FOUND")


@pytest.mark.parametrize("route", [route for route in GOOD if "{" in route])
def test_an_id_in_the_path_that_can_be_none_is_not_found(standing_deal: Deal, route: str) -> None:
    pair, (method, path) = standing_deal.pair, route.split()
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    sent = dumps(standing_deal.body(route)) if route in WITH_BODY else None
    event = pair.marketplace.http_event(
        standing_deal.asker(route).claims(), method, path.format_map(standing_deal.ids), sent, {}
    )
    with pair.marketplace.writing_nothing():
        for name, bad in product(names, BAD_IDS):
            event["rawPath"] = path.format_map(standing_deal.ids | {name: bad})
            event["requestContext"]["http"]["path"] = event["rawPath"]
            refused(pair.marketplace.send(event), 404, "NOT_FOUND")


@pytest.mark.parametrize("route", POSTS)
def test_a_key_that_is_not_visible_ascii_of_1_to_255_is_refused(standing_deal: Deal, route: str) -> None:
    with standing_deal.pair.marketplace.writing_nothing():
        for key in BAD_KEYS:
            reply = standing_deal.request(route, idempotency_key=key)
            refused(reply, 422, "INVALID", "Idempotency-Key")


def test_a_body_in_base64_is_the_body(standing_deal: Deal) -> None:
    pair, claims = standing_deal.pair, standing_deal.pair.coach.claims()
    event = pair.marketplace.http_event(claims, "POST", "/v1/offers", '{"title": "é"}', {})
    event |= {"body": b64encode(event["body"].encode()).decode(), "isBase64Encoded": True}

    refused(pair.marketplace.send(event), 422, "INVALID", "sessions", "price")


@pytest.mark.parametrize("body", [b"\xff\xfe", b"\xed\xa0\x80", b'{"a": "\xc3"}'])
def test_a_body_that_is_no_utf_8_is_refused(standing_deal: Deal, body: bytes) -> None:
    pair, claims = standing_deal.pair, standing_deal.pair.coach.claims()
    event = pair.marketplace.http_event(claims, "POST", "/v1/offers", "{}", {"idempotency_key": "k"})
    event |= {"body": b64encode(body).decode(), "isBase64Encoded": True}

    refused(pair.marketplace.send(event), 400, "BAD_JSON")


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "Application/JSON", "application/json;"])
def test_json_by_any_spelling_of_its_type_is_read(standing_deal: Deal, content_type: str) -> None:
    reply = standing_deal.request("POST /v1/offers", body=OFFER | {"sessions": 0}, content_type=content_type)

    refused(reply, 422, "INVALID", "sessions")


def test_a_name_that_is_none_is_refused(standing_deal: Deal) -> None:
    with standing_deal.pair.marketplace.writing_nothing():
        for name in ("", " ", "x" * 61, "a\nb", "\u202eevil", "\ud800", 5, None):
            reply = standing_deal.request("PUT /v1/profile", body={"name": name, "time_zone": "UTC"})
            refused(reply, 422, "INVALID", "name")


@pytest.mark.parametrize("zone", ["", "Mars/Base", "utc", "../UTC", "localtime", "posix/UTC", "\ud800", "x" * 5000, 0])
def test_a_time_zone_that_is_none_is_refused(standing_deal: Deal, zone: Json) -> None:
    with standing_deal.pair.marketplace.writing_nothing():
        reply = standing_deal.request("PUT /v1/profile", body={"name": "A", "time_zone": zone})
    refused(reply, 422, "INVALID", "time_zone")


NO_DAYS = ["tomorrow", "2026-12-31T00:00:00Z", "2026-12-1", "2026-02-30", "٢٠٢٦-12-31", 1798675200, "+2026-12-31"]
TOO_FAR = ["3000-01-01", "9999-12-31", "0000-01-01"]


@pytest.mark.parametrize("day", NO_DAYS + TOO_FAR)
def test_a_day_that_is_none_is_refused(standing_deal: Deal, day: Json) -> None:
    """Nor is a time one, however it is written: in which time zone would it be that day?"""
    with standing_deal.pair.marketplace.writing_nothing():
        reply = standing_deal.request(ENROLL, body={"paused_until": day})
    refused(reply, 422, "INVALID", "paused_until")


@pytest.mark.parametrize("field", ["name", "time_zone"])
def test_a_profile_says_both_name_and_time_zone(standing_deal: Deal, field: str) -> None:
    body = {"name": "A", "time_zone": "UTC"}
    del body[field]

    refused(standing_deal.request("PUT /v1/profile", body=body), 422, "INVALID", field)
