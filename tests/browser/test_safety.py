"""What the page must never do: run somebody's text, load or call what is not ours, keep a token."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.people import book, enroll, offer
from tests.browser.visitor import Visitor
from tests.flow.people import rename
from tests.flow.test_story import Person

HOSTILE = "<img src=x onerror=alert(1)>\"'{coach}$&"
PROBES = {
    "inline script": "const e = document.createElement('script'); e.append('window.hit = 1'); document.body.append(e)",
    "inline style": "document.body.setAttribute('style', 'color: red')",
    "style element": "const e = document.createElement('style'); e.append('* {color: red}'); document.body.append(e)",
    "eval": "setTimeout('window.hit = 1')",
    "foreign script": "const e = document.createElement('script'); e.src = '//x.example'; document.body.append(e)",
    "foreign image": "const e = document.createElement('img'); e.src = 'https://x.example/'; document.body.append(e)",
    "foreign request": "await fetch('https://x.example/')",
    "form": "const e = document.createElement('form'); e.action = '/'; document.body.append(e); e.submit()",
    "markup from text": "document.body.innerHTML = '<i id=hit>hit</i>'",
}
WATCHED = """async () => {
  const refused = new Promise((seen) => {
    document.addEventListener("securitypolicyviolation", (event) => seen(event.effectiveDirective), { once: true });
  });
  const late = new Promise((seen) => { setTimeout(seen, 3000, "nothing"); });
  try { %s; } catch { /* that is the point */ }
  return Promise.race([refused, late]);
}"""


def test_signed_in_the_page_has_its_policy_one_origin_and_no_token_but_in_memory(visit: Visit, kim: Person) -> None:
    client = visit(kim)
    requests = client.requests()
    client.open()
    client.settled()
    web = client.stack.described["web_url"]
    own = [request for request in requests if request.url.startswith(web)]
    assert {request.url.rpartition(".")[2] for request in own} >= {"js", "css", "svg"}
    for request in [request for request in own if "/v1/" not in request.url]:
        answer = request.response()
        assert answer, request.url
        headers = answer.headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    stack = client.stack.described
    assert {request.url for request in requests if request not in own} == {
        request.url for request in requests if request.url.startswith(stack["sign_in_url"])
    }
    kept: Any = client.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie, location.search]")
    assert kept == [0, 0, "", ""]
    client.page.reload()
    expect(client.button("Sign in")).to_be_visible()
    client.reads("After a reload you sign in again")


def test_the_browser_refuses_all_that_the_policy_does_not_name(front_page: Visitor) -> None:
    for name, probe in PROBES.items():
        assert front_page.page.evaluate(WATCHED % probe) != "nothing", name
        assert front_page.page.evaluate("[window.hit ?? null, document.getElementById('hit')]") == [None, None], name
    assert len(front_page.troubles) >= len(PROBES)


def test_what_people_write_is_shown_as_text(visit: Visit, dana: Person, kim: Person) -> None:
    rename(dana, HOSTILE)
    rename(kim, HOSTILE)
    offer(dana, kim, title=HOSTILE)
    book(kim, dana, title=HOSTILE)
    coach, client = visit(dana), visit(kim)
    client.open()
    coach.open()
    of_client = [
        "#/",
        "#/inbox",
        f"#/coaches/{dana.user_id}",
        "#/preferences",
        f"#/preferences/{dana.user_id}",
        "#/profile",
    ]
    of_coach = ["#/clients", f"#/clients/{kim.user_id}", "#/offers", f"#/offers/custom/{kim.user_id}", "#/profile"]
    for visitor, addresses in ((client, of_client), (coach, of_coach)):
        for address in addresses:
            visitor.go(address)
            assert HOSTILE in visitor.page.locator("#main").inner_text() or address == "#/profile", address
            assert visitor.page.locator("img").count() == 0, address
    client.go(f"#/preferences/{dana.user_id}")
    client.reads(f"One thing leads to a +1: {HOSTILE} marks the last session")
    client.page.get_by_role("checkbox").check()
    client.page.get_by_role("switch").click()
    client.news(f"The +1 Program with {HOSTILE} is on.")


def test_ids_in_an_address_do_not_lead_the_api_astray(visit: Visit, kim: Person) -> None:
    client = visit(kim)
    client.open()
    asked = client.requests()
    client.go("#/preferences/..%2F..%2Fv1%2Fprofile%3Fx%3D")
    client.reads("There is no such thing, or it is not yours.")
    assert {each.url.partition("/v1/")[2] for each in asked if "/v1/" in each.url} == {
        "coaches/..%2F..%2Fv1%2Fprofile%3Fx%3D"
    }
    client.troubles.clear()


@pytest.mark.parametrize("under_way", ["null", '{"verifier": "v", "state": "mine", "hash": ""}'])
@pytest.mark.parametrize("query", ["code=1&state=theirs", "error=access_denied&state=mine"])
def test_an_answer_to_a_sign_in_that_nobody_asked_for_is_refused(
    front_page: Visitor, query: str, under_way: str
) -> None:
    front_page.page.evaluate("asked => sessionStorage.setItem('sign-in', asked)", under_way)
    asked = front_page.requests()
    front_page.page.goto(f"{front_page.stack.described['web_url']}/?{query}")
    front_page.reads("The sign-in did not work. Please try again.")
    assert not [each for each in asked if "/oauth2/token" in each.url]


def test_signing_out_ends_it_on_the_hosted_pages_too(visit: Visit, kim: Person) -> None:
    client = visit(kim)
    client.open()
    with client.page.expect_request(lambda request: "/logout?" in request.url) as logout:
        client.button("Sign out").click()
    assert "logout_uri=" in logout.value.url
    expect(client.button("Sign in")).to_be_visible()


def test_settings_are_no_business_of_the_coach(visit: Visit, dana: Person, kim: Person) -> None:
    book(kim, dana)
    enroll(kim, dana, max_rate={"amount": 5000, "currency": "USD"})
    coach = visit(dana)
    coach.open()
    coach.reads("+1 on hold: the client's own settings")
    coach.link("Kim").click()
    coach.reads("would be on hold by the client's own settings")
    expect(coach.page.locator("body")).not_to_contain_text("50.00")
