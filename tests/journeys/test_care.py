"""Issue 5: a worker goes with a person from first contact through assessment and plan to closing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories.care import care_records
from tests.factories.cases import Place, make_case, make_party
from tests.journeys.staff import sign_in, site_data
from tests.journeys.work import ON_A_PHONE, follow, go_to, look, press


def make_first_contact(page: Page) -> None:
    page.goto("/en/work/")
    follow(page, "A new case")
    press(page, "Begin")
    expect(page.locator("h1")).to_have_text("First contact")
    page.get_by_label("How old is the person?").select_option("18-59")
    press(page, "Show what to say")
    expect(page.locator("main")).to_contain_text("What you may have to report")
    expect(page.locator("main")).to_contain_text("Tell the police")
    look(page)
    press(page, "Record first contact")
    expect(page.locator("[role=alert]")).to_contain_text("Explain the limits of confidentiality first")
    page.get_by_label("I have explained this").check()
    page.get_by_label("To be helped").check()
    press(page, "Record first contact")
    go_to(page, "Consent")
    expect(page.locator("main")).to_contain_text("Counts now")
    look(page)


def assess(page: Page) -> None:
    go_to(page, "Assessments")
    follow(page, "Assess needs and danger")
    press(page, "Begin")
    expect(page.locator("main")).to_contain_text("Not validated.")
    look(page)
    for question in ("Was she or he ever choked", "Is a doctor needed now?"):
        page.get_by_role("group", name=question).get_by_label("Yes", exact=True).check()
    press(page, "Save the answers")
    expect(page.locator("main")).to_contain_text("not judged yet")
    look(page)
    follow(page, "Judge and sign")
    page.get_by_label("High", exact=True).check()
    look(page)
    press(page, "Sign")
    expect(page.locator("main")).to_contain_text("To be made again by")
    go_to(page, "Overview")
    expect(page.locator("main")).to_contain_text("High")


def plan_safety(page: Page) -> None:
    go_to(page, "Safety plan")
    follow(page, "Write for S1")
    page.get_by_label("Where to go").fill("Aunt Invented, by bus 12")
    look(page)
    press(page, "Save the draft")
    follow(page, "It is agreed")
    page.get_by_label("Memorised").check()
    look(page)
    press(page, "Record the agreement")
    expect(page.locator("main")).to_contain_text("Memorised")
    look(page)


def plan_help(page: Page) -> None:
    go_to(page, "Plan")
    follow(page, "Add a goal")
    page.get_by_label("Goal, in her or his own words").fill("To see a doctor without him knowing")
    page.locator("#id_due_on").fill("2099-01-01")
    look(page)
    press(page, "Add")
    follow(page, "Give a task")
    page.locator("#id_kind").select_option("contact")
    page.locator("#id_party").select_option(label="S1")
    page.locator("#id_due_on").fill("2099-01-01")
    look(page)
    press(page, "Give the task")
    expect(page.locator("main")).to_contain_text("Contact the person")
    look(page)


def follow_up(page: Page) -> None:
    """From My day: no time is agreed; agree, then reach her, then the task is settled."""
    page.get_by_role("link", name="My day", exact=True).click()
    expect(page.locator("main")).to_contain_text("No time is agreed")
    look(page)
    page.go_back()
    go_to(page, "People")
    follow(page, "S1")
    follow(page, "Agree how to reach this person")
    for day in page.locator("input[name=ok_days]").all():
        day.check()
    press(page, "Save")
    follow(page, "Reach this person")
    expect(page.locator("main")).to_contain_text("Now is within what was agreed")
    look(page)
    press(page, "Record the attempt")
    expect(page.locator("main")).to_contain_text("Reached")
    go_to(page, "Plan")
    follow(page, "Settle : Contact the person")  # the names of hidden words are set apart
    look(page)
    press(page, "Save")
    follow(page, "How far is it?")
    page.locator("#id_status").select_option("done")
    press(page, "Save")
    go_to(page, "Notes")
    follow(page, "Write a note")
    page.locator("#id_body").fill("She is well and wants to stop here.")
    look(page)
    press(page, "Save")
    expect(page.locator("main")).to_contain_text("wants to stop here")
    look(page)


def test_worker_goes_with_her_from_first_contact_to_closing(
    new_page: Callable[..., Page], site: str, place: Place
) -> None:
    page = new_page(**ON_A_PHONE)
    sign_in(page.context, site, place.user("worker"))
    make_first_contact(page)
    assess(page)
    address = page.url
    plan_safety(page)
    plan_help(page)
    follow_up(page)
    page.goto(address)
    follow(page, "Propose to close")
    page.locator("input[name=outcome]").first.check()
    look(page)
    press(page, "Propose")
    expect(page.locator(".case-parts")).to_contain_text("Waiting to be closed")
    supervisor = new_page()
    sign_in(supervisor.context, site, place.user("supervisor"))
    supervisor.goto(address)
    press(supervisor, "Close")
    expect(supervisor.locator(".case-parts")).to_contain_text("Closed")


@pytest.fixture
def pages(place: Place) -> dict[str, list[str]]:
    """The pages of care with everything on them, by who reads them."""
    with site_data():
        case = make_case(place)
        party = make_party(case)
        kept = care_records(case, party)
    item, person = f"{case.pk}/", f"{case.pk}/people/{party.pk}/"
    draft = f"{item}assessments/{kept['work-assessment']}/"
    return {
        "worker": [
            f"{item}first-contact/", f"{item}first-contact/?age=unknown&place=KZ", f"{item}consents/",
            f"{item}consents/new/", f"{item}consents/{kept['work-consent-withdraw']}/withdraw/",
            f"{item}notes/", f"{item}notes/{kept['work-note']}/", f"{item}plan/", f"{item}plan/new/",
            f"{item}plan/{kept['work-goal']}/move/", f"{item}tasks/new/",
            f"{item}tasks/{kept['work-task-settle']}/settle/", f"{person}reach/", f"{item}assessments/",
            draft, f"{draft}write/", f"{draft}sign/", f"{item}safety-plan/", f"{person}safety-plan/",
            f"{item}safety-plan/{kept['work-safety-plan-agree']}/agree/", "day/",
        ],
        "supervisor": [draft, f"{draft}agree/", "day/"],
    }  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_page_of_care_is_accessible_and_fits(
    new_page: Callable[..., Page], site: str, place: Place, pages: dict[str, list[str]],
    language: str,
) -> None:  # fmt: skip
    options: dict[str, Any] = ON_A_PHONE if language == "en" else {}
    for name, paths in pages.items():
        page = new_page(locale=language, **options)
        sign_in(page.context, site, place.user(name))
        for path in paths:
            response = page.goto(f"/{language}/work/{path}")
            assert response is not None
            assert response.status == 200, path
            look(page)
