"""Issue 5: an inspector's protective order from service to breach; a curious colleague finds nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases.actions.incidents import When
from cases.context import acting_as
from cases.models import CaseDuty, Flag
from tests.factories.case_law import at, issue_order, record_incident, serve_order
from tests.factories.cases import Place, make_case, make_party, make_place
from tests.journeys.staff import sign_in, site_data
from tests.journeys.work import ON_A_PHONE, follow, go_to, look, open_page, press

PRIVATE = "He took her telephone"


@pytest.fixture
def place(site: str) -> Place:
    """A police station with an inspector, on the running site."""
    with site_data():
        place = make_place("police")
        place.join("inspector", "inspector", supervisor=place.supervisor)
        return place


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"#id_{name}").fill(value)


def test_inspectors_protective_order_from_service_to_breach(
    new_page: Callable[..., Page], site: str, place: Place
) -> None:
    page = new_page(**ON_A_PHONE)
    sign_in(page.context, site, place.user("inspector"))
    with site_data():
        case = make_case(place, "inspector")
        make_party(case)
    now = timezone.now().astimezone(ZoneInfo("Asia/Almaty"))
    day, ago = f"{now:%Y-%m-%d}", now - dt.timedelta(hours=30)

    # What happened, and the law of that day.
    open_page(page, f"/en/work/{case.pk}/")
    go_to(page, "What happened")
    follow(page, "Record an incident")
    look(page)
    page.locator("#id_day").fill(f"{ago:%Y-%m-%d}")
    page.get_by_label("Domestic violence").check()
    page.locator("#id_narrative").fill(PRIVATE)
    press(page, "Record")
    expect(page.locator("main")).to_contain_text(PRIVATE)
    expect(page.locator("main")).to_contain_text("The law on the day")
    look(page)

    # The order: what the law of its day offers.
    go_to(page, "Duties and measures")
    follow(page, "Record a measure")
    fill(page, day=f"{ago:%Y-%m-%d}", time=f"{ago:%H:%M}")
    press(page, "Show the measures of that day")
    offered = page.locator("#id_norm option", has_text="Protective order").first
    page.locator("#id_norm").select_option(value=offered.get_attribute("value"))
    fill(page, document="ZP-17")
    look(page)
    press(page, "Record")
    expect(page.locator("main")).to_contain_text("Issued, not served yet")
    look(page)

    # Service starts the clocks.
    follow(page, "It was served")
    served = now - dt.timedelta(hours=2)
    fill(page, day=f"{served:%Y-%m-%d}", time=f"{served:%H:%M}")
    look(page)
    press(page, "Record")
    expect(page.locator("main")).to_contain_text("In force")
    expect(page.locator("main")).to_contain_text("Check at least once every seven calendar days")
    look(page)
    order = page.url
    page.goto("/en/work/day/")
    expect(page.locator("main")).to_contain_text("Check at least once every seven calendar days")
    look(page)
    page.get_by_role("link", name="Check at least once every seven calendar days").first.click()
    expect(page.locator(".due-steps")).to_contain_text("Plus 7 days")
    look(page)
    follow(page, "It is done")
    press(page, "Done")  # the browser asks for the proof
    assert page.locator("#id_evidence:invalid").count() == 1
    fill(page, evidence="Entry 12 in the register")
    look(page)
    press(page, "Done")
    expect(page.locator("main")).to_contain_text("Entry 12 in the register")

    # Breach: what punishes it, in money of that day.
    page.goto(order)
    follow(page, "It was breached")
    late = now - dt.timedelta(hours=1)
    fill(page, day=f"{late:%Y-%m-%d}", time=f"{late:%H:%M}", detail="Came to the door")
    look(page)
    press(page, "Record")
    expect(page.locator("main")).to_contain_text("Article 461")
    expect(page.locator("main")).to_contain_text("tenge at the")
    look(page)
    assert day[:4] in page.locator("main").inner_text()
    go_to(page, "What happened")
    expect(page.locator("main")).to_contain_text("The breach of the measure")
    look(page)


@pytest.fixture
def busy(place: Place) -> dict[str, Any]:
    """A case with all that its pages show; the paths of the pages."""
    with site_data():
        case = make_case(place, "inspector")
        make_party(case)
        incident = record_incident(
            case,
            When(start=at("2026-02-01 00:00", "day"), goes_on=True),
            violence_types=["domestic-violence"],
        )
        order = serve_order(issue_order(case))
        with acting_as(place.user("inspector")):
            duty = CaseDuty.objects.open().order_by("due_at")[0]
            flag = Flag.objects.open()[0]
            event = duty.event_id
    item, i = f"{case.pk}/", f"{case.pk}/happened/i/{incident.pk}/"
    e, d, m = f"{item}happened/e/{event}/", f"{item}duties/{duty.pk}/", f"{item}measures/{order.pk}/"
    return {
        "inspector": [
            "day/", item, f"{item}happened/", f"{item}happened/i/new/", i, f"{i}correct/",
            f"{item}happened/e/new/", e, f"{e}correct/", f"{item}law/", f"{item}law/{flag.pk}/",
            f"{item}duties/", d, f"{d}done/", f"{d}time/", f"{item}measures/new/", m, f"{m}extend/",
            f"{m}cancel/", f"{m}breach/", f"{item}closing/",
        ],
        "supervisor": [item, f"{item}duties/", d, f"{d}waive/", m],
    }  # fmt: skip


@pytest.mark.parametrize(("language", "options"), [("en", ON_A_PHONE), ("ur", ON_A_PHONE), ("ur", {})])
def test_every_page_is_accessible_and_fits_in_each_direction(
    new_page: Callable[..., Page], site: str, place: Place, busy: dict[str, Any],
    language: str, options: dict[str, Any],
) -> None:  # fmt: skip
    for name, paths in busy.items():
        page = new_page(locale=language, **options)
        sign_in(page.context, site, place.user(name))
        for path in paths:
            open_page(page, f"/{language}/work/{path}")
            look(page)


def test_curious_colleague_finds_nothing(
    new_page: Callable[..., Page], site: str, place: Place, busy: dict[str, Any]
) -> None:
    page = new_page()
    sign_in(page.context, site, place.user("colleague"))
    open_page(page, "/en/work/")
    expect(page.locator("main")).to_contain_text("No cases")
    open_page(page, "/en/work/day/")
    expect(page.locator("main")).to_contain_text("Nothing is to be done")
    for path in busy["inspector"][1:]:
        open_page(page, f"/en/work/{path}", status=404)


def test_parts_of_a_case_are_reached_with_the_keyboard_alone(
    new_page: Callable[..., Page], site: str, place: Place, busy: dict[str, Any]
) -> None:
    page = new_page()
    sign_in(page.context, site, place.user("inspector"))
    open_page(page, f"/en/work/{busy['inspector'][1]}")
    page.locator(".case-parts a").first.focus()
    for _part in range(12):  # whichever parts stand before it
        if page.evaluate("document.activeElement.textContent.trim()") == "Duties and measures":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Duties and measures")
