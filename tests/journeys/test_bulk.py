"""The glossary leaves as a workbook, is changed elsewhere, and comes back after a look at each row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from kbase.models import Job
from legislation.bulk.exporting import EXPORT_JOB
from legislation.permissions import EDITOR
from tests.journeys.staff import add_staff, sign_in, site_data

GLOSSARY = "/admin/bulk/glossary.xlsx"


@pytest.fixture
def person(page: Page, site: str, request: pytest.FixtureRequest) -> User:
    account = add_staff(request.node.name, EDITOR)
    sign_in(page.context, site, account)
    return account


@pytest.fixture
def exported(page: Page, person: User, tmp_path: Path) -> Path:
    """The workbook as the site hands it out."""
    page.goto("/admin/bulk/")
    with page.expect_download() as download:
        page.locator(f"a[href='{GLOSSARY}']").click()
    assert download.value.suggested_filename == "glossary.xlsx"
    download.value.save_as(path := tmp_path / "glossary.xlsx")
    return path


def change(path: Path, column: str, value: str) -> None:
    """Type a value into the first row under the header."""
    book = openpyxl.load_workbook(path)
    sheet = book["glossary"]
    place = [cell.value for cell in sheet[1]].index(column) + 1
    sheet.cell(2, place).value = value
    book.save(path)


def send(page: Page, path: Path) -> None:
    page.goto("/admin/bulk/")
    page.locator("#id_file").set_input_files(path)
    page.get_by_role("button", name="Show what it would do").click()


def rows(page: Page) -> Locator:
    """The rows that are shown; the admin's menu is a table, too."""
    return page.locator("#content-main tbody tr")


def test_row_is_changed_in_a_workbook_and_imported(
    page: Page, exported: Path, axe: Callable[[Page], None]
) -> None:
    axe(page)
    change(exported, "confidence", "surely")
    send(page, exported)
    expect(page.locator(".bulk-problem")).to_contain_text("Accepted")
    expect(rows(page)).to_contain_text("surely")
    expect(page.get_by_role("button", name="Import")).to_have_count(0)
    axe(page)

    change(exported, "confidence", "low")
    send(page, exported)
    expect(rows(page)).to_have_count(1)
    expect(page.locator("#content-main tbody ins")).to_have_text("low")
    axe(page)
    page.get_by_role("button", name="Import 1 row").click()
    expect(page.locator(".messagelist .success")).to_contain_text("0 new, 1 changed")
    axe(page)

    send(page, exported)
    expect(page.get_by_text("nothing would change")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ur"])
def test_pages_of_jobs_are_accessible(
    page: Page, person: User, axe: Callable[[Page], None], language: str
) -> None:
    with site_data():
        now = timezone.now()
        states = (
            {},
            {"started_at": now, "done": 3, "total": 8},
            {"finished_at": now, "file_name": "all.xlsx"},
            {"finished_at": now, "failure": "The file says the same law twice."},
        )
        jobs = [
            Job.objects.create(
                owner=person, kind=EXPORT_JOB, title="Export of all.xlsx", queued_at=now, **state
            )
            for state in states
        ]
    page.goto("/admin/jobs/")
    page.locator(f"button[name=language][value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    for address in [
        "/admin/bulk/",
        "/admin/paste/",
        "/admin/jobs/",
        *(job.get_absolute_url() for job in jobs),
    ]:
        page.goto(address)
        axe(page)
