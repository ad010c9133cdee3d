"""Programmes in the browser: every page accessible, registering by phone, an officer's day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from programs.models import CollaborationAction, Event, PolicyTransfer
from programs.permissions import OFFICER
from tests.factories import collaborations as made
from tests.journeys.conftest import PHONE
from tests.journeys.staff import add_staff, sign_in, site_data

PAGES = [
    "/programmes/",
    "/programmes/kz-academy-women-entrepreneurs/",
    "/organisations/",
    "/organisations/damu-fund/",
    "/indicators/",
    "/indicators/women-parliament-kz/",
    "/indicators/occupations-opened-kz/",
    "/indicators/compare/?series=ggi-score-kz&series=ggi-score-pk",
    "/programmes/?kind=loan&place=KZ",
    "/organisations/?page=2",
    "/help/?place=PK-PB",
    "/applications/",
    "/certificates/",
    "/targets/",
    "/help/",
    "/collaboration/",
    "/collaboration/actions/",
    "/collaboration/lessons/",
    "/collaboration/kz-pk/",
    "/events/",
    "/events/registration/",
    "/events/forum-of-the-journey/",
    "/events/forum-of-the-journey/register/",
]
FORUM = "forum-of-the-journey"


@pytest.fixture(scope="module")
def forum(site: str) -> Iterator[Event]:
    """An event of one place on the running site, with an action and a recommendation."""
    with site_data():
        now = timezone.now()
        action = made.make_action(due_on=now.date() - dt.timedelta(days=3))
        made.make_transfer(action=action)
        yield made.make_event(
            slug=FORUM,
            title="Forum of the journey",
            i18n={"title_ur": "سفر کا فورم"},
            action=action,
            zone="Europe/London",
            starts_at=now + dt.timedelta(days=9),
            ends_at=now + dt.timedelta(days=9, hours=2),
            register_until=now + dt.timedelta(days=5),
            capacity=1,
        )


@pytest.mark.parametrize("address", PAGES)
def test_page_is_accessible_and_fits_a_phone(
    read_everywhere: Callable[[str], None], forum: Event, address: str
) -> None:
    read_everywhere(address)


@pytest.mark.parametrize("address", PAGES)
def test_page_is_accessible_in_the_dark(
    new_page: Callable[..., Page], axe: Callable[[Page], None], forum: Event, address: str
) -> None:
    page = new_page(color_scheme="dark")
    page.goto(f"/en{address}")
    axe(page)


def test_directory_is_filtered_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/en/programmes/")
    page.get_by_label("Training", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Show results").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/programmes/?kind=training")
    expect(page.get_by_role("rowheader", name="Academy for Women Entrepreneurs")).to_be_visible()


def test_pages_of_one_record_are_accessible(read_everywhere: Callable[[str], None], forum: Event) -> None:
    with site_data():
        action, lesson = CollaborationAction.objects.first(), PolicyTransfer.objects.first()
    assert action
    assert lesson
    for address in (f"/collaboration/actions/{action.pk}/", f"/collaboration/lessons/{lesson.pk}/"):
        read_everywhere(address)


def test_woman_registers_by_phone_in_urdu_without_javascript(
    new_page: Callable[..., Page], forum: Event
) -> None:
    phone = new_page(viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=False, locale="ur")
    first = _register(phone, "first@example.org")
    second = _register(phone, "second@example.org")
    expect(phone.locator(".together-state")).to_have_attribute("data-state", "waiting")
    _come_back(phone, first)
    phone.locator("button[name=withdraw]").click()
    expect(phone.locator(".together-state")).to_have_attribute("data-state", "withdrawn")
    _come_back(phone, second)
    expect(phone.locator(".together-state")).to_have_attribute("data-state", "registered")
    with site_data():
        states = list(forum.registrations.order_by("number").values_list("state", flat=True))
    assert states[:2] == ["withdrawn", "registered"]


def _register(phone: Page, email: str) -> str:
    phone.goto(f"/ur/events/{FORUM}/")
    phone.locator(f"a[href$='/{FORUM}/register/']").click()
    phone.locator("input[name=email]").fill("nobody")
    phone.locator("form.together-form button[type=submit]").click()
    expect(phone.locator("input[name=email]")).to_have_value("nobody")
    phone.locator("input[name=name]").fill("عائشہ")
    phone.locator("input[name=email]").fill(email)
    phone.locator("form.together-form button[type=submit]").click()
    code = phone.locator(".receipt-code").inner_text()
    assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", code)
    return code


def _come_back(phone: Page, code: str) -> None:
    phone.goto("/ur/events/registration/")
    phone.locator("input[name=code]").fill(code.lower())
    phone.locator("form.together-form button[type=submit]").click()
    expect(phone.locator(".together-state")).to_be_visible()


def test_officer_enters_announces_and_cancels_an_event(
    new_page: Callable[..., Page], axe: Callable[[Page], None], site: str
) -> None:
    officer = add_staff("officer-of-the-journey", OFFICER)
    page = new_page()
    context: BrowserContext = page.context
    sign_in(context, site, officer)
    page.goto("/admin/collaboration/")
    axe(page)
    page.get_by_role("link", name="Enter an event").click()
    axe(page)
    page.get_by_label("Title", exact=True).fill("Study visit")
    page.get_by_label("Kind").select_option(index=3)
    page.get_by_label("Organiser").select_option(index=1)
    page.get_by_label("Kazakhstan", exact=True).check()
    page.get_by_label("Pakistan", exact=True).check()
    page.get_by_label("Place", exact=True).fill("Multan")
    page.get_by_label("Time zone").fill("Asia/Karachi")
    page.get_by_label("Starts").fill("2027-06-01T10:00")
    page.get_by_label("Ends").fill("2027-06-01T09:00")
    page.get_by_label("Registration until").fill("2027-05-20T18:00")
    page.get_by_label("English").check()
    page.get_by_label("Places", exact=True).fill("12")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("ends before it starts")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Study visit")
    page.get_by_label("Ends").fill("2027-06-01T16:00")
    page.get_by_role("button", name="Save").click()
    axe(page)
    page.get_by_role("button", name="Announce").click()
    page.get_by_role("link", name="As readers see it").click()
    expect(page.locator("main")).to_contain_text("10:00–16:00")
    page.go_back()
    page.get_by_label("Why it is cancelled").fill("The road is closed")
    page.get_by_role("button", name="Cancel the event").click()
    page.get_by_role("link", name="As readers see it").click()
    expect(page.locator("main")).to_contain_text("The road is closed")
