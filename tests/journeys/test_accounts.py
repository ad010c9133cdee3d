"""Staff in a browser: the first account, passkeys, codes, and a session that ends in the middle of work."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import Browser, CDPSession, Page, expect

from kbase.accounts import links, sessions
from kbase.accounts.session_store import SessionStore
from tests.factories import accounts
from tests.journeys.conftest import PHONE, watch
from tests.journeys.staff import add_staff, sign_in, site_data

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def local(site: str) -> str:
    """The site under a name: an address of numbers can have no passkeys."""
    return site.replace("127.0.0.1", "localhost")


@pytest.fixture
def named_page(browser: Browser, local: str) -> Iterator[Callable[..., Page]]:
    """Open pages of `local`, watched like those of `new_page`."""
    contexts, problems = [], []

    def open_page(**options: object) -> Page:
        contexts.append(browser.new_context(base_url=local, **{"locale": "en", **options}))  # type: ignore[arg-type]
        contexts[-1].set_default_timeout(10_000)
        page = contexts[-1].new_page()
        watch(page, local, problems)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not problems, "\n".join(problems)


def add_authenticator(page: Page) -> tuple[CDPSession, str]:
    """Give the page's browser a device that can keep passkeys."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    answer = protocol.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return protocol, answer["authenticatorId"]


def give_password(page: Page, username: str) -> None:
    page.get_by_label("User name or e-mail address").fill(username)
    page.get_by_label("Password").first.fill(accounts.PASSWORD)
    page.keyboard.press("Enter")


def test_first_editor_makes_an_account_and_signs_in_with_a_passkey_ever_after(
    named_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    with site_data():
        for account in User.objects.filter(is_superuser=True):
            accounts.give_rights(account, is_superuser=False)
    page = named_page()
    add_authenticator(page)
    page.goto(links.first_editor_path())
    axe(page)
    page.get_by_label("User name").fill("first")
    page.get_by_label("Password").first.fill(accounts.PASSWORD)
    page.get_by_label("Password again").fill(accounts.PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    expect(page.locator("h1")).to_have_text("One more thing before you begin")
    axe(page)
    page.get_by_role("link", name="Add a passkey").click()
    axe(page)
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.locator("h1")).to_have_text("Recovery codes")
    expect(page.locator(".account-codes li")).to_have_count(10)
    axe(page)
    page.get_by_role("link", name="I have kept them: go on").click()
    page.wait_for_url("**/admin/")
    page.goto("/en/account/")
    expect(page.locator("main")).to_contain_text("Passkey 1")
    axe(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/en/account/sign-in/")
    page.goto("/admin/auth/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/admin/auth/")


def test_passkey_is_a_second_step_and_a_refusal_is_said_in_words(
    named_page: Callable[..., Page], local: str
) -> None:
    account = add_staff("passkeys")
    page = named_page()
    protocol, device = add_authenticator(page)
    sign_in(page.context, local, account)
    page.goto("/en/account/passkeys/add/")
    page.get_by_label("Name for it").fill("Laptop")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.locator("h1")).to_have_text("Recovery codes")
    page.goto("/en/account/passkeys/add/")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("has a passkey for your account already")
    page.context.clear_cookies()
    page.goto("/en/account/sign-in/?next=/en/account/sessions/")
    give_password(page, "passkeys")
    protocol.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was confirmed")
    protocol.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/en/account/sessions/")


def test_staff_sign_in_with_the_keyboard_alone(
    named_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    add_staff("keyboard")
    page = named_page()
    page.goto("/en/account/sign-in/?next=/en/account/")
    axe(page)
    page.keyboard.type("keyboard")
    page.keyboard.press("Tab")
    page.keyboard.type("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").first).to_contain_text("do not go together")
    axe(page)
    give_password(page, "keyboard")
    expect(page.locator("h1")).to_have_text("Second step")
    axe(page)
    page.keyboard.type(accounts.totp_code())
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Your account")


@pytest.mark.parametrize("language", ["ru", "ur"])
def test_account_pages_fit_a_phone(
    named_page: Callable[..., Page], axe: Callable[[Page], None], local: str, language: str
) -> None:
    page = named_page(viewport=PHONE, has_touch=True, is_mobile=True, locale=language)
    pages = ["sign-in/", "", "password/", "sessions/", "passkeys/add/", "recovery-codes/new/"]
    for number, path in enumerate(pages):
        if number == 1:
            sign_in(page.context, local, add_staff(f"phone-{language}"))
        page.goto(f"/{language}/account/{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        axe(page)


def test_form_filled_in_when_the_session_ended_is_sent_after_signing_in(
    named_page: Callable[..., Page], axe: Callable[[Page], None], local: str
) -> None:
    account = add_staff("slow", is_superuser=True)
    page = named_page()
    sign_in(page.context, local, account)
    page.goto("/admin/auth/group/add/")
    page.locator("input[name=name]").fill("Кеңесшілер")
    (cookie,) = [part for part in page.context.cookies() if part["name"] == "sessionid"]
    with site_data():
        session = SessionStore(cookie["value"])
        session[sessions.SEEN] -= sessions.IDLE_SECONDS
        session.save()
    page.locator("input[name=_save]").click()
    expect(page.locator(".notice")).to_contain_text("is kept for half an hour")
    give_password(page, "slow")
    page.get_by_label("Code").first.fill(accounts.totp_code())
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Go on where you were")
    axe(page)
    page.get_by_role("button", name="Send it again").click()
    page.wait_for_url("**/admin/auth/group/")
    with site_data():
        assert Group.objects.filter(name="Кеңесшілер").exists()
