"""The directories of programmes, organisations and indicators, on the real reference data."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pgtrigger
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries  # type: ignore[attr-defined]

from legislation.exports.formats import FORMATS
from programs.models import Observation, Organisation, Programme
from programs.models.protection import PROTECTION

pytestmark = pytest.mark.django_db

DIRECTORIES = ["programmes", "organisations", "indicators"]


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def table(client: Client, address: str) -> str:
    return body(client, address).split("<tbody", 1)[1].split("</tbody>")[0]


def exported(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize("directory", DIRECTORIES)
@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_every_directory_reads_in_every_language(client: Client, directory: str, language: str) -> None:
    assert "<table" in body(client, f"/{language}/{directory}/")


@pytest.mark.parametrize("directory", DIRECTORIES)
def test_directory_needs_few_queries(
    client: Client, directory: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        client.get(f"/en/{directory}/?place=KZ&q=a")


@pytest.mark.parametrize("directory", DIRECTORIES)
def test_public_directory_sets_no_cookie(client: Client, directory: str) -> None:
    response = client.get(f"/en/{directory}/")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("directory", DIRECTORIES)
@pytest.mark.parametrize("code", FORMATS)
def test_directory_leaves_in_every_format(client: Client, directory: str, code: str) -> None:
    assert len(exported(client, f"/en/{directory}/?place=PK&format={code}")) > 200


def test_csv_and_xlsx_hold_the_same_rows_of_all_pages(client: Client) -> None:
    address = "/en/organisations/?format="
    lines = list(csv.reader(io.StringIO(exported(client, address + "csv").decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(exported(client, address + "xlsx")), read_only=True).worksheets[
        -1
    ]
    assert len(lines) - 1 == Organisation.objects.count()
    assert len(list(sheet.iter_rows())) == len(lines)


def test_exported_row_names_its_source_and_address(client: Client) -> None:
    rows = csv.DictReader(io.StringIO(exported(client, "/en/organisations/?format=csv").decode("utf-8-sig")))
    damu = next(row for row in rows if row["Organisation"].startswith("Damu"))
    assert damu["Source"].startswith("http")
    assert damu["Address"] == "http://testserver/en/organisations/damu-fund/"


def test_file_says_what_it_was_chosen_by(client: Client) -> None:
    found = json.loads(exported(client, "/en/programmes/?kind=loan&place=PK&format=json"))
    assert "Loan" in json.dumps(found)


def test_filters_narrow(client: Client) -> None:
    rows = table(client, "/en/programmes/?kind=loan&kind=guarantee&place=PK")
    assert (
        rows.count("<tr") == Programme.objects.in_place("PK").filter(kind__in=["loan", "guarantee"]).count()
    )


def test_country_includes_its_parts(client: Client) -> None:
    assert "Multan" in table(client, "/en/programmes/?place=PK&kind=service")


@pytest.mark.parametrize("words", ["микрокредит", "өтеусіз гранттар", "قرض", "microcredit"])
def test_words_are_found_in_every_language(client: Client, words: str) -> None:
    assert "<tr" in table(client, f"/en/programmes/?q={words}")


def test_organisations_of_other_countries_are_offered_apart(client: Client) -> None:
    assert "Thunderbird" in table(client, "/en/organisations/?place=elsewhere")
    assert "United States" in table(client, "/en/organisations/?place=elsewhere")


def test_only_with_a_target(client: Client) -> None:
    assert table(client, "/en/indicators/?target=yes").count("<tr") == 11


def test_rank_stands_with_of_how_many(client: Client) -> None:
    assert "92 of 148" in table(client, "/en/indicators/?q=index,+rank&place=KZ")


def test_rank_without_of_how_many_says_so(client: Client) -> None:
    from programs.rows import rank_text

    assert rank_text("7", None) == "7 (of how many is not established)"


@pytest.mark.parametrize(
    "query", ["kind=bribe", "place=XX", "status=fine", "sector=x", "target=maybe", "direction=sideways"]
)
def test_value_that_is_not_offered_answers_400_and_says_so(client: Client, query: str) -> None:
    directory = "programmes" if query.split("=")[0] in {"kind", "place", "status"} else "indicators"
    assert "Select a valid choice" in body(client, f"/en/{directory}/?{query}", 400)


@pytest.mark.parametrize("query", ["page=99", "page=x", "format=doc"])
def test_bad_page_or_format_is_refused_with_words(client: Client, query: str) -> None:
    assert client.get(f"/en/programmes/?{query}").status_code in {400, 404}


def test_too_long_words_are_refused(client: Client) -> None:
    body(client, f"/en/programmes/?q={'x' * 201}", 400)


def test_nothing_found_says_what_to_do(client: Client) -> None:
    assert "No programme matches these filters." in body(client, "/en/programmes/?q=zzzz")


def test_empty_fields_of_a_form_leave_the_address(client: Client) -> None:
    assert client.get("/en/programmes/?q=&kind=loan").headers["Location"] == "/en/programmes/?kind=loan"


def test_names_stand_in_the_alphabet_of_the_page(client: Client) -> None:
    from kbase.alphabets import sort_key

    page = client.get("/kk/organisations/").context["rows"]
    names = [row[0].text.text for row in page]
    assert names == sorted(names, key=lambda name: sort_key(name, "kk"))


def test_latest_figure_names_its_period_and_who_gives_it(client: Client) -> None:
    row = table(client, "/en/indicators/?q=Women+judges%2C+Kazakhstan")
    assert "March 2025 · " in row
    assert "sources disagree" not in row


def test_sources_that_disagree_about_the_latest_period_are_both_in_the_list_and_in_the_file(
    client: Client,
) -> None:
    with pgtrigger.ignore(*PROTECTION):
        Observation.objects.filter(indicator__slug="ggi-rank-pk", period="2025").delete()
    address = "/en/indicators/?q=Index%2C+rank%2C+Pakistan"
    row = table(client, address)
    assert "145 of 146 or 146 of 146" in row
    assert "sources disagree" in row
    [line] = csv.DictReader(io.StringIO(exported(client, f"{address}&format=csv").decode("utf-8-sig")))
    assert (line["Latest figure"], line["Other figures for that period"]) == ("145", "146")
    assert line["Source"].startswith("http")
    assert ", " in line["Publisher"]
