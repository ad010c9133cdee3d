"""Issue 5: a worker adds a picture to a case, takes its clean copy once it is checked, withdraws it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.factories import files
from tests.factories.cases import Place, make_case
from tests.journeys.conftest import PHONE
from tests.journeys.staff import sign_in, site_data
from tests.journeys.work import look

CHECK_SECONDS = 60


def test_worker_adds_a_file_takes_its_copy_and_withdraws_it(
    new_page: Callable[..., Page], site: str, place: Place
) -> None:
    with site_data():
        case = make_case(place)
    page = new_page(java_script_enabled=True)
    sign_in(page.context, site, place.user("worker"))
    page.goto(f"/en/work/{case.pk}/")
    page.get_by_role("navigation", name="Parts of the case").get_by_role("link", name="Files").click()
    expect(page.locator("main")).to_contain_text("No files yet")
    look(page)
    page.get_by_role("link", name="Add a file").click()
    look(page)
    upload = {"mimeType": "image/jpeg", "name": "street.jpg"}
    page.get_by_label("File", exact=False).first.set_input_files({**upload, "buffer": b"<html>no picture"})
    page.locator("main").get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("main")).to_contain_text("This is not a PDF, JPEG, PNG, DOCX or plain text")
    look(page)
    page.get_by_label("File", exact=False).first.set_input_files({**upload, "buffer": files.jpeg((640, 480))})
    page.locator("main").get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("link", name="street.jpg")).to_be_visible()
    page.get_by_role("link", name="street.jpg").click()
    for _turn in range(CHECK_SECONDS):
        if page.get_by_role("link", name="Download a clean copy").count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    look(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="Download a clean copy").click()
    assert started.value.suggested_filename.startswith("file-")
    content = Path(started.value.path()).read_bytes()
    assert content.startswith(b"\xff\xd8")
    assert files.CAMERA.encode() not in content
    for language, size in (("ur", PHONE), ("ru", PHONE), ("en", PHONE)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(page.url.replace(f"/{page.url.split('/')[3]}/", f"/{language}/", 1))
        look(page)
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_label("Reason").fill("taken at the wrong place")
    page.locator("main").get_by_role("button", name="Withdraw").click()
    expect(page.locator("main")).to_contain_text("taken at the wrong place")
    look(page)
    expect(page.get_by_role("link", name="Download a clean copy")).to_have_count(0)
    page.goto(f"/ur/work/{case.pk}/files/")
    look(page)
