"""What issue 2 is shown by: a reader finds the law, sees what it said on a date, takes a summary away."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.accessibility import too_wide

SEARCHES = [("en", "protective order"), ("ru", "защитное предписание"), ("kk", "қорғау нұсқамасы")]
ARTICLE_60 = "/laws/kz/offence-prevention-2025/art_60/"
ARTICLE_20 = "/laws/kz/domestic-violence-2009/art_20/"

PAGES = [
    "/",
    "/search/?q=stalking",
    "/search/?q=zzzzzz",
    "/laws/",
    "/laws/kz/offence-prevention-2025/",
    "/laws/kz/offence-prevention-2025/?view=text",
    "/laws/kz/workplace-harassment-bill/",
    ARTICLE_60,
    f"{ARTICLE_60}?on=2025-06-01",
    f"{ARTICLE_20}?on=2025-06-01",
    "/laws/kz/criminal-code-2014/art_115-1/",
    "/laws/kz/administrative-offences-2014/art_461/?compare=2023-06-30,2023-07-01",
    "/duties/",
    "/duties/?jurisdiction=PK",
    "/penalties/",
    "/laws/kz/offence-prevention-2025/art_51/due/1/",
    "/measures/",
    "/rights/",
    "/conducts/",
    "/changes/",
    "/glossary/",
    "/coverage/",
    "/about/",
    "/accessibility/",
    "/privacy/",
    "/safety/",
    "/no-such-page/",
]


@pytest.mark.parametrize(("language", "words"), SEARCHES)
def test_reader_finds_the_protective_order(page: Page, language: str, words: str) -> None:
    page.goto(f"/{language}/")
    page.get_by_role("searchbox").first.fill(words)
    page.keyboard.press("Enter")
    page.locator(f".result a[href*='{ARTICLE_60}']").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert ARTICLE_60 in page.url
    expect(page.locator("main")).to_contain_text("30")


def test_reader_sees_what_the_law_said_on_another_day(page: Page) -> None:
    page.goto(f"/en{ARTICLE_60}")
    expect(page.locator("main")).to_contain_text("30 days")
    expect(page.locator("main")).to_contain_text("Police")
    page.get_by_text("See another date").click()
    page.get_by_role("textbox", name="Date").fill("2025-06-01")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_label("Date shown")).to_contain_text("This is not the law of today.")
    expect(page.locator(".page-header")).to_contain_text("Not yet in force")
    page.goto("/en/search/?q=protective+order&on=2025-06-01")
    page.locator(f".result a[href*='{ARTICLE_20}']").first.click()
    expect(page.locator(".page-header")).to_contain_text("In force")


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "Protective order"), ("ru", "Защитное предписание"), ("kk", "Қорғау нұсқамасы")],
)
def test_reader_takes_a_pdf_away(page: Page, language: str, word: str, tmp_path: Path) -> None:
    page.goto(f"/{language}{ARTICLE_60}")
    page.locator("details.export summary").click()
    with page.expect_download() as download:
        page.locator("details.export a[href*='format=pdf']").click()
    target = tmp_path / "article.pdf"
    download.value.save_as(target)
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(target.read_bytes())).pages)
    assert word in text.replace("\n", " ")


def test_reader_walks_from_search_to_export_by_keyboard(page: Page) -> None:
    page.goto("/en/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_contain_text("Leave quickly")
    page.get_by_role("searchbox").first.focus()
    page.keyboard.type("stalking")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    first = page.locator(".result a").first
    _tab_to(page, first.get_attribute("href") or "")
    page.keyboard.press("Enter")
    page.wait_for_url("**/laws/**")
    _tab_until(page, "() => document.activeElement.matches('details.export summary')")
    page.keyboard.press("Enter")
    _tab_until(page, "() => document.activeElement.href?.includes('format=csv')")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".csv")


def _tab_to(page: Page, href: str) -> None:
    _tab_until(page, f"() => document.activeElement.getAttribute('href') === {href!r}")


def _tab_until(page: Page, reached: str) -> None:
    for _ in range(150):
        if page.evaluate(reached):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard doesn't get there: {reached}")


@pytest.mark.parametrize("address", PAGES)
def test_page_is_accessible_and_fits_a_phone(read_everywhere: Callable[[str], None], address: str) -> None:
    read_everywhere(address)


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_registers_fit_a_small_desktop_window(new_page: Callable[..., Page], language: str) -> None:
    page = new_page(viewport={"width": 1024, "height": 768})
    for register in ("laws", "duties", "penalties", "measures", "rights", "conducts"):
        page.goto(f"/{language}/{register}/")
        assert too_wide(page) <= 0, register
        assert page.evaluate(
            "() => { const table = document.querySelector('table.register');"
            " return table.offsetWidth <= table.parentElement.offsetWidth }"
        ), register


@pytest.mark.parametrize("language", ["en", "ur"])
def test_downloads_stay_on_the_screen_of_a_phone(phone: Page, language: str) -> None:
    phone.goto(f"/{language}/duties/")
    phone.locator(".export summary").click()
    box = phone.locator(".export-body").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= phone.viewport_size["width"]


def test_everything_can_be_read_without_javascript(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/ur/")
    page.locator("input[type=search]").first.fill("protective order")
    page.locator("form button[type=submit]").first.click()
    page.locator(f".result a[href*='{ARTICLE_60}']").first.click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("h1").inner_text()


def test_reader_leaves_no_cookie(page: Page) -> None:
    for address in PAGES[:10]:
        page.goto(f"/en{address}")
    assert page.context.cookies() == []
