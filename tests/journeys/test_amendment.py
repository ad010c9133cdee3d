"""An amendment of article 60 from 30 to 45 days: entered, reviewed, published, and read on each day."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from legislation.permissions import EDITOR, REVIEWER
from tests.journeys.conftest import PHONE
from tests.journeys.staff import add_staff, sign_in

ARTICLE = "/en/laws/kz/offence-prevention-2025/art_60/"
DAY = "2027-01-02"
LAW = "On changes to the law on the prevention of offences"


@pytest.fixture
def at_desk(new_page: Callable[..., Page], site: str) -> Callable[..., Page]:
    def enter(name: str, group: str, **options: object) -> Page:
        page = new_page(**options)
        sign_in(page.context, site, add_staff(name, group))
        page.goto("/admin/desk/")
        return page

    return enter


def enter_amendment(page: Page, axe: Callable[[Page], None]) -> str:
    axe(page)
    page.get_by_role("link", name="Enter an amendment").click()
    page.get_by_label("Title or number").fill("offence-prevention")
    page.get_by_role("button", name="Show results").click()
    axe(page)
    page.locator(".desk-rows a").first.click()
    page.get_by_label("Number of the amending law").fill("300-IX")
    page.get_by_label("Adopted on").fill("2026-12-01")
    page.get_by_label("In force from").fill("2027-01-01")
    page.get_by_label("Else its title").fill(LAW)
    axe(page)
    page.get_by_role("button", name="Go on to the provisions").click()
    option = page.locator("#id_provision option").filter(has_text="Article 60 ").first
    page.locator("#id_provision").select_option(option.get_attribute("value"))
    page.get_by_label("What changes, in a sentence").fill("The term of the order becomes longer.")
    axe(page)
    page.get_by_role("button", name="Add this change").click()
    page.get_by_role("link", name="Write the new wording").click()
    axe(page)
    return page.url


def write_wording(page: Page) -> None:
    for code, before, after in (
        ("en", "lasts 30 days", "lasts 45 days"),
        ("ru", "Действует 30 суток", "Действует 45 суток"),
        ("kk", "бастап 30", "бастап 45"),
    ):
        field = page.locator(f"#id_text-{code}-summary")
        field.fill(field.input_value().replace("\n", " ").replace(before, after))
    measure = page.locator("input[name^='measure-'][name$='-maximum_value']").first
    expect(measure).to_have_value("30")
    measure.fill("45")
    page.get_by_role("button", name="Save and preview").click()


def test_law_of_2027_changes_article_60_from_30_to_45_days(
    at_desk: Callable[..., Page], page: Page, site: str, axe: Callable[[Page], None]
) -> None:
    editor = at_desk("editor-of-60", EDITOR)
    enter_amendment(editor, axe)
    write_wording(editor)
    expect(editor.locator("ins").filter(has_text="45").first).to_be_visible()
    expect(editor.locator("del").filter(has_text="30").first).to_be_visible()
    axe(editor)
    editor.get_by_role("button", name="Send to review").click()
    expect(editor.get_by_text("Sent to review")).to_be_visible()
    expect(editor.get_by_role("button", name="Publish")).to_have_count(0)
    address = editor.url

    page.goto(f"{ARTICLE}?on={DAY}")
    expect(page.locator("main")).not_to_contain_text("45 days")

    reviewer = at_desk("reviewer-of-60", REVIEWER)
    reviewer.get_by_role("link", name="To review").click()
    reviewer.get_by_role("link", name="Amendment 300-IX").click()
    assert reviewer.url == address
    axe(reviewer)
    reviewer.get_by_label("Comment").fill("Checked against the gazette.")
    reviewer.get_by_role("button", name="Publish").click()
    expect(reviewer.get_by_text("Published, all of it")).to_be_visible()

    # Today nothing has changed but the announcement.
    page.goto(ARTICLE)
    expect(page.locator("main")).to_contain_text("lasts 30 days")
    expect(page.locator("main")).not_to_contain_text("lasts 45 days")
    expect(page.get_by_text("It changes on 1 January 2027")).to_be_visible()
    axe(page)
    # On the second day of the year the new wording holds.
    page.goto(f"{ARTICLE}?on={DAY}")
    expect(page.locator("main")).to_contain_text("lasts 45 days")
    expect(page.locator("main")).to_contain_text("to be confirmed")
    axe(page)
    assert_all_agree(page)

    reviewer.get_by_role("link", name="History").click()
    expect(reviewer.locator("main")).to_contain_text("editor-of-60")
    expect(reviewer.locator("main")).to_contain_text("reviewer-of-60")
    expect(reviewer.locator("main")).to_contain_text("Checked against the gazette.")
    axe(reviewer)


def assert_all_agree(page: Page) -> None:
    """Register, search, export and changes say 30 today and 45 then."""
    row = "tr:has(a[href*='/art_60/'])"
    page.goto("/en/measures/?jurisdiction=KZ")
    expect(page.locator(row).filter(has_text="30 days").first).to_be_visible()
    page.goto(f"/en/measures/?jurisdiction=KZ&on={DAY}")
    expect(page.locator(row).filter(has_text="45 days").first).to_be_visible()
    expect(page.locator(row).filter(has_text="30 days")).to_have_count(0)
    for day, says, not_ in (
        ("", "lasts 30 days", "lasts 45 days"),
        (f"&on={DAY}", "lasts 45 days", "lasts 30 days"),
    ):
        text = page.request.get(f"{ARTICLE}?format=md{day}").text()
        assert says in " ".join(text.split())
        assert not_ not in " ".join(text.split())
    page.goto(f'/en/search/?q="lasts 45 days"&on={DAY}')
    expect(page.locator("main")).to_contain_text("Protective order")
    page.goto('/en/search/?q="lasts 45 days"')
    expect(page.locator("a[href*='/offence-prevention-2025/art_60/']")).to_have_count(0)
    for address in ("/en/changes/", f"/en/changes/?on={DAY}"):
        page.goto(address)
        expect(page.locator("main")).to_contain_text("300-IX")


def test_desk_is_used_on_a_phone_in_urdu(at_desk: Callable[..., Page], axe: Callable[[Page], None]) -> None:
    page = at_desk("editor-with-a-phone", EDITOR, viewport=PHONE, locale="ur")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    axe(page)
    page.locator(".desk-lists a").first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    axe(page)


def test_tree_is_moved_with_the_keyboard_alone(
    at_desk: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = at_desk("editor-of-trees", EDITOR)
    page.goto("/admin/desk/lists/bills/")
    page.goto("/admin/desk/amend/?q=domestic-violence-2009")
    href = page.locator(".desk-rows a").first.get_attribute("href") or ""
    page.goto(f"/admin/desk/laws/{href.rstrip('/').rpartition('/')[2]}/tree/")
    rows = page.locator(".desk-tree li > span:first-child")
    first = rows.first.inner_text()
    page.locator(".desk-tree li").first.get_by_role("button", name="Down").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Moved.")).to_be_visible()
    assert rows.first.inner_text() != first
    axe(page)
    page.get_by_label("What it follows from").fill("The order in which the law is printed.")
    page.get_by_role("button", name="Send to review").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sent to review.")).to_be_visible()
    axe(page)
