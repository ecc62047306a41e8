"""A browser that withholds something that the sign-in needs: the page says what."""

from playwright.sync_api import Browser, expect

from tests.browser.visitor import Visitor

BLOCKED = """Object.defineProperty(window, "sessionStorage", {
  get() { throw new DOMException("Access is denied for this document.", "SecurityError"); },
});"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };"
MISSING = "This browser blocks storage for this page, and the sign-in needs it."


def test_without_storage_the_page_says_that_the_sign_in_needs_it(front_page: Visitor, browser: Browser) -> None:
    front_page.page.add_init_script(BLOCKED)
    front_page.page.reload()
    expect(front_page.page.get_by_role("alert")).to_contain_text(MISSING)
    front_page.button("Sign in").click()
    front_page.news(MISSING)
    expect(front_page.page.get_by_text("Something went wrong on our side")).to_have_count(0)


def test_with_storage_that_keeps_nothing_it_says_so_too(front_page: Visitor) -> None:
    front_page.page.add_init_script(FULL)
    front_page.page.reload()
    front_page.button("Sign in").click()
    front_page.news(MISSING)


def test_without_a_secure_connection_it_says_that_the_sign_in_needs_one(front_page: Visitor) -> None:
    front_page.page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    front_page.page.reload()
    front_page.button("Sign in").click()
    front_page.news("The sign-in needs a secure connection.")
