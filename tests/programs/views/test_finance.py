"""Pages of finance, on the real reference data."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries  # type: ignore[attr-defined]

from kbase import searchables
from legislation.exports.formats import FORMATS
from programs.models import FinanceOffer
from tests.factories.finance import offer

pytestmark = pytest.mark.django_db

FIT = "finance/fit/?country=PK&amount=800000&currency=PKR"
FULL = f"{FIT}&women_share=100&owner_age=30&collateral=personal-guarantee&age_months=0&sector=trade"
TABLE = "finance/repayment/?amount=1000000&currency=KZT&percent=8&months=36&one_off_fee=5000"
PAGES = ["finance/", "finance/pk-sbp-women-loan/", "finance/fit/", FULL, "finance/repayment/", TABLE]


def body(client: Client, address: str, status: int = 200, language: str = "en") -> str:
    response = client.get(f"/{language}/{address}")
    assert response.status_code == status, address
    return response.content.decode()


def exported(client: Client, address: str) -> bytes:
    response = client.get(f"/en/{address}")
    assert response.status_code == 200
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def section(page: str, code: str) -> str:
    return page.split(f'id="fit-{code}"', 1)[1].split("</section>")[0]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_every_page_reads_in_every_language(client: Client, address: str, language: str) -> None:
    assert "<h1" in body(client, address, language=language)


@pytest.mark.parametrize("address", PAGES)
def test_public_page_sets_no_cookie(client: Client, address: str) -> None:
    response = client.get(f"/en/{address}")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("address", PAGES)
def test_page_needs_few_queries_however_many_offers(
    client: Client, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        offer(f"further-{number}", amount_unit="MCI", currency="KZT").save()
    with django_assert_max_num_queries(12):
        client.get(f"/en/{address}")


@pytest.mark.parametrize("address", ["finance/?", "finance/pk-sbp-women-loan/?", f"{FULL}&", f"{TABLE}&"])
@pytest.mark.parametrize("code", FORMATS)
def test_page_leaves_in_every_format(client: Client, address: str, code: str) -> None:
    assert len(exported(client, f"{address}format={code}")) > 200


def test_offer_without_a_rate_says_not_stated(client: Client) -> None:
    page = body(client, "finance/pk-kashf-microcredit/")
    terms = page.split("Terms</h2>")[1].split("</dl>")[0]
    assert terms.count("not stated") == 6


def test_amount_in_units_is_shown_in_money_of_the_year(client: Client) -> None:
    page = body(client, "finance/kz-enbek-microcredit-cities/")
    assert "up to 34,600,000 tenge" in page
    assert "8,000 MCI at the 2026 rate" in page


def test_unknown_offer_answers_404(client: Client) -> None:
    body(client, "finance/no-such-offer/", 404)


def test_directory_is_filtered(client: Client) -> None:
    rows = body(client, "finance/?place=PK&women=required").split("<tbody")[1].split("</tbody>")[0]
    assert "pk-sbp-women-loan" in rows
    assert rows.count("<tr") == 1


def test_finder_says_what_fits_what_to_ask_and_why_not(client: Client) -> None:
    page = body(client, FULL)
    assert "pk-sbp-women-loan" in section(page, "met")
    assert "doesn't state whether collateral" in section(page, "uncertain").replace("&#x27;", "'")
    assert "The most that can be had is 500,000 rupees." in section(page, "missed")


def test_every_offer_has_an_answer(client: Client) -> None:
    page = body(client, FIT)
    assert page.count('<article class="fit">') == FinanceOffer.objects.count()


def test_business_without_women_is_told_why_not(client: Client) -> None:
    page = body(client, f"{FIT}&women_share=0")
    assert "For women, or firms that women own or lead." in section(page, "missed")


def test_currency_of_another_country_is_refused_with_words(client: Client) -> None:
    page = body(client, "finance/fit/?country=KZ&amount=800000&currency=PKR", 400)
    assert (
        "Offers in Kazakhstan are counted in Kazakhstani Tenge (KZT); you chose Pakistani Rupee (PKR)."
        in page
    )


@pytest.mark.parametrize(
    "said", ["amount=-1", "amount=abc", "age_months=-1", "women_share=101", "sector=piracy", "owner_age=3"]
)
def test_finder_refuses_what_it_cannot_use(client: Client, said: str) -> None:
    assert "invalid" in body(client, f"{FIT}&{said}", 400)


def test_table_of_another_currency_than_the_offer_is_refused_with_words(client: Client) -> None:
    page = body(client, f"{TABLE}&offer=pk-sbp-women-loan", 400)
    assert "This offer is counted in PKR; you chose KZT." in page
    assert "<tbody" not in page


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("months=0", "greater than or equal to 1"),
        ("months=9999", "less than or equal to 600"),
        ("grace_months=36", "36 is not less than the 36 months"),
        ("one_off_fee=1000000", "less than the loan"),
        ("percent=-1", "greater than or equal to 0"),
        ("amount=0", "greater than or equal to 0.01"),
        ("amount=1.005", "2 decimal places"),
        ("offer=no-such", "There is no offer"),
        ("offer=kz-belesteri-grant", "no loan"),
        ("starts_on=1066-10-14", "between 2000 and 2100"),
        ("method=balloon", "not one of the available choices"),
    ],
)
def test_table_refuses_what_has_no_schedule(client: Client, said: str, words: str) -> None:
    assert words in body(client, f"{TABLE}&{said}", 400)


def test_table_is_to_the_cent_on_the_page_and_in_files(client: Client) -> None:
    page = body(client, f"{TABLE}&starts_on=2026-01-15")
    assert "31,336.37" in page
    assert page.split("<tbody")[1].split("</tbody>")[0].count("<tr") == 36
    lines = list(csv.DictReader(io.StringIO(exported(client, f"{TABLE}&format=csv").decode("utf-8-sig"))))
    assert sum(Decimal(line["Of the loan"]) for line in lines) == 1_000_000
    sheet = openpyxl.load_workbook(io.BytesIO(exported(client, f"{TABLE}&format=xlsx")), read_only=True)
    values = [
        row for row in sheet.worksheets[-1].iter_rows(values_only=True) if isinstance(row[0], int | float)
    ]
    assert round(sum(float(row[3]) for row in values), 2) == 1_000_000


def test_table_leaves_as_pdf_with_its_sums(client: Client) -> None:
    sheets = PdfReader(io.BytesIO(exported(client, f"{TABLE}&format=pdf"))).pages
    text = " ".join(sheet.extract_text() for sheet in sheets).replace("\n", " ")
    assert "Effective yearly rate" in text
    assert "31,336.37" in text


def test_table_of_an_offer_says_what_its_source_does_not_state(client: Client) -> None:
    asked = "amount=6000000&currency=PKR&percent=9&months=72&offer=pk-sbp-women-loan"
    page = body(client, f"finance/repayment/?{asked}").replace("&#x27;", "'")
    for words in (
        "more than the offer's most",
        "longer than the offer's longest",
        "isn't the offer's",
        "fees",
    ):
        assert words in page


def test_offer_leads_to_its_table_with_what_is_known(client: Client) -> None:
    page = body(client, "finance/pk-sbp-women-loan/")
    assert "offer=pk-sbp-women-loan&amp;currency=PKR&amp;percent=5&amp;months=60&amp;grace_months=6" in page


def test_programme_names_its_offers(client: Client) -> None:
    assert "/en/finance/pk-youth-loan-step-2/" in body(client, "programmes/pk-pm-youth-loans/")


@pytest.mark.parametrize("words", ["Kashf microcredit", "Грант на новую бизнес-идею", "خرد قرض"])
def test_site_search_finds_offers(words: str) -> None:
    assert any("/finance/" in found.url for found in searchables.found(words))


def test_instalments_come_ten_years_at_a_time_and_all_of_them_in_a_file(client: Client) -> None:
    address = "/en/finance/repayment/?amount=800000&currency=KZT&percent=8&months=600"
    last = client.get(f"{address}&page=5").content.decode()
    assert last.count("<tr") == 121
    assert 'data-label="No."><div>600<' in last
    assert 'data-label="No."><div>600<' in client.get(f"{address}&page=99").content.decode()
    file = b"".join(client.get(f"{address}&format=csv").streaming_content)  # type: ignore[attr-defined]
    assert len(file.decode().splitlines()) >= 601
