"""A client enrolls, looks, adjusts; nobody else can."""

from collections.abc import Callable

import pytest

from tests.integration.api.pair import Pair, refused

NEVER = {
    "state": "not_enrolled",
    "effective": "off",
    "reason": None,
    "enrolled_at": None,
    "unenrolled_at": None,
    "terms_version": None,
    "paused_until": None,
    "stop_after": None,
    "monthly_spend_cap": None,
    "max_rate": None,
    "heads_up": True,
}


def test_a_package_gives_the_option_and_enrolls_nobody(pair: Pair) -> None:
    pair.book()

    assert pair.enrollment() == NEVER
    assert pair.pairing()["can_enroll"] is True


def test_enrolling_answers_201_and_adjusting_200(pair: Pair) -> None:
    pair.book()
    first, second = pair.enroll(), pair.enroll()

    assert (first.status, second.status) == (201, 200)
    assert first.body == second.body == pair.enrollment() | {"plus_one": None}
    assert (first.body["state"], first.body["effective"], first.body["reason"]) == ("enrolled", "active", None)
    assert first.body["terms_version"]


def test_adjusting_mails_nobody(pair: Pair) -> None:
    pair.book()
    pair.enroll()
    pair.marketplace.settle()
    before = len(pair.marketplace.mails())
    pair.enroll()
    pair.marketplace.settle()
    assert len(pair.marketplace.mails()) == before


def test_without_a_body_nobody_is_enrolled_and_an_empty_object_is_one(pair: Pair) -> None:
    pair.book()
    with pair.marketplace.writing_nothing():
        refused(pair.by_client("PUT", "/enrollment"), 415, "UNSUPPORTED_MEDIA_TYPE")

    assert pair.by_client("PUT", "/enrollment", {}).status == 201


def test_without_a_body_a_cap_and_a_pause_stay(pair: Pair) -> None:
    pair.book()
    pair.enroll()
    kept = pair.adjust(paused_until="2030-01-01", monthly_spend_cap={"amount": 1, "currency": "USD"})

    refused(pair.by_client("PUT", "/enrollment"), 415, "UNSUPPORTED_MEDIA_TYPE")
    assert pair.enrollment() | {"plus_one": None} == kept


def test_enrolling_with_nothing_on_deck_is_accepted_and_books_nothing(pair: Pair) -> None:
    pair.book(sessions=1)
    pair.complete_all()

    assert pair.enroll().status == 201
    pair.settle()
    assert pair.pairing()["on_deck"] == 0


def test_enrolling_needs_a_package_with_this_coach(pair: Pair) -> None:
    pair.offer(client_id=pair.client.user_id)

    refused(pair.enroll(), 409, "NO_PACKAGE_BOOKED")
    refused(pair.by_client("GET", "/enrollment"), 404, "NOT_FOUND")


def test_both_sides_see_the_enrollment_in_the_pairing(pair: Pair) -> None:
    pair.book()
    enrollment = pair.enroll().body

    seen = {name: enrollment[name] for name in ("state", "effective", "reason", "enrolled_at")}
    assert pair.by_coach("GET").body["enrollment"] == seen
    assert pair.pairing()["enrollment"].items() >= seen.items()


def test_the_etag_stays_until_the_enrollment_changes(pair: Pair) -> None:
    [session, *_] = pair.book()["sessions"]
    never = pair.by_client("GET", "/enrollment").headers["etag"]
    enrolled = pair.enroll().headers["etag"]
    pair.complete(session["session_id"])

    assert never != enrolled == pair.by_client("GET", "/enrollment").headers["etag"]
    assert enrolled == pair.enroll().headers["etag"]
    pair.unenroll()
    assert pair.by_client("GET", "/enrollment").headers["etag"] not in (never, enrolled)


def test_the_etag_of_a_pairing_changes_with_it(pair: Pair) -> None:
    [session, *_] = pair.book()["sessions"]
    before = pair.by_client("GET").headers["etag"]
    assert pair.by_client("GET").headers["etag"] == before

    pair.complete(session["session_id"])
    assert pair.by_client("GET").headers["etag"] != before


