"""Issue 4, mentoring: an officer matches and confirms, both accept, meet, and say how it was."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories import mentoring
from tests.journeys.conftest import PHONE
from tests.journeys.staff import add_staff, sign_in, site_data

PAGES = ["/mentoring/", "/mentoring/join/mentor/", "/mentoring/join/mentee/", "/mentoring/mine/"]


def come_back(page: Page, language: str, code: str) -> None:
    page.goto(f"/{language}/mentoring/mine/")
    page.locator("#id_code").fill(code)
    page.locator("main form button[type=submit]").click()


def press(page: Page, act: str) -> None:
    """Send the form of an act, and wait until it is answered: the other one acts next."""
    with page.expect_navigation():
        page.locator(f"button[name=act][value={act}]").click()


def test_officer_matches_both_accept_and_meet(
    new_page: Callable[..., Page], phone: Page, site: str, axe: Callable[[Page], None]
) -> None:
    with site_data():
        _mentor, mentor_code = mentoring.with_code("mentor", "waiting", name="Saule of Almaty")
        _mentee, mentee_code = mentoring.with_code("mentee", "waiting", name="Fatima of Lahore")
    desk = new_page()
    sign_in(desk.context, site, add_staff("mentoring-officer", "Programme officer"))
    desk.goto("/admin/mentoring/")
    axe(desk)
    for name in ("Saule of Almaty", "Fatima of Lahore"):
        desk.get_by_role("button", name=f"Open {name}").click()
    desk.locator("#id_borders").select_option("across")
    desk.get_by_role("button", name="Propose", exact=True).click()
    proposal = desk.locator("section", has=desk.get_by_role("heading", name="Fatima of Lahore")).first
    expect(proposal).to_contain_text("35 of 35")
    axe(desk)
    desk.get_by_role("button", name="Confirm Fatima of Lahore").click()

    come_back(phone, "ur", mentee_code)
    expect(phone.locator("main")).not_to_contain_text("Saule")
    axe(phone)
    press(phone, "accept")
    mentor = new_page()
    come_back(mentor, "en", mentor_code)
    press(mentor, "accept")
    expect(mentor.locator("main")).to_contain_text("Fatima of Lahore")
    with site_data():
        from programs.models import MentoringPair

        day = MentoringPair.objects.latest("pk").proposed_at.date().isoformat()
    mentor.locator("#id_held_on").fill(day)
    mentor.locator("#id_note").fill("A price list until Friday")
    press(mentor, "meeting")
    expect(mentor.locator("main")).to_contain_text("A price list until Friday")
    axe(mentor)
    press(mentor, "end")
    mentor.get_by_label("5: very").check()
    press(mentor, "feedback")
    come_back(phone, "ur", mentee_code)
    phone.locator("input[name=rating][value='4']").check()
    axe(phone)
    press(phone, "feedback")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    desk.goto("/admin/mentoring/")
    expect(desk.locator("main")).not_to_contain_text("feedback is asked for")


def test_officer_pairs_two_by_hand_and_ends_the_pair_on_a_phone(
    new_page: Callable[..., Page], site: str, axe: Callable[[Page], None]
) -> None:
    with site_data():
        mentor = mentoring.make_profile("mentor", name="Dana by hand")
        mentee = mentoring.make_profile("mentee", name="Mehwish by hand")
        mentoring.make_profile("mentor", name="Kazakh alone", languages=["kk"])
    desk = new_page(viewport=PHONE)
    sign_in(desk.context, site, add_staff("by-hand", "Programme officer"))
    desk.goto("/admin/mentoring/people/?side=mentee")
    axe(desk)
    desk.get_by_role("link", name="Mehwish by hand").click()
    axe(desk)
    desk.get_by_role("link", name="Pair by hand").click()
    axe(desk)
    desk.get_by_role("link", name="Not possible").click()
    expect(desk.locator("section", has_text="Kazakh alone")).to_contain_text("no language in common")
    axe(desk)
    desk.get_by_role("link", name="Possible", exact=False).first.click()
    desk.get_by_role("button", name="Propose Dana by hand").click()
    desk.get_by_role("button", name="Confirm Mehwish by hand").click()
    with site_data():
        from programs.mentoring import meeting
        from programs.models import MentoringPair

        pair = MentoringPair.objects.get(mentee=mentee)
        for profile in (mentor, mentee):
            meeting.accept(pair=pair, profile=profile, now=mentoring.NOW)
    desk.goto(f"/admin/mentoring/pairs/{pair.pk}/")
    axe(desk)
    desk.locator("#id_reason").select_option("wish")
    desk.get_by_role("button", name="End the pair").click()
    expect(desk.locator("main")).to_contain_text("Ended by staff: One of the two asked for it")
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_woman_joins_on_her_phone(phone: Page, axe: Callable[[Page], None]) -> None:
    phone.goto("/ur/mentoring/join/mentee/")
    phone.locator("#id_name").fill("فاطمہ")
    phone.locator("#id_phone").fill("+92 300 0000000")
    for name, value in (("country", "PK"), ("languages", "ur"), ("sectors", "trade"), ("goals", "start")):
        phone.locator(f"input[name={name}][value={value}]").check()
    phone.locator("#id_zone").select_option("Asia/Karachi")
    phone.locator("#id_sat_from").select_option("10:00")
    phone.locator("#id_sat_to").select_option("12:00")
    phone.locator("main form button[type=submit]").click()
    expect(phone.locator(".receipt-code")).to_be_visible()
    axe(phone)


@pytest.mark.parametrize("address", PAGES)
def test_page_is_accessible_and_fits_a_phone(read_everywhere: Callable[[str], None], address: str) -> None:
    read_everywhere(address)
