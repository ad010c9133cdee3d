"""An editor writes a draft in the browser, under the strict content policy."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from legislation.permissions import EDITOR
from tests.journeys.staff import add_staff, sign_in


@pytest.fixture
def desk(page: Page, site: str, request: pytest.FixtureRequest) -> Page:
    """The page of an editor who is signed in, and named for the test."""
    sign_in(page.context, site, add_staff(request.node.name, EDITOR))
    return page


def test_editor_writes_a_draft(desk: Page, axe: Callable[[Page], None]) -> None:
    desk.goto("/admin/legislation/provisionversion/add/")
    # Django loads the calendar and the searching list; both must work without anything inline.
    desk.locator("#id_valid_0").fill("2026-03-02")
    desk.locator("#calendarlink1").click()
    desk.locator("#calendarin1 td a").filter(has_text="15").first.click()
    expect(desk.locator("#id_valid_1")).not_to_have_value("")
    desk.locator("#id_valid_1").fill("")
    desk.locator(".field-provision .select2-selection").click()
    desk.locator(".select2-search__field").fill("115-1")
    desk.locator(".select2-results__option").filter(has_text="115-1").first.click()
    desk.locator("#id_confidence").select_option("high")
    desk.locator("#texts-group .add-row a").click()
    desk.locator("#id_texts-0-language").select_option("en")
    desk.locator("#id_texts-0-summary").fill("Written in the browser.")
    desk.locator("#penalty_set-group summary, #penalty_set-group h2").first.click()
    desk.locator("#penalty_set-group .add-row a").click()
    desk.locator("#id_penalty_set-0-kind").select_option("fine")
    desk.locator("#id_penalty_set-0-maximum").fill("20")
    desk.locator("#id_penalty_set-0-unit").fill("MCI")
    desk.locator("input[name=_continue]").first.click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    expect(desk.locator("#id_penalty_set-0-maximum")).to_have_value("20.00")
    desk.get_by_role("button", name="Send to review").click()
    expect(desk.locator(".messagelist .success")).to_contain_text("Sent to review")
    desk.get_by_role("link", name="History").click()
    expect(desk.locator("#change-history")).to_contain_text("test_editor_writes_a_draft")


def test_lists_are_searched_and_filtered(desk: Page) -> None:
    desk.goto("/admin/legislation/provision/")
    desk.locator("#searchbar").fill("сталкинг")
    desk.keyboard.press("Enter")
    expect(desk.locator("#result_list")).to_contain_text("115-1")
    desk.goto("/admin/legislation/penalty/?kind__exact=detention")
    expect(desk.locator("#result_list tbody tr").first).to_contain_text("Detention")
