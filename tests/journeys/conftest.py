"""A real site and a real browser; each page fails its test when the console isn't empty."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)
from pytest_django import DjangoDbBlocker

from tests.factories.cases import Place, make_place
from tests.journeys.accessibility import assert_accessible, too_wide
from tests.journeys.site import running_site
from tests.journeys.staff import site_data

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
# Each language on a phone; on a desktop one language for each direction of writing.
LOOKS = [("phone", "en"), ("phone", "ru"), ("phone", "kk"), ("phone", "ur"), ("page", "en"), ("page", "ur")]


@pytest.hookimpl(tryfirst=True)  # before xdist reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the journeys in one process of pytest-xdist: one site and one browser serve them all."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of the running site, without a slash at the end."""
    with django_db_blocker.unblock(), running_site() as address:
        yield address


@pytest.fixture
def place(site: str) -> Place:
    """An organisation that works on cases, with its people, on the running site."""
    with site_data():
        return make_place()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("NO BROWSER: journeys need Chromium; on Debian and Ubuntu: apt install chromium")
    # Playwright's synchronous interface keeps an event loop running in this thread.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def new_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open pages with any of Playwright's context options; at the end none may have had a problem."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(base_url=site, **{"viewport": DESKTOP, "locale": "en", **options})
        contexts.append(context)
        page = context.new_page()
        watch(page, site, problems)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page in a desktop window."""
    return new_page()


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    """A page on a narrow phone that is touched."""
    return new_page(viewport=PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Assert that a page breaks none of axe's rules: `axe(page)`."""
    return assert_accessible


@pytest.fixture
def read_everywhere(page: Page, phone: Page, axe: Callable[[Page], None]) -> Callable[[str], None]:
    """Assert that a public page is accessible and fits its window: `read_everywhere("/laws/")`."""
    windows = {"page": page, "phone": phone}

    def read(address: str) -> None:
        for name, language in LOOKS:
            window = windows[name]
            window.goto(f"/{language}{address}")
            axe(window)
            assert too_wide(window) <= 0, f"{window.url} in the {name}'s window"

    return read


def watch(page: Page, site: str, problems: list[str]) -> None:
    """Record what must not happen: console errors, refused policies, failed parts, third parties."""

    def on_console(message: ConsoleMessage) -> None:
        # A failed part is recorded by on_response, a page that is meant to be a 404 isn't a problem.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            problems.append(f"{page.url}: console {message.type}: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((f"{site}/", "data:", "about:", "blob:")):
            problems.append(f"{page.url}: asks a third party: {request.url}")

    def on_response(response: Response) -> None:
        limit = 500 if response.request.resource_type == "document" else 400
        if response.status >= limit:
            problems.append(f"{page.url}: {response.status} for {response.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: problems.append(f"{page.url}: uncaught {error}"))
    page.on("request", on_request)
    page.on("response", on_response)
