"""Confidential work in the browser: how its pages are opened, walked and looked at."""

from playwright.sync_api import Page, Response

from tests.journeys.accessibility import assert_accessible, too_wide
from tests.journeys.conftest import PHONE

ON_A_PHONE = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
# What no title may say, whoever looks over a shoulder.
TELLING = ("S1", "Invented", "case", "protective", "violence", "telephone", "street")


def look(page: Page) -> None:
    """Assert what holds on each page of confidential work: accessible, neutral, nothing sticks out."""
    assert_accessible(page)
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex, nofollow, noarchive"
    title = page.title()
    assert title.endswith("Qorgau")
    for word in (*TELLING, page.locator("h1").inner_text()):
        assert word not in title, page.url
    assert too_wide(page) <= 0, page.url


def open_page(page: Page, address: str, *, status: int = 200) -> Response:
    """Go to a page and assert that no cache may keep it."""
    response = page.goto(address)
    assert response is not None
    assert response.status == status, address
    assert "no-store" in response.headers["cache-control"], address
    return response


def press(page: Page, words: str) -> None:
    page.locator("main").get_by_role("button", name=words, exact=True).click()


def follow(page: Page, words: str) -> None:
    page.locator("main").get_by_role("link", name=words, exact=True).first.click()


def go_to(page: Page, part: str) -> None:
    """Open one of the parts of a case from the bar above it."""
    page.locator(".case-parts").get_by_role("link", name=part, exact=True).click()
