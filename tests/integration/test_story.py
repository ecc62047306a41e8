"""The main story, in one process."""

from tests.marketplace import Marketplace, client, coach

OFFER = {"title": "Three sessions", "sessions": 3, "price": {"amount": 20000, "currency": "USD"}}


def test_completing_the_last_session_books_exactly_one_more_and_mails_both(marketplace: Marketplace) -> None:
    alex, casey = client(), coach()
    offer = marketplace.call(casey, "POST", "/v1/offers", OFFER).body
    booked = marketplace.call(alex, "POST", f"/v1/coaches/{casey.user_id}/packages", {"offer_id": offer["offer_id"]})
    assert booked.status == 201, booked.body
    enrolled = marketplace.call(alex, "PUT", f"/v1/coaches/{casey.user_id}/enrollment", {})
    assert enrolled.status == 201, enrolled.body
    for session in booked.body["sessions"]:
        done = marketplace.call(
            casey, "POST", f"/v1/clients/{alex.user_id}/sessions/{session['session_id']}/complete", {}
        )
        assert done.status == 200, done.body
    marketplace.settle(times=2)
    pairing = marketplace.call(alex, "GET", f"/v1/coaches/{casey.user_id}").body
    assert pairing["on_deck"] == 1
    assert {mail.to for mail in marketplace.mails_of("plus_one_booked")} == {(alex.email,), (casey.email,)}
