"""A journalist checks a promise; an editor brings figures in and a reviewer publishes them."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from legislation.permissions import EDITOR, REVIEWER
from tests.journeys.staff import add_staff, sign_in

Axe = Callable[[Page], None]
WEB = re.compile("^https?://")
SERIES = "women-judges-kz"
TABLE = (
    "indicator,period,value,unit,source_url,publisher,note_en\n"
    f"{SERIES},2025-Q3,61.4,percent,https://example.org/courts,Office of courts,Made for this journey\n"
)


def test_journalist_goes_from_the_promise_to_the_source_and_takes_the_figures(page: Page, axe: Axe) -> None:
    page.goto("/en/targets/")
    expect(page.get_by_role("heading", level=1)).to_have_text("30% by 2030")
    expect(page.locator("section.target-sector")).not_to_have_count(0)
    expect(page.get_by_role("heading", name="Quotas in the law")).to_be_visible()
    axe(page)
    page.locator(".target-card h3 a").first.click()
    chart = page.locator("figure svg[role=img]:visible").first
    expect(chart).to_be_visible()
    named = chart.get_attribute("aria-labelledby") or ""
    said = " ".join(page.locator(f"#{ident}").text_content() or "" for ident in named.split())
    assert "A dashed line marks the target" in said
    expect(page.get_by_text("Distance to the target").first).to_be_visible()
    axe(page)
    page.get_by_role("link", name="The figures as a table").click()
    row = page.get_by_role("table", name="Every observation").get_by_role("row").nth(1)
    expect(row.get_by_role("link")).to_have_attribute("href", WEB)
    page.locator("details.export summary").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").first.click()
    text = Path(download.value.path()).read_text("utf-8")
    assert row.get_by_role("link").get_attribute("href") in text
    page.get_by_role("link", name="Choose series to compare").click()
    axe(page)


def test_editor_brings_a_figure_in_and_another_publishes_it(
    new_page: Callable[..., Page], page: Page, site: str, axe: Axe, tmp_path: Path
) -> None:
    editor, reviewer = new_page(), new_page()
    sign_in(editor.context, site, add_staff("figures-editor", EDITOR))
    sign_in(reviewer.context, site, add_staff("figures-reviewer", REVIEWER))
    file = tmp_path / "observations.csv"
    editor.goto("/admin/figures/")
    axe(editor)
    editor.get_by_role("link", name="Bring in a table of observations").click()
    axe(editor)
    file.write_text(TABLE.replace("61.4", "614"))
    editor.get_by_label("File").set_input_files(file)
    editor.get_by_role("button", name="Show what it would do").click()
    expect(editor.get_by_text("outside what")).to_be_visible()
    axe(editor)
    editor.get_by_role("link", name="Import and export of figures").click()
    file.write_text(TABLE)
    editor.get_by_label("File").set_input_files(file)
    editor.get_by_role("button", name="Show what it would do").click()
    axe(editor)
    editor.get_by_role("button", name="Import 1 row and send it to review").click()
    expect(editor.get_by_text("Imported: 1 new")).to_be_visible()
    page.goto(f"/en/indicators/{SERIES}/")
    expect(page.locator("main")).not_to_contain_text("61.4")

    reviewer.goto("/admin/figures/lists/to-review/")
    axe(reviewer)
    reviewer.get_by_role("link", name="61.4%").click()
    axe(reviewer)
    reviewer.get_by_role("button", name="Publish").click()
    expect(reviewer.get_by_text("Published.")).to_be_visible()
    page.reload()
    expect(page.locator("main")).to_contain_text("61.4")
