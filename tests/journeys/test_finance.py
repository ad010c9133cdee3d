"""Issue 4, finance: someone finds a loan on her phone and reads what it costs, to the last payment."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

PAGES = [
    "/finance/",
    "/finance/pk-sbp-women-loan/",
    "/finance/fit/?country=PK&amount=800000&currency=PKR&women_share=100",
    "/finance/fit/?country=KZ&amount=800000&currency=PKR",
    "/finance/repayment/?amount=800000&currency=PKR&percent=5&months=24&offer=pk-sbp-women-loan",
]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_woman_finds_a_loan_and_reads_its_repayment_table(
    phone: Page, axe: Callable[[Page], None], language: str
) -> None:
    phone.goto(f"/{language}/finance/")
    phone.locator("main a[href$='/finance/fit/']").click()
    phone.locator("#id_country").select_option("PK")
    phone.locator("#id_amount").fill("800000")
    phone.locator("#id_currency").select_option("PKR")
    phone.locator("#id_sector").select_option("trade")
    phone.locator("#id_age_months").fill("0")
    phone.locator("#id_women_share").fill("100")
    phone.locator("input[value='personal-guarantee']").check()
    phone.locator("main form button[type=submit]").click()
    fits = phone.locator("section[aria-labelledby='fit-met']")
    expect(fits.locator("a[href$='/pk-sbp-women-loan/']")).to_be_visible()
    axe(phone)
    fits.locator("a[href*='/finance/repayment/']").click()
    rows = phone.locator(".instalments tbody tr")
    expect(rows).to_have_count(60)
    expect(rows.last).to_contain_text("0.00")
    expect(phone.locator("dl.facts").first).to_contain_text("5.1")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(phone)


def test_table_leaves_as_a_workbook(page: Page) -> None:
    page.goto("/en/finance/repayment/?amount=800000&currency=KZT&percent=8&months=24")
    page.locator("details.export summary").click()
    with page.expect_download() as download:
        page.locator("details.export a[href*='format=xlsx']").click()
    assert download.value.suggested_filename.endswith(".xlsx")


@pytest.mark.parametrize("address", PAGES)
def test_page_is_accessible_and_fits_a_phone(read_everywhere: Callable[[str], None], address: str) -> None:
    read_everywhere(address)
