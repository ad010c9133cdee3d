"""A woman applies on her phone, in Urdu, without JavaScript; an officer takes twenty to certificates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from programs.cohorts import deciding
from programs.cohorts.choices import QuestionKind
from programs.models import Application, Cohort
from programs.permissions import MANAGER
from tests.factories.cohorts import AWE, make_application, make_cohort, make_officer, make_question
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.staff import add_staff, sign_in, site_data


def future_cohort(**values: Any) -> Cohort:
    """Make a cohort on the running site whose deadline is a month ahead of the machine's day."""
    today = timezone.now().date()
    days = {
        "closes_at": timezone.now() + dt.timedelta(days=30),
        "starts_on": today + dt.timedelta(days=40),
        "ends_on": today + dt.timedelta(days=90),
    }
    return make_cohort(**(days | values))


def fits(page: Page) -> None:
    """Assert that nothing sticks out of the window."""
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), page.url


def test_woman_applies_in_urdu_on_her_phone_without_javascript(
    new_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    with site_data():
        cohort = future_cohort(name="Cohort of Urdu", name_ur="اردو گروپ")
        make_question(cohort, QuestionKind.YES_NO, text="Business?", text_ur="کیا آپ کاروبار کرتی ہیں؟")
        make_question(cohort, QuestionKind.DATE, text="Born?", text_ur="پیدائش", date_rule="past")
        for number in range(3):
            make_question(cohort, text=f"More {number}", text_ur=f"مزید {number}", is_required=False)
    # axe itself needs scripts: the pages are looked at by a second, scripted phone along the way.
    page = new_page(viewport=PHONE, is_mobile=True, has_touch=True, locale="ur", java_script_enabled=False)
    address = f"/ur/programmes/{AWE}/cohorts/{cohort.slug}/apply/"
    page.goto(f"/ur/programmes/{AWE}/")
    page.locator(f"a[href='{address}']").click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    expect(page.locator("h1")).to_contain_text("اردو گروپ")
    page.locator("form:has(input[value=begin]) button").click()
    code = page.locator(".the-code").inner_text().strip()
    page.locator(".private form button").click()
    page.locator("[name=name]").fill("عائشہ")
    page.locator("button[value=leave]").click()

    # She comes back with her code alone; what she wrote is there, and nothing is in the address.
    page.goto(address)
    page.locator("[name=code]").fill(code)
    page.locator(".code-form button").click()
    expect(page.locator("[name=name]")).to_have_value("عائشہ")
    assert page.url.endswith(address)
    page.locator("button.btn-primary[name=to]").click()
    page.locator("input[type=radio][value=yes]").check()
    page.locator("input[type=date]").fill("2090-01-01")
    page.locator("button.btn-primary[name=to]").click()
    expect(page.locator(".field-error")).to_have_count(1)
    expect(page.locator("input[type=radio][value=yes]")).to_be_checked()
    page.locator("input[type=date]").fill("1991-02-03")
    page.locator("button.btn-primary[name=to]").click()
    page.locator("button.btn-primary[name=to]").click()
    expect(page.locator(".answers")).to_contain_text("عائشہ")
    page.locator("form:has(input[value=submit]) button").click()
    expect(page.locator(".standing-submitted")).to_be_visible()
    assert page.context.cookies() == []

    with site_data():
        officer, now = make_officer("officer-for-urdu"), timezone.now()
        application = Application.objects.get(cohort=cohort)
        deciding.shortlist(application=application, actor=officer, now=now)
        deciding.accept(application=application, actor=officer, now=now, words="خوش آمدید")
    page.goto("/ur/applications/")
    page.locator("[name=code]").fill(code)
    page.locator(".code-form button").click()
    expect(page.locator(".standing-accepted")).to_be_visible()
    expect(page.locator(".letter-words")).to_have_text("خوش آمدید")


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_every_page_of_an_applicant_is_accessible_and_fits_a_phone(
    phone: Page, axe: Callable[[Page], None], language: str
) -> None:
    with site_data():
        cohort = future_cohort(name=f"Cohort of axe {language}")
        for kind in QuestionKind.values:
            make_question(cohort, kind, is_required=False)
    phone.goto(f"/{language}/programmes/{AWE}/cohorts/{cohort.slug}/apply/")

    def look() -> None:
        for size in (DESKTOP, PHONE):
            phone.set_viewport_size(size)  # type: ignore[arg-type]
            fits(phone)
            axe(phone)

    look()
    phone.locator("form:has(input[value=begin]) button").click()
    look()
    code = phone.locator(".the-code").inner_text().strip()
    phone.locator(".private form button").click()
    phone.locator("[name=phone]").fill("1")
    phone.locator("button.btn-primary[name=to]").click()
    look()
    phone.locator("[name=name]").fill("A")
    phone.locator("[name=phone]").fill("")
    for _page in range(3):
        phone.locator("button.btn-primary[name=to]").click()
        look()
    phone.locator("form:has(input[value=submit]) button").click()
    look()
    phone.goto(f"/{language}/applications/")
    phone.locator("[name=code]").fill("1")
    phone.locator(".code-form button").click()
    look()
    phone.locator("[name=code]").fill(code)
    phone.locator(".code-form button").click()
    phone.locator("details:has(input[value=erase]) summary").click()
    look()
    phone.locator("form:has(input[value=erase]) button").click()
    look()
    phone.goto(f"/{language}/certificates/0000-0000-0000/")
    look()


def mark_all(page: Page, state: str, verb: str, count: int, words: str = "") -> None:
    """Open a state's tab, mark everyone and take a step."""
    page.goto(page.url.split("?")[0] + f"?state={state}")
    boxes = page.locator("input[name=application]")
    for place in range(min(count, boxes.count())):
        boxes.nth(place).check()
    if words:
        page.locator("#words").fill(words)
    page.locator(f"button[name=verb][value={verb}]").click()


def test_officer_takes_a_cohort_of_twenty_from_opening_to_certificates(
    new_page: Callable[..., Page], site: str, axe: Callable[[Page], None]
) -> None:
    page = new_page()
    sign_in(page.context, site, add_staff("officer-of-twenty", MANAGER))
    page.goto("/admin/cohorts/")
    axe(page)
    page.get_by_role("link", name="A new cohort").click()
    today = timezone.now().date()
    page.locator("#id_programme").select_option(label="Academy for Women Entrepreneurs (AWE) Kazakhstan")
    for name, value in {
        "name": "Twenty of spring", "slug": "twenty", "starts_on": str(today + dt.timedelta(days=40)),
        "ends_on": str(today + dt.timedelta(days=90)), "closes_on": str(today + dt.timedelta(days=30)),
        "capacity": "20",
    }.items():  # fmt: skip
        page.locator(f"#id_{name}").fill(value)
    page.get_by_label("Kazakh").or_(page.get_by_label("Қазақша")).first.check()
    axe(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add a question").click()
    page.locator("#id_text").fill("Do you run a business?")
    page.locator("#id_kind").select_option("yes-no")
    page.locator("#id_wanted").fill("yes")
    axe(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add a question").click()
    page.locator("#id_text").fill("When were you born?")
    page.locator("#id_kind").select_option("date")
    page.locator("#id_date_rule").select_option("past")
    page.locator("#id_is_required").uncheck()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Move up").click()
    expect(page.locator("#questions + ol li").first).to_contain_text("When were you born?")
    axe(page)
    page.get_by_role("button", name="Open for applications").click()
    expect(page.get_by_text("People can apply now.")).to_be_visible()
    axe(page)
    with site_data():
        cohort = Cohort.objects.get(slug="twenty")
        question = cohort.questions.get(kind="yes-no")
        for number in range(24):
            answer = "no" if number > 22 else "yes"
            make_application(cohort, name=f"Applicant {number:02d}", answers={str(question.pk): answer})
    own = page.url
    page.get_by_role("link", name="Applications").first.click()
    axe(page)
    mark_all(page, "submitted", "shortlisted", 23)
    mark_all(page, "submitted", "declined", 1, words="A business is a condition.")
    axe(page)
    mark_all(page, "shortlisted", "accepted", 23, words="Welcome!")
    expect(page.get_by_text("Done for 20 applications.")).to_be_visible()
    expect(page.get_by_text("All 20 places are taken")).to_have_count(3)
    mark_all(page, "shortlisted", "waitlisted", 3)
    mark_all(page, "accepted", "enrolled", 20)
    page.goto(own)
    page.get_by_role("link", name="Add a session").click()
    page.locator("#id_title").fill("First meeting")
    page.locator("#id_day").fill(str(today + dt.timedelta(days=41)))
    page.locator("#id_begins").fill("12:00")
    page.locator("#id_ends").fill("10:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("A session ends after it begins.")).to_be_visible()
    axe(page)
    page.locator("#id_ends").fill("14:00")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add a session").click()
    for name, value in {
        "title": "Twice entered", "day": str(today + dt.timedelta(days=42)),
        "begins": "12:00", "ends": "13:00",
    }.items():  # fmt: skip
        page.locator(f"#id_{name}").fill(value)
    page.get_by_role("button", name="Save").click()
    page.locator("li", has_text="Twice entered").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Twice entered")).to_have_count(0)
    page.get_by_role("link", name="Attendance").first.click()
    for select in page.locator(".attendance-row select").all():
        select.select_option("present")
    axe(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.goto(own + "applications/")
    mark_all(page, "enrolled", "completed", 20)
    expect(page.get_by_text("Done for 20 applications.")).to_be_visible()
    page.goto(page.url.split("?")[0] + "?state=completed")
    page.locator(".applications tbody th a").first.click()
    axe(page)
    page.locator("a[href*='/certificates/']").click()
    expect(page.get_by_text("This certificate is genuine")).to_be_visible()
    axe(page)
    page.go_back()
    page.get_by_text("Revoke the certificate").click()
    page.locator("#id_reason").select_option("mistake")
    axe(page)
    page.get_by_role("button", name="Yes, revoke it").click()
    page.locator("a[href*='/certificates/']").click()
    expect(page.get_by_text("This certificate was revoked")).to_be_visible()
    page.goto(own)
    expect(page.locator(".funnel")).to_contain_text("24")
    axe(page)
    page.get_by_role("link", name="Report").click()
    axe(page)
    page.goto("/admin/cohorts/outcomes/")
    axe(page)


def test_officers_pages_fit_a_phone_in_urdu(
    new_page: Callable[..., Page], site: str, axe: Callable[[Page], None]
) -> None:
    with site_data():
        cohort = future_cohort(name="Cohort on a phone")
        make_application(cohort, "shortlisted")
    page = new_page(viewport=PHONE, locale="ur")
    sign_in(page.context, site, add_staff("officer-with-a-phone", MANAGER))
    for path in (
        "",
        "new/",
        f"{cohort.pk}/",
        f"{cohort.pk}/applications/?state=shortlisted",
        f"{cohort.pk}/report/",
    ):
        page.goto(f"/admin/cohorts/{path}")
        assert page.locator("html").get_attribute("dir") == "rtl"
        fits(page)
        axe(page)
