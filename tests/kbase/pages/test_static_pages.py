"""Pages of fixed words, and what every public page has around it."""

from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client

PAGES = ["about", "accessibility", "privacy", "safety"]
LANGUAGES = {"en": "ltr", "ru": "ltr", "kk": "ltr", "ur": "rtl"}


class Outline(HTMLParser):
    """Collects what the tests ask about: the root's attributes, focusable elements, what the page loads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root: dict[str, str | None] = {}
        self.focusable: list[dict[str, str | None]] = []
        self.loaded: list[str] = []
        self.inline: list[str] = []
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if tag == "html":
            self.root = found
        if tag in ("button", "input", "select", "textarea", "summary") or (tag == "a" and found.get("href")):
            self.focusable.append(found)
        if tag in ("script", "link", "img"):
            self.loaded.append(found.get("src") or found.get("href") or "")
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        self.inline += [name for name in found if name == "style" or name.startswith("on")]


def page(client: Client, path: str) -> Outline:
    response = client.get(path)
    assert response.status_code == 200
    return Outline(response.content.decode())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_says_its_language_and_direction(client: Client, name: str, language: str) -> None:
    root = page(client, f"/{language}/{name}/").root
    assert (root["lang"], root["dir"]) == (language, LANGUAGES[language])


@pytest.mark.parametrize("name", PAGES)
def test_way_out_is_the_first_thing_the_keyboard_reaches(client: Client, name: str) -> None:
    first, second = page(client, f"/en/{name}/").focusable[:2]
    assert first["href"] == settings.QUICK_EXIT_URL
    assert first["rel"] == "noreferrer nofollow"
    assert second["href"] == "#content"


@pytest.mark.parametrize("name", PAGES)
def test_reader_gets_no_cookie(client: Client, name: str) -> None:
    assert not client.get(f"/en/{name}/").cookies


@pytest.mark.parametrize("name", PAGES)
def test_page_loads_nothing_from_elsewhere_and_nothing_inline(client: Client, name: str) -> None:
    found = page(client, f"/ur/{name}/")
    assert all(address.startswith(settings.STATIC_URL) for address in found.loaded)
    assert found.inline == []


@pytest.mark.parametrize("name", PAGES)
def test_page_has_one_main_heading_first(client: Client, name: str) -> None:
    headings = page(client, f"/en/{name}/").headings
    assert headings[0] == "h1"
    assert headings.count("h1") == 1


@pytest.mark.parametrize("name", PAGES)
def test_ids_are_unique(client: Client, name: str) -> None:
    ids = page(client, f"/en/{name}/").ids
    assert len(ids) == len(set(ids))


def test_urdu_page_uses_the_mirrored_stylesheet(client: Client) -> None:
    assert any("bootstrap.rtl" in address for address in page(client, "/ur/about/").loaded)


def test_every_number_of_help_names_its_source(client: Client) -> None:
    lines = client.get("/en/safety/").context["lines"]
    assert lines
    assert all(line.source.startswith("http") for line in lines)


def test_languages_link_to_the_same_page_with_its_query(client: Client) -> None:
    assert 'href="/kk/about/?on=2025-06-01"' in client.get("/en/about/?on=2025-06-01").content.decode()
