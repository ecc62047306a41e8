"""What a client reads of the offers made to them, and of who may make any."""

from datetime import datetime

from plus_one.domain.contacts import Contact
from plus_one.domain.packages import Offered
from plus_one.http.answers import OfferAnswer
from plus_one.http.fields import Answer
from plus_one.http.present import offer


class ClientsOfferAnswer(OfferAnswer):
    """`worked_together`: whether the client has ever booked a package with this coach."""

    worked_together: bool


class ContactAnswer(Answer):
    """Whether this coach may make custom offers to the client, and whether they come by mail, too."""

    offers_by_mail: bool
    offers: bool


def offered(value: Offered, now: datetime) -> ClientsOfferAnswer:
    return ClientsOfferAnswer(**dict(offer(value.offer, now)), worked_together=value.worked_together)


def contact(value: Contact) -> ContactAnswer:
    return ContactAnswer(offers_by_mail=value.by_mail, offers=value.wanted)
