"""The bugs that the proof must notice, at least three for each promise of guarantees.md, under the promise's number."""

from tests.proof.planted import (
    access,
    announcements,
    brakes,
    contacts,
    every_renewal_ends,
    holds,
    lists,
    no_plus_one_after_a_cancel,
    notices,
    offers,
    on_deck,
    one_plus_one,
    suspensions,
    timeline,
)

PLANTED = {
    1: one_plus_one.BUGS,
    2: no_plus_one_after_a_cancel.BUGS,
    3: every_renewal_ends.BUGS,
    4: notices.BUGS,
    5: on_deck.BUGS,
    6: access.BUGS,
    7: announcements.BUGS,
    8: timeline.BUGS,
    9: offers.BUGS,
    10: lists.BUGS,
    11: contacts.BUGS,
    12: suspensions.BUGS,
    13: brakes.BUGS,
    14: holds.BUGS,
}
