"""A Kazakh law in Russian numbering is pasted, corrected, reviewed by another person and read by everyone."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from legislation.permissions import EDITOR, REVIEWER
from tests.journeys.staff import add_staff, sign_in

TEXT = """Глава 1. Общие положения
Статья 1. Основные понятия
В настоящем Законе используются следующие основные понятия:
1) защита – меры, которые принимают уполномоченные органы;
2) насилие – умышленное деяние.
Статья 2. Обязанности органов
1. Органы внутренних дел принимают заявление в течение 24 часов.
2. Акимат извещает о нём прокурора.
Глава 2. Заключительные положения
Статья 4. Порядок введения в действие
Настоящий Закон вводится в действие с 1 июля 2026 года.
"""


def at(new_page: Callable[..., Page], site: str, name: str, group: str, address: str) -> Page:
    page = new_page()
    sign_in(page.context, site, add_staff(name, group))
    page.goto(address)
    return page


def paste(page: Page) -> None:
    page.locator("#id_text").fill(TEXT)
    page.locator("#id_language").select_option("ru")
    page.locator("#id_jurisdiction").select_option(label="Kazakhstan")
    page.locator("#id_kind").select_option("act")
    page.locator("#id_title").fill("О защите по проверке")
    page.locator("#id_number").fill("77-VIII")
    page.locator("#id_adopted").fill("2026-05-01")
    page.locator("#id_starts_on").fill("2026-07-01")
    page.locator("input[type=submit]").first.click()


def test_law_is_pasted_corrected_reviewed_and_read(
    new_page: Callable[..., Page], page: Page, site: str, axe: Callable[[Page], None]
) -> None:
    editor = at(new_page, site, "pasting-editor", EDITOR, "/admin/paste/")
    axe(editor)
    paste(editor)
    axe(editor)
    expect(editor.locator("code").filter(has_text="art_4").first).to_be_visible()
    row = editor.locator(".paste-row").filter(has_text="Порядок введения").first
    row.locator("select").select_option("number")
    row.locator("input[name=value]").fill("3")
    row.get_by_role("button", name="Do it").click()
    editor.get_by_role("button", name=re.compile("Save")).click()
    editor.get_by_role("link", name="Read the whole law and send it to review").click()
    axe(editor)
    editor.get_by_role("button", name=re.compile("to review$")).click()
    expect(editor.get_by_text("in review now")).to_be_visible()
    expect(editor.get_by_role("button", name=re.compile("^Publish"))).to_have_count(0)

    reviewer = at(new_page, site, "pasting-reviewer", REVIEWER, editor.url)
    expect(reviewer.get_by_text("принимают заявление в течение 24 часов").first).to_be_visible()
    axe(reviewer)
    reviewer.get_by_role("button", name=re.compile("^Publish all")).click()
    expect(reviewer.get_by_text("are published now")).to_be_visible()

    reviewer.get_by_role("link", name="The law as readers see it").click()
    address = reviewer.url
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Порядок введения в действие")
    page.get_by_role("link", name=re.compile("Основные понятия|Article 1$|Article 1 ")).first.click()
    expect(page.locator("main")).to_contain_text("насилие")
