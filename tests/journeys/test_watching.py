"""The watch that every journey is under sees what it must."""

import os

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.accessibility import assert_accessible
from tests.journeys.conftest import watch


@pytest.fixture
def problems() -> list[str]:
    return []


@pytest.fixture
def watched(browser: Browser, site: str, problems: list[str]) -> Page:
    page = browser.new_page()
    watch(page, site, problems)
    page.goto(f"{site}/en/about/")
    return page


def test_ordinary_page_has_no_problem(watched, problems):
    assert problems == []
    watched.close()


def test_inline_script_is_refused_and_seen(watched, problems):
    watched.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = '1'; document.body.append(s) }"
    )
    watched.close()
    assert "Content Security Policy" in problems[0]


def test_inline_style_is_refused_and_seen(watched, problems):
    watched.evaluate("() => document.body.setAttribute('style', 'color: red')")
    watched.close()
    assert "Content Security Policy" in problems[0]


def test_third_party_request_is_seen(watched, problems):
    watched.evaluate("() => fetch('https://third.invalid/').catch(() => 0)")
    watched.close()
    assert any("third.invalid" in problem for problem in problems)


def test_missing_part_is_seen(watched, problems):
    watched.evaluate("() => fetch('/static/none.css').then(answer => answer.text())")
    watched.close()
    assert any("404" in problem for problem in problems)


def test_axe_finds_an_image_without_text(watched):
    watched.evaluate("() => document.querySelector('main').append(document.createElement('img'))")
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(watched)
    watched.close()


def test_all_journeys_are_the_work_of_one_process(request: pytest.FixtureRequest) -> None:
    """Spread over processes each would start a site and, time and again, a browser."""
    assert "PYTEST_XDIST_WORKER" not in os.environ or request.node.nodeid.endswith("@journeys")