@pytest.mark.parametrize("enrolled", [False, True])
def test_if_match_lets_the_current_enrollment_through(pair: Pair, enrolled: bool) -> None:
    pair.book()
    if enrolled:
        pair.enroll()
    etag = pair.by_client("GET", "/enrollment").headers["etag"]

    assert pair.enroll(if_match=etag).status == (200 if enrolled else 201)
    assert pair.enroll(if_match="*").status == 200


@pytest.mark.parametrize("enrolled", [False, True])
def test_if_match_refuses_what_is_stale_or_unknown(pair: Pair, enrolled: bool) -> None:
    pair.book()
    stale = pair.by_client("GET", "/enrollment").headers["etag"]
    pair.enroll()
    if not enrolled:
        pair.unenroll()

    for etag in (stale, '"unknown"', ""):
        with pair.marketplace.writing_nothing():
            refused(pair.enroll(if_match=etag), 412, "PRECONDITION_FAILED")


def test_an_unknown_setting_is_refused(pair: Pair) -> None:
    pair.book()

    with pair.marketplace.writing_nothing():
        refused(pair.by_client("PUT", "/enrollment", {"whatever": 1}), 422, "INVALID", "whatever")


def test_a_package_without_auto_renewal_refuses_enrolling(pair: Pair) -> None:
    pair.book(auto_renewal=False)

    with pair.marketplace.writing_nothing():
        refused(pair.enroll(), 409, "PACKAGE_NOT_RENEWABLE")
    pairing = pair.pairing()
    assert (pairing["can_enroll"], pairing["cannot_enroll_reason"]) == (False, "PACKAGE_NOT_RENEWABLE")


def test_a_package_without_auto_renewal_suspends_an_enrollment_that_may_still_be_adjusted(pair: Pair) -> None:
    pair.book()
    pair.enroll()
    pair.book(auto_renewal=False)

    assert pair.enroll().status == 200
    enrollment = pair.enrollment()
    assert (enrollment["state"], enrollment["effective"]) == ("enrolled", "suspended")
    assert enrollment["reason"] == "PACKAGE_NOT_RENEWABLE"
    assert pair.by_coach("GET").body["enrollment"]["reason"] == "PACKAGE_NOT_RENEWABLE"


def test_the_next_normal_package_takes_a_suspended_enrollment_up_again(pair: Pair) -> None:
    pair.book(sessions=1)
    enrolled_at = pair.enroll().body["enrolled_at"]
    pair.book(sessions=1, auto_renewal=False)
    resumed = pair.book(sessions=1)["pairing"]["enrollment"]

    assert (resumed["effective"], resumed["reason"], resumed["enrolled_at"]) == ("active", None, enrolled_at)
    assert pair.renew()["reason"] == "BOOKED"
    assert pair.pairing()["on_deck"] == 1


def test_a_package_never_enrolls_anew_who_has_left(pair: Pair) -> None:
    pair.book()
    pair.enroll()
    pair.unenroll()
    pair.book()

    assert pair.enrollment()["state"] == "not_enrolled"


def test_plus_one_is_turned_on_ten_times_a_day_and_off_at_any_time(pair: Pair, later: Callable[..., None]) -> None:
    pair.book()
    for _ in range(10):
        assert pair.enroll().status == 201
        assert pair.enroll().status == 200
        pair.unenroll()

    with pair.marketplace.writing_nothing():
        reply = pair.enroll()
        preview = pair.by_client("POST", "/preview", {"settings": {}})
    refused(reply, 409, "TOO_MANY_ENROLLMENTS")
    refused(preview, 409, "TOO_MANY_ENROLLMENTS")
    assert "You can turn it on again on " in reply.body["detail"]
    assert reply.body == preview.body
    later(hours=24, minutes=1)
    assert pair.enroll().status == 201
