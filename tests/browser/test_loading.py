"""How the page comes to somebody far away: in few waves, asked for once, and without a question before a request."""

import re

from playwright.sync_api import Request

from tests.browser.conftest import Visit
from tests.browser.people import book, enroll
from tests.browser.visitor import Visitor
from tests.flow.test_story import Person
from web.site import files

MODULES = {name for name in files() if name.endswith(".js")}


def ours(visitor: Visitor, requests: list[Request]) -> list[str]:
    web = f"{visitor.stack.described['web_url']}/"
    return [request.url.removeprefix(web) for request in requests if request.url.startswith(web)]


def of_the_api(urls: list[str]) -> list[str]:
    return [url for url in urls if url.startswith("v1/")]


def test_every_module_is_named_by_the_page_itself_and_asked_for_once(front_page: Visitor) -> None:
    requests = front_page.requests()
    front_page.page.reload()
    front_page.heading("Always one session on deck")
    asked = [url.partition("/")[2] for url in ours(front_page, requests) if url.endswith(".js")]
    assert sorted(asked) == sorted(MODULES)
    html = front_page.page.content()
    assert set(re.findall(r'rel="modulepreload" href="[0-9a-f]{12}/(.*?)"', html)) == MODULES


def test_from_a_mails_link_to_the_first_figure_there_is_one_wave_of_requests_after_the_sign_in(
    visit: Visit, dana: Person, kim: Person
) -> None:
    book(kim, dana)
    enroll(kim, dana)
    client = visit(kim)
    client.page.route("**/v1/profile", lambda route: route.fulfill(status=503, json={}), times=1)
    requests = client.requests()
    client.open(f"#/preferences/{dana.user_id}")
    client.reads("$66.67")
    client.troubles.clear()
    path = f"v1/coaches/{dana.user_id}"
    calls = of_the_api(ours(client, requests))
    assert calls[:4] == ["v1/profile", path, f"{path}/preview", "v1/profile"]
    assert calls.count(path) == calls.count(f"{path}/preview") == 1
    client.settled()
    later = client.requests()
    client.go("#/inbox")
    client.go(f"#/preferences/{dana.user_id}")
    client.reads("$66.67")
    assert of_the_api(ours(client, later)).count(path) == 1


def test_what_is_asked_ahead_is_what_the_views_ask_for(visit: Visit, dana: Person, kim: Person) -> None:
    book(kim, dana)
    enroll(kim, dana)
    of_client = ["", "#/", "#/inbox", "#/preferences", f"#/preferences/{dana.user_id}"]
    of_coach = ["", "#/clients", f"#/clients/{kim.user_id}"]
    for person, addresses in ((kim, of_client), (dana, of_coach)):
        visitor = visit(person)
        for address in addresses:
            requests = visitor.requests()
            visitor.open(address)
            visitor.settled()
            calls = of_the_api(ours(visitor, requests))
            assert len(calls) > 1, address
            assert len(calls) == len(set(calls)), (address, calls)


def test_an_answer_asked_for_ahead_is_not_shown_after_something_was_written(
    visit: Visit, dana: Person, kim: Person
) -> None:
    book(kim, dana)
    client = visit(kim)
    client.open(f"#/preferences/{dana.user_id}")
    client.page.get_by_role("checkbox").check()
    asked = client.requests()
    client.page.get_by_role("switch").click()
    client.news("The +1 Program with Dana is on.")
    assert [url for url in of_the_api(ours(client, asked)) if url.endswith("/preview")]
