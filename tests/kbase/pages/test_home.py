"""The front page: ways in, and what changed and will."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_every_way_in_leads_to_a_page(client: Client, language: str) -> None:
    response = client.get(f"/{language}/")
    links = [card.url for card in response.context["entries"] + response.context["topics"]]
    links += [example.url for example in response.context["examples"]]
    links += [event.url for event in response.context["recent"] + response.context["upcoming"]]
    assert len(links) > 10
    for link in links:
        assert client.get(link).status_code == 200, link


def test_what_comes_into_force_next_is_announced(client: Client) -> None:
    assert client.get("/en/").context["upcoming"]


def test_root_leads_to_the_language_of_the_browser(client: Client) -> None:
    assert client.get("/", headers={"accept-language": "kk"}).headers["Location"] == "/kk/"
