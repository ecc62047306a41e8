"""Where the links of the mails lead: views of the web page behind its sign-in, and the switch that needs none."""

from dataclasses import dataclass
from urllib.parse import quote

from plus_one.domain.ids import UserId
from plus_one.mail.content import Link


@dataclass(frozen=True, slots=True)
class Links:
    """Where the web page is, and the link that needs no sign-in: it turns +1 off for this client with this coach, or
    offers by mail if an offer is what the mail is about."""

    web_url: str
    unsubscribe_url: str


def preferences(web_url: str, coach_id: UserId) -> Link:
    return Link("Manage +1 Program Preferences", _view(web_url, "preferences", coach_id))


def book_now(web_url: str, coach_id: UserId) -> Link:
    """The page of this coach, behind the sign-in: no link of a mail books anything."""
    return Link("Book it now", _view(web_url, "preferences", coach_id))


def one_click(unsubscribe_url: str, coach: str) -> Link:
    """A GET of it changes nothing: it shows the button that does."""
    return Link(f"Turn +1 off for {coach} with one click", unsubscribe_url)


def no_offer_mails(unsubscribe_url: str, coach: str) -> Link:
    """Like `one_click`, for what the mail of an offer turns off."""
    return Link(f"Turn offers by mail off for {coach} with one click", unsubscribe_url)


def inbox(web_url: str) -> Link:
    return Link("See the offer in your inbox", _view(web_url, "inbox"))


def client(web_url: str, client_id: UserId) -> Link:
    return Link("See this client in your roster", _view(web_url, "clients", client_id))


def _view(web_url: str, *path: str) -> str:
    return "/".join([web_url.rstrip("/"), "#", *(quote(part, safe="") for part in path)])
