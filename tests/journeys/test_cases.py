"""Issue 5: a worker opens a case on the running site, reveals who it is about, and lets a colleague in."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from playwright.sync_api import Page, expect

from cases.actions import emergencies
from cases.actions.parties import Identity
from cases.choices import PartyKind
from kbase.accounts.session_store import SessionStore
from tests.factories import accounts
from tests.factories.cases import Place, as_member, bar, grant, make_case, make_party
from tests.journeys.staff import sign_in, site_data
from tests.journeys.work import ON_A_PHONE, follow, look, open_page, press

WHO = Identity(
    name="Invented Name", iin="850101300123", phones="+7 701 555 01 23", address="Nowhere street 1, Almaty"
)
LONG_AGO = 60 * 60
CODE_SECONDS = 30


def sign_in_by_hand(page: Page, username: str) -> None:
    """Sign in with a password and a code, on the way to the work."""
    page.goto("/en/work/")
    page.get_by_label("User name or e-mail address").fill(username)
    page.get_by_label("Password").first.fill(accounts.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Second step")
    if (left := CODE_SECONDS - time.time() % CODE_SECONDS) < 5:
        time.sleep(left)  # a code that ends on its way is refused
    page.get_by_label("Code").first.fill(accounts.totp_code())
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/work/")


def make_proof_older(page: Page) -> None:
    """Put back when the person in a browser last proved who she is."""
    (cookie,) = [part for part in page.context.cookies() if part["name"] == "sessionid"]
    with site_data():
        session = SessionStore(cookie["value"])
        for proof in session[AUTHENTICATION_METHODS_SESSION_KEY]:
            proof["at"] -= LONG_AGO
        session.save()


def open_case(page: Page) -> str:
    """Begin a case and record a person in it; return its address."""
    expect(page.locator("main")).to_contain_text("No cases")
    look(page)
    follow(page, "A new case")
    look(page)
    expect(page.locator("#id_lead option:checked")).to_contain_text("worker-")  # herself
    press(page, "Begin")
    look(page)
    page.get_by_label("How old is the person?").select_option("18-59")
    press(page, "Show what to say")
    expect(page.locator("main")).to_contain_text("If a child is affected too")
    look(page)
    page.get_by_label("I have explained this").check()
    page.get_by_label("To be helped").check()
    press(page, "Record first contact")
    expect(page.locator("main")).to_contain_text("Open")
    look(page)
    address = page.url
    follow(page, "S1")
    expect(page.locator(".notice")).to_contain_text("No way of contact has been agreed")
    look(page)
    return address


def record_who_it_is(page: Page) -> None:
    """Agree safe contact, then write who the person is; both end on her page."""
    follow(page, "Agree how to reach this person")
    page.locator("#id_code_word").fill("sagebrush")
    page.locator("#id_ok_from").fill("10:00")
    page.locator("#id_ok_until").fill("12:30")
    look(page)
    press(page, "Save")
    expect(page.locator("main")).to_contain_text("sagebrush")
    follow(page, "Write who this is")
    look(page)
    for name in ("name", "iin", "phones", "address"):
        page.locator(f"#id_{name}").fill(getattr(WHO, name))
    press(page, "Save")
    expect(page.locator("main")).to_contain_text("Recorded, and masked.")
    expect(page.locator("main")).not_to_contain_text(WHO.name)
    look(page)


def test_worker_opens_a_case_reveals_who_it_is_and_lets_a_colleague_in(
    new_page: Callable[..., Page], site: str, place: Place
) -> None:
    page, colleague = new_page(), new_page(**ON_A_PHONE)
    with site_data():
        accounts.add_recovery_codes(place.user("worker"))
    sign_in_by_hand(page, place.user("worker").username)
    sign_in(colleague.context, site, place.user("colleague"))
    address = open_case(page)
    record_who_it_is(page)
    person = page.url

    # Fresh proof, then a purpose; the rules for contact stand before the number.
    make_proof_older(page)
    follow(page, "Show, with a reason")
    expect(page.locator("h1")).to_have_text("Confirm that it is you")
    page.get_by_label("Code").first.fill(accounts.RECOVERY_CODES[0])  # the app's may be the one used above
    press(page, "Confirm")
    expect(page.locator("main")).not_to_contain_text(WHO.name)
    look(page)
    page.get_by_label("Why do you need it now?").select_option("contact")
    press(page, "Show")
    words = page.locator("main").inner_text()
    assert words.index("sagebrush") < words.index(WHO.name) < words.index("+7 701 555 01 23")
    assert WHO.name not in page.url
    look(page)
    follow(page, "Mask again")
    expect(page.locator("main")).not_to_contain_text(WHO.name)

    # Whoever has no access finds nothing: no case in the list, no page, as for a random address.
    open_page(colleague, "/en/work/")
    expect(colleague.locator("main")).to_contain_text("No cases")
    random = address.rstrip("/").rpartition("/")[0]
    for where in (address, person, f"{person}who/", f"{address}log/", f"{address}access/give/"):
        open_page(colleague, where, status=404)
        foreign = colleague.locator("main").inner_text()
        open_page(colleague, f"{random}/{uuid4()}/", status=404)
        assert foreign == colleague.locator("main").inner_text()

    page.goto(address)
    follow(page, "Who may see it")
    look(page)
    follow(page, "Give access")
    look(page)
    page.locator("#id_member").select_option(str(place.colleague.pk))
    page.get_by_label("Summary").check()
    page.get_by_label("People in the case").check()
    page.get_by_label("Reason").fill("Takes over at night")
    press(page, "Give access")
    expect(page.locator("main")).to_contain_text(place.user("colleague").username)
    open_page(colleague, "/en/work/")
    colleague.locator("table a").first.click()
    look(colleague)
    follow(colleague, "S1")
    expect(colleague.locator("main")).to_contain_text("Not recorded, or not for you to see.")
    look(colleague)

    page.goto(address)
    follow(page, "Who looked")
    log = page.locator("main table")
    expect(log).to_contain_text("Revealed who it is")
    expect(log).to_contain_text(place.user("colleague").username)
    expect(log).to_contain_text("Was refused")
    expect(log).not_to_contain_text(WHO.name)
    look(page)


@pytest.fixture
def busy(place: Place) -> dict[str, list[str]]:
    """A case with everything that its pages can show; the addresses that each person of the place reads."""
    with site_data():
        case = make_case(place)
        survivor = make_party(case, identity=WHO)
        make_party(case, PartyKind.ALLEGED_OFFENDER)
        grant(case, place.colleague, "coworker")
        bar(case, place.user("other"))
        number = case.shown_number
        with as_member(place, "second") as user:
            emergencies.ask(actor=user, membership=place.second, number=number, reason="At the door")
    item, person = f"{case.pk}/", f"{case.pk}/people/{survivor.pk}/"
    return {
        "worker": [
            "", "new/", "urgent/", item, f"{item}log/", f"{item}access/", f"{item}access/give/",
            f"{item}access/bar/", f"{item}access/hand-over/", f"{item}people/", f"{item}people/new/",
            person,
            f"{item}first-contact/", f"{item}first-contact/?age=unknown&place=KZ", f"{item}consents/",
            f"{item}consents/new/", f"{person}write/", f"{person}contact/", f"{person}who/",
        ],
        "supervisor": ["", "urgent/", item],
        "auditor": ["", "log/"],
    }  # fmt: skip


@pytest.mark.parametrize(("language", "options"), [("en", ON_A_PHONE), ("ur", ON_A_PHONE), ("ur", {})])
def test_every_page_is_accessible_and_fits_in_each_direction(
    new_page: Callable[..., Page], site: str, place: Place, busy: dict[str, list[str]],
    language: str, options: dict[str, Any],
) -> None:  # fmt: skip
    for name, paths in busy.items():
        page = new_page(locale=language, **options)
        sign_in(page.context, site, place.user(name))
        for path in paths:
            open_page(page, f"/{language}/work/{path}")
            assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ur" else "ltr")
            look(page)
