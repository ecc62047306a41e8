"""A body that is not there, and one with far too much in it."""

import pytest

from tests.integration.api.pair import refused
from tests.integration.api.routes import WITH_BODY, Deal

COMPLETE = "POST /v1/clients/{client_id}/sessions/{session_id}/complete"
OF_A_SESSION = [COMPLETE, COMPLETE.replace("complete", "reopen"), COMPLETE.replace("complete", "cancel")]


@pytest.mark.parametrize("route", WITH_BODY)
def test_however_much_is_wrong_the_answer_is_short_and_sends_nothing_back(deal: Deal, route: str) -> None:
    more = {f"field-{n}-{'x' * 150}": "a secret" for n in range(350)}
    with deal.pair.marketplace.writing_nothing():
        reply = deal.request(route, body=deal.body(route) | more)
    refused(reply, 422, "INVALID")
    assert len(reply.body["errors"]) == 20
    assert len(str(reply.body)) < 4096
    assert "a secret" not in str(reply.body)


@pytest.mark.parametrize("route", [route for route in WITH_BODY if route != COMPLETE])
def test_without_a_body_nothing_is_made_or_replaced(deal: Deal, route: str) -> None:
    pair, (method, path) = deal.pair, route.split()
    with pair.marketplace.writing_nothing():
        reply = pair.marketplace.call(deal.asker(route), method, path.format_map(deal.ids))
    refused(reply, 415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("route", [route for route in WITH_BODY if route != COMPLETE])
def test_an_empty_text_is_no_body_whatever_its_type_says(deal: Deal, route: str) -> None:
    with deal.pair.marketplace.writing_nothing():
        reply = deal.send_text(route, "", content_type="application/json")
    refused(reply, 415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("route", OF_A_SESSION)
def test_what_is_done_to_a_session_needs_no_body(deal: Deal, route: str) -> None:
    method, path = route.split()
    reply = deal.pair.marketplace.call(deal.pair.coach, method, path.format_map(deal.ids))
    assert reply.status in (200, 409), reply.body
