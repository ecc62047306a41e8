"""What would be: the law itself, on a copy of what it is about, and then what api.md shows of the copy."""

from copy import copy, deepcopy

from tests.model.law_enrollments import Enrollments
from tests.model.law_offers import Offers
from tests.model.law_terms import Body, Pairing
from tests.model.law_world import Answer, Pair, refuse

NOT_RENEWABLE = "PACKAGE_NOT_RENEWABLE"


class Previews(Offers, Enrollments):
    def preview(self, client: str, coach: str, offer: int | None = None, settings: Body | None = None) -> Answer:
        """Refused as the booking and the saving would be, but for an enrollment that the package does not allow."""
        pairing, then = self.pairings.get((client, coach)), self._copy((client, coach))
        if pairing is None and offer is None:
            return refuse("NOT_FOUND" if settings is None else "NO_PACKAGE_BOOKED")
        booked = Answer(200) if offer is None else then.book(client, coach, offer)
        if booked.codes:
            return booked
        saved = Answer(200) if settings is None else then.enroll(client, coach, settings)
        if saved.codes and NOT_RENEWABLE not in saved.codes:
            return saved
        after = self._outlook(then.pairings[client, coach])
        reason = {"reason": NOT_RENEWABLE} if saved.codes else {}
        return Answer(200, {"now": self._outlook(pairing) if pairing else None, "then": after | reason})

    def _outlook(self, pairing: Pairing) -> Body:
        view = self.view("client")
        return view.preview(pairing) | {"effective": view.standing(pairing)["effective"]}

    def _copy(self, pair: Pair) -> "Previews":
        """Of all that booking and saving change."""
        then = copy(self)
        then.decides_holds = False  # what would be is said of the next last completion
        known = {pair: self.pairings[pair]} if pair in self.pairings else {}
        then.pairings, then.people, then.offers = deepcopy((known, self.people, self.offers))
        then.timelines, then.events, then.posted, then.put_off = {}, {}, {}, {}
        return then
