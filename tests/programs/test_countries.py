"""Forms offer every country whose law is held, and none that the code would know."""

import pytest
from django.test import Client
from django.utils import translation

from legislation.models import Jurisdiction
from programs.countries import country_choices, currency_choices, zone_choices

pytestmark = pytest.mark.django_db


@pytest.fixture
def uzbekistan() -> Jurisdiction:
    """A third country."""
    return Jurisdiction.objects.create(
        code="UZ", name="Uzbekistan", languages=["ru"], timezone="Asia/Tashkent", currency="UZS"
    )


def test_country_entered_later_is_offered_with_its_money_and_clock(uzbekistan: Jurisdiction) -> None:
    assert ("UZ", "Uzbekistan") in country_choices()
    assert "UZS" in dict(currency_choices())
    assert dict(zone_choices())["Asia/Tashkent"] == "Uzbekistan"


def test_parts_of_a_country_are_no_countries() -> None:
    assert [code for code, _name in country_choices()] == ["KZ", "PK"]


def test_names_are_in_the_language_of_the_page() -> None:
    with translation.override("ru"):
        assert dict(country_choices())["KZ"] == "Казахстан"


@pytest.mark.usefixtures("uzbekistan")
@pytest.mark.parametrize("address", ["/en/finance/fit/", "/en/mentoring/join/mentee/"])
def test_forms_ask_for_it(client: Client, address: str) -> None:
    assert "Uzbekistan" in client.get(address).content.decode()
