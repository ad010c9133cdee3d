"""Issue 5: parts of a case go to the police with an approval; a copy of the file goes to court."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from cases.actions.parties import Identity
from cases.choices import OrganisationKind
from tests.factories.cases import Place, make_case, make_party, make_place
from tests.journeys.staff import sign_in, site_data
from tests.journeys.work import ON_A_PHONE, follow, look, press

WHO = Identity(name="Invented Name", phones="+7 701 555 01 23")


@pytest.fixture
def places(site: str) -> tuple[Place, Place]:
    """A centre and the police, on the running site."""
    with site_data():
        return make_place(), make_place(OrganisationKind.POLICE)


@pytest.fixture
def address(places: tuple[Place, Place]) -> str:
    """A case of the centre's worker, with a person in it."""
    with site_data():
        case = make_case(places[0])
        make_party(case, identity=WHO)
    return f"/en/work/{case.pk}/"


def test_referral_without_consent_is_approved_sent_and_accepted(
    new_page: Callable[..., Page], site: str, places: tuple[Place, Place], address: str,
) -> None:  # fmt: skip
    here, police = places
    worker, supervisor, inspector = new_page(**ON_A_PHONE), new_page(), new_page(**ON_A_PHONE)
    sign_in(worker.context, site, here.user("worker"))
    sign_in(supervisor.context, site, here.user("supervisor"))
    sign_in(inspector.context, site, police.user("worker"))

    worker.goto(address)
    worker.locator(".case-parts").get_by_role("link", name="Sharing").click()
    look(worker)
    follow(worker, "Refer")
    look(worker)
    follow(worker, "Refer without consent")
    look(worker)
    worker.get_by_label("Why without consent").fill("He knows where she is, and she can't be reached")
    worker.get_by_label("To an organisation that works here").select_option(label=str(police.organisation))
    worker.get_by_label("People in the case").check()
    worker.get_by_label("Names, numbers and addresses").check()
    worker.get_by_label("Message").fill("Call before you come")
    press(worker, "Ask the supervisor")
    expect(worker.locator("main")).to_contain_text("Waiting for a supervisor")
    look(worker)

    supervisor.goto("/en/work/approvals/")
    look(supervisor)
    supervisor.locator("table a").first.click()
    expect(supervisor.locator("main")).to_contain_text("He knows where she is")
    look(supervisor)
    supervisor.get_by_label("Approve").check()
    press(supervisor, "Decide")
    expect(supervisor.locator("main")).to_contain_text("Nothing waits for you")

    inspector.goto("/en/work/received/")
    expect(inspector.locator("main")).to_contain_text("Nothing was received")
    worker.reload()
    press(worker, "Send")
    expect(worker.locator("main")).to_contain_text("Sent, no answer yet")
    look(worker)

    inspector.reload()
    look(inspector)
    inspector.locator("table a").first.click()
    for words in ("Call before you come", "S1", "Sent, and masked."):
        expect(inspector.locator("main")).to_contain_text(words)
    expect(inspector.locator("main")).not_to_contain_text(WHO.name)
    look(inspector)
    follow(inspector, "Show, with a reason")
    look(inspector)
    inspector.get_by_label("Why do you need it now?").select_option("safety")
    press(inspector, "Show")
    expect(inspector.locator("main")).to_contain_text(WHO.name)
    look(inspector)
    follow(inspector, "Mask again")
    follow(inspector, "Answer")
    look(inspector)
    inspector.get_by_label("Accept").check()
    press(inspector, "Answer")
    expect(inspector.locator("main")).to_contain_text("Accepted")

    worker.reload()
    expect(worker.locator("main")).to_contain_text("Accepted")
    press(worker, "Take back")
    expect(worker.locator("main")).to_contain_text("Taken back")
    inspector.reload()
    expect(inspector.locator("main")).to_contain_text("This can't be read any more")
    expect(inspector.locator("main")).not_to_contain_text("S1")
    look(inspector)


def test_copy_of_the_file_goes_from_the_order_to_a_locked_pdf(
    new_page: Callable[..., Page], site: str, places: tuple[Place, Place], address: str,
) -> None:  # fmt: skip
    here, _police = places
    worker, supervisor = new_page(**ON_A_PHONE), new_page()
    sign_in(worker.context, site, here.user("worker"))
    sign_in(supervisor.context, site, here.user("supervisor"))

    worker.goto(f"{address}sharing/")
    follow(worker, "Ask for a copy of the file")
    look(worker)
    worker.get_by_label("For what").fill("Hearing of 3 March")
    worker.get_by_label("Who ordered it").fill("Court of the made-up district")
    worker.get_by_label("Number of the order").fill("7-26")
    worker.get_by_label("Day of the order").fill("2026-04-01")
    worker.get_by_label("People in the case").check()
    worker.get_by_label("Language of the copy").select_option("ur")
    worker.get_by_label("Yes").check()
    press(worker, "Ask for it")
    expect(worker.locator("main")).to_contain_text("Waiting for a supervisor")
    look(worker)

    supervisor.goto("/en/work/approvals/")
    supervisor.locator("table a").first.click()
    expect(supervisor.locator("main")).to_contain_text("7-26")
    look(supervisor)
    supervisor.get_by_label("Approve").check()
    press(supervisor, "Decide")

    # The site's own worker makes it.
    show = worker.locator("main").get_by_role("button", name="Show the password")
    for _second in range(60):
        worker.reload()
        if show.count():
            break
        worker.wait_for_timeout(1000)
    look(worker)
    show.click()
    password = worker.locator(".copy-password").inner_text()
    look(worker)
    with worker.expect_download() as started:
        press(worker, "Download")
    content = started.value.path().read_bytes()
    with pikepdf.open(io.BytesIO(content), password=password) as pdf:
        assert len(pdf.pages) == 1
    worker.goto(f"{address}sharing/")
    expect(worker.locator("main")).to_contain_text("Downloaded")
    expect(worker.locator("main")).not_to_contain_text(password)
    look(worker)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_pages_of_sharing_fit_in_each_direction(
    new_page: Callable[..., Page], site: str, places: tuple[Place, Place], address: str,
    language: str,
) -> None:  # fmt: skip
    here, _police = places
    page = new_page(locale=language, **ON_A_PHONE)
    sign_in(page.context, site, here.user("worker"))
    below = (
        "sharing/",
        "sharing/refer/",
        "sharing/refer/law/",
        "sharing/refer/without/",
        "sharing/copy/",
        "sharing/offer/",
    )
    for path in (*[f"{address}{path}" for path in below], "/en/work/received/"):
        page.goto(path.replace("/en/", f"/{language}/"))
        look(page)
