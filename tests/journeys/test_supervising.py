"""Issue 5: a supervisor's day: her board, somebody leaves, cases go to another, one is destroyed by two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cases.choices import Confidentiality
from tests.factories.cases import Place, make_case, make_party, make_place
from tests.factories.retention import close_long_ago, make_rule, propose
from tests.journeys.staff import sign_in, site_data
from tests.journeys.work import ON_A_PHONE, follow, look, open_page, press


@pytest.fixture
def place(site: str) -> Place:
    """An organisation with its people, a rule on keeping cases, and three cases of one worker."""
    with site_data():
        place = make_place()
        make_rule(place, 5)
        make_party(make_case(place))
        make_case(place, confidentiality=Confidentiality.RESTRICTED)
        return place


def signed_in(page: Page, site: str, place: Place, name: str) -> Page:
    sign_in(page.context, site, place.user(name))
    return page


def name_of(place: Place, name: str) -> str:
    return str(place.user(name).username)


@pytest.mark.parametrize("options", [{}, ON_A_PHONE])
def test_worker_leaves_and_her_cases_go_to_another(
    new_page: Callable[..., Page],
    site: str,
    place: Place,
    options: dict[str, Any],
) -> None:
    page = signed_in(new_page(**options), site, place, "supervisor")
    open_page(page, "/en/work/")
    follow(page, "The team")
    expect(page.locator("main")).to_contain_text("Nothing.")
    look(page)
    follow(page, name_of(place, "worker"))
    look(page)
    follow(page, "End this role")
    look(page)
    press(page, "End")
    expect(page.locator("main")).to_contain_text("Cases to hand over")
    look(page)
    open_page(page, "/en/work/team/")
    expect(page.locator("main")).to_contain_text("Cases of people who left or leave")
    look(page)
    follow(page, "Cases of people who left or leave")
    look(page)
    follow(page, name_of(place, "worker"))
    follow(page, "Hand all cases over")
    look(page)
    page.locator("#id_member").select_option(str(place.colleague.pk))
    press(page, "Hand over")
    expect(page.locator("main")).to_contain_text("None that you see.")

    # The one that only the leaver could see waits for a second supervisor; the first was told of none.
    second = signed_in(new_page(**options), site, place, "second")
    open_page(second, "/en/work/team/")
    follow(second, "Restricted cases of people who left, to agree on")
    follow(second, name_of(place, "worker"))
    look(second)
    press(second, "Agree")
    expect(second.locator("main")).to_contain_text("Handed over.")
    colleague = signed_in(new_page(), site, place, "colleague")
    open_page(colleague, "/en/work/")
    expect(colleague.locator("tbody tr")).to_have_count(2)
    gone = signed_in(new_page(), site, place, "worker")
    open_page(gone, "/en/work/", status=404)


def test_case_past_its_day_is_destroyed_by_two_people(
    new_page: Callable[..., Page], site: str, place: Place
) -> None:
    with site_data():
        case = make_case(place)
        make_party(case)
        propose(place, close_long_ago(place, case))
        number = case.shown_number
    supervisor = signed_in(new_page(), site, place, "supervisor")
    open_page(supervisor, "/en/work/")
    follow(supervisor, "Keeping and destroying cases")
    look(supervisor)
    follow(supervisor, number)
    look(supervisor)
    press(supervisor, "Approve the destruction")
    expect(supervisor.locator("main")).to_contain_text("Another person has to approve it too")
    expect(supervisor.locator("main")).not_to_contain_text("Destroy for good")
    look(supervisor)

    auditor = signed_in(new_page(**ON_A_PHONE), site, place, "auditor")
    open_page(auditor, "/en/work/")
    follow(auditor, "Keeping and destroying cases")
    follow(auditor, number)
    press(auditor, "Approve the destruction")
    look(auditor)
    press(auditor, "Destroy for good")
    expect(auditor.locator("h1")).to_have_text(number)
    expect(auditor.locator("main")).to_contain_text("Certificate of destruction")
    look(auditor)
    with auditor.expect_download() as download:
        follow(auditor, "Save as PDF")
    assert download.value.path().read_bytes().startswith(b"%PDF")
    open_page(supervisor, f"/en/work/{case.pk}/", status=404)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_page_is_accessible_and_fits(
    new_page: Callable[..., Page], site: str, place: Place, language: str
) -> None:
    pages = {
        "supervisor": [
            "team/", "members/", "members/new/", f"members/{place.worker.pk}/", "alarms/", "law/", "keeping/",
            f"members/{place.worker.pk}/supervisor/", "figures/",
        ],
        "auditor": ["log/", "log/?deed=read", "alarms/", "keeping/", "figures/"],
    }  # fmt: skip
    for name, paths in pages.items():
        page = signed_in(new_page(locale=language, **ON_A_PHONE), site, place, name)
        for path in paths:
            open_page(page, f"/{language}/work/{path}")
            look(page)
