"""Series compared: chosen in the address, of one unit, at most four, each figure with its source."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from programs.models import Observation
from tests.factories import figures

pytestmark = pytest.mark.django_db
ADDRESS = "/en/indicators/compare/"
BOTH = f"{ADDRESS}?series=ggi-score-kz&series=ggi-score-pk"


def body(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_two_countries_stand_in_one_picture_with_the_table_behind(client: Client) -> None:
    page = body(client, BOTH)
    for line in ("chart-line series-1", "chart-line series-2"):
        assert page.count(f'class="{line}"') >= 2, "drawn wide and narrow"
    assert "chart-legend" in page
    seen = Observation.objects.published().filter(indicator__slug="ggi-score-pk").newest_first().first()
    assert seen is not None
    assert seen.source_url in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?series=ggi-score-kz&series=women-judges-kz", "different units"),
        ("?series=nowhere", "There is no series nowhere"),
        (
            "?series=ggi-sub-economy-kz&series=ggi-sub-education-kz&series=ggi-sub-health-kz"
            "&series=ggi-sub-politics-kz&series=ggi-score-kz",
            "At most 4",
        ),
    ],
)
def test_choice_that_makes_no_picture_is_said(query: str, words: str, client: Client) -> None:
    assert words in body(client, f"{ADDRESS}{query}", 400)


def test_nothing_chosen_offers_the_choice(client: Client) -> None:
    page = body(client, ADDRESS)
    assert "<polyline" not in page
    assert 'name="series"' in page


def test_comparison_leaves_as_a_file(client: Client) -> None:
    answer = client.get(f"{BOTH}&format=csv")
    text = b"".join(answer).decode() if answer.streaming else answer.content.decode()  # type: ignore[arg-type]
    assert text.count("https://") >= 10


def test_draft_is_not_compared(client: Client) -> None:
    indicator = figures.make_indicator()
    figures.loaded(indicator)
    figures.draft(indicator, figures.make_writer(), value="77.31", period="2025")
    assert "77.31" not in body(client, f"{ADDRESS}?series={indicator.slug}")


def test_series_without_figures_breaks_nothing(client: Client) -> None:
    body(client, f"{ADDRESS}?series={figures.make_indicator().slug}")


def test_comparison_needs_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(6):
        client.get(BOTH)
