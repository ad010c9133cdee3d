"""Navigation leaves out what doesn't exist and knows where the reader is."""

import pytest
from django.test import Client
from django.urls import path
from django.utils import translation

from kbase.navigation import navigation

urlpatterns = [path("about/", lambda request: None, name="about")]


@pytest.mark.urls(__name__)
def test_pages_that_do_not_exist_are_left_out() -> None:
    found = navigation()
    assert [link.url for link in found.rest] == ["/about/"]
    assert (found.laws, found.registers, found.search) == ((), (), "")


def test_links_stay_in_the_language_of_the_page() -> None:
    with translation.override("kk"):
        found = navigation()
    links = (*found.laws, *found.registers, *found.rest, *found.footer)
    assert links
    assert all(link.url.startswith("/kk/") for link in links)


def test_this_page_is_marked_as_the_current_one(client: Client) -> None:
    assert 'href="/en/about/" aria-current="page"' in client.get("/en/about/").content.decode()


def test_registers_know_their_names() -> None:
    assert "duty-list" in navigation().register_names
