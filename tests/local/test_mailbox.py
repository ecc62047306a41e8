import json
import re
import urllib.request
from email.message import Message
from html.parser import HTMLParser
from urllib.error import HTTPError

import pytest

from local.mails import Mail, Mails

EVIL = '"><script>alert(1)</script>'


def mail(number: int = 1, **changes: str) -> Mail:
    said = {"subject": f"Mail {number}", "text": "plain", "html": "<p>rich</p>"} | changes
    return Mail(
        message_id=f"{number:016x}-000000",
        sender="plus-one@example.com",
        to=(said.pop("to", "alex.client@example.com"),),
        headers={"List-Unsubscribe-Post": said.pop("header", "List-Unsubscribe=One-Click")},
        tags={"event_id": said.pop("tag", "01K")},
        configuration_set="mail",
        sent_at="2026-11-23T10:02:11.123Z",
        **said,
    )


def get(url: str) -> tuple[str, Message]:
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310
        return answer.read().decode(), answer.headers


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)


def test_an_empty_mailbox_says_what_to_do(url: str) -> None:
    page, _ = get(f"{url}/mailbox")
    assert "No mail yet" in page
    assert "make run" in page


def test_the_front_door_leads_to_the_mailbox(url: str) -> None:
    assert "<h1>Mailbox</h1>" in get(url)[0]


def test_mails_are_shown_newest_first_with_both_parts_and_their_headers(url: str, mails: Mails) -> None:
    for number in (1, 2):
        mails.keep(mail(number))
    page, _ = get(f"{url}/mailbox")
    assert re.findall(r"<h2>(.*?)</h2>", page) == ["Mail 2", "Mail 1"]
    assert page.count('<pre tabindex="0">plain</pre>') == 2
    assert "<dt>List-Unsubscribe-Post</dt><dd>List-Unsubscribe=One-Click</dd>" in page
    frames = re.findall(r'src="(/mailbox/[^"]+\.html)"', page)
    assert [get(url + frame)[0].endswith("<p>rich</p>") for frame in frames] == [True, True]


def test_what_can_be_opened_of_each_mail_has_a_name_of_its_own(url: str, mails: Mails) -> None:
    for number in (1, 2):
        mails.keep(mail(number, subject="Your next session is booked"))
    page, _ = get(f"{url}/mailbox")
    for kind in (r'<iframe [^>]*title="([^"]*)"', r"<summary>(Headers.*?)</summary>"):
        names = re.findall(kind, page)
        assert len(set(names)) == len(names) == 2, names


def test_an_address_from_right_to_left_does_not_turn_the_line_around(url: str, mails: Mails) -> None:
    mails.keep(mail(to="שרה@example.com"))
    assert "to <bdi>שרה@example.com</bdi> · " in get(f"{url}/mailbox")[0]


@pytest.mark.parametrize("place", ["subject", "text", "to", "header", "tag"])
def test_nothing_that_a_mail_says_becomes_markup_of_the_page(url: str, mails: Mails, place: str) -> None:
    mails.keep(mail())
    plain = Tags(get(f"{url}/mailbox")[0]).seen
    mails.keep(mail(2, **{place: EVIL}))
    page = get(f"{url}/mailbox")[0]
    assert EVIL not in page
    assert Tags(page).seen.count("script") == plain.count("script")


def test_the_html_part_can_neither_run_nor_load_anything(url: str, mails: Mails) -> None:
    mails.keep(mail())
    page, _ = get(f"{url}/mailbox")
    _, headers = get(f"{url}/mailbox/{mail().message_id}.html")
    policy = dict(part.strip().partition(" ")[::2] for part in str(headers["content-security-policy"]).split(";"))
    assert policy["default-src"] == "'none'"
    assert set(policy) == {"default-src", "style-src", "sandbox"}
    [sandbox] = re.findall(r'<iframe loading="lazy" sandbox="([^"]*)"', page)
    for allowed in (sandbox, policy["sandbox"]):
        assert "allow-scripts" not in allowed
        assert "allow-same-origin" not in allowed


def test_the_page_itself_loads_from_here_only(url: str) -> None:
    policy = str(get(f"{url}/mailbox")[1]["content-security-policy"])
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "unsafe" not in policy


def test_messages_come_oldest_first_with_the_headers_of_the_mail(url: str, mails: Mails) -> None:
    for number in (1, 2):
        mails.keep(mail(number))
    first, second = json.loads(get(f"{url}/mailbox/messages.json")[0])
    assert (first["subject"], second["subject"]) == ("Mail 1", "Mail 2")
    assert {"id", "to", "subject", "text", "html", "headers", "sent_at"} <= set(first)
    assert first["to"] == "alex.client@example.com"
    assert first["headers"] == {
        "From": "plus-one@example.com",
        "To": "alex.client@example.com",
        "Subject": "Mail 1",
        "Date": "2026-11-23T10:02:11.123Z",
        "Message-ID": f"<{first['id']}@email.amazonses.com>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_the_page_learns_that_a_mail_came(url: str, mails: Mails) -> None:
    page, _ = get(f"{url}/mailbox")
    assert f'data-count="{get(f"{url}/mailbox/count")[0]}"' in page
    mails.keep(mail())
    assert f'data-count="{get(f"{url}/mailbox/count")[0]}"' not in page


@pytest.mark.parametrize("path", ["/nothing", "/mailbox/unknown.html"])
def test_what_is_not_there_is_404(url: str, path: str) -> None:
    with pytest.raises(HTTPError) as missing:
        get(url + path)
    with missing.value as answer:
        assert answer.status == 404
