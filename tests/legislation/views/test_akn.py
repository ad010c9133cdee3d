"""Permanent addresses lead to pages for readers and to data for programs."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

LAW = "/akn/kz/act/2025-12-30/245-viii"


def test_work_leads_to_the_law(client: Client) -> None:
    response = client.get(LAW)
    assert response.status_code == 303
    assert response.headers["Location"] == "/en/laws/kz/offence-prevention-2025/"


def test_expression_leads_to_the_provision_in_its_language_on_its_day(client: Client) -> None:
    response = client.get(f"{LAW}/rus@2026-03-02/~art_60")
    assert response.headers["Location"] == "/ru/laws/kz/offence-prevention-2025/art_60/?on=2026-03-02"


def test_program_gets_data(client: Client) -> None:
    response = client.get(f"{LAW}/~art_60", headers={"accept": "application/json"}, follow=True)
    assert response.headers["Content-Type"] == "application/json"


def test_reader_gets_the_language_of_the_browser(client: Client) -> None:
    assert client.get(LAW, headers={"accept-language": "kk"}).headers["Location"].startswith("/kk/")


def test_answer_depends_on_what_is_accepted(client: Client) -> None:
    assert "Accept" in client.get(LAW).headers["Vary"]
    assert client.get(LAW, headers={"accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("uri", "status"),
    [
        ("/akn/kz/act/1999-01-01/1-i", 404),
        (f"{LAW}/~art_9999", 404),
        (f"{LAW}/rus@2024-13-45", 400),
        ("/akn/~", 400),
    ],
)
def test_unknown_address_is_refused(client: Client, uri: str, status: int) -> None:
    assert client.get(uri).status_code == status


@pytest.mark.parametrize("sign", ["%00", "%1F", "%20"])
def test_signs_that_no_address_holds_are_refused_in_words(client: Client, sign: str) -> None:
    response = client.get(f"/akn/kz/act/2014-07-03/226-v{sign}")
    assert response.status_code == 400
    assert "not an Akoma Ntoso address" in response.content.decode()
