"""A teacher asks when a duty is due: from the provision to the answer with its working, leaving no trace."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import assert_accessible

PROVISION = "/laws/kz/education-2007/art_51__para_3__point_10/"
DUE = f"{PROVISION}due/1/"


def test_teacher_learns_when_to_tell_of_a_child_in_need(page: Page) -> None:
    page.goto(f"/en{PROVISION}")
    page.get_by_role("link", name="When is it due?").click()
    page.get_by_label("Day", exact=True).fill("2026-03-20")
    page.get_by_label("Hour", exact=True).fill("15:00")
    page.get_by_role("button", name="Count").click()
    expect(page.locator(".due-moment")).to_have_text("26 March 2026, 15:00 (UTC+05)")
    expect(page.locator(".due-steps")).to_contain_text("Nauryz")
    assert page.url.endswith(DUE)  # nothing of the moment in the address
    assert page.context.cookies() == []
    assert_accessible(page)


def test_answer_is_reached_with_the_keyboard_alone(page: Page) -> None:
    page.goto(f"/en{DUE}")
    page.get_by_label("Day", exact=True).focus()
    page.keyboard.type("03202026")
    page.keyboard.press("Enter")
    expect(page.locator(".due-moment")).to_be_visible()


@pytest.mark.parametrize("language", ["ru", "kk", "ur"])
def test_page_and_answer_are_accessible_on_a_phone(new_page: Callable[..., Page], language: str) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, java_script_enabled=True)
    page.goto(f"/{language}{DUE}")
    assert_accessible(page)
    page.locator("#id_day").fill("2026-03-20")
    page.locator(".due-form button").click()
    expect(page.locator(".due-moment")).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
