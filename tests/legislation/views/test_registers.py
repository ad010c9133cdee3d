"""The registers of norms, on the real reference data and on made-up laws."""

import csv
import datetime as dt
import io
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries  # type: ignore[attr-defined]

from legislation.models import Duty, Jurisdiction, Penalty, ProvisionVersion, Role
from tests.factories.legislation import make_law, make_provision, make_version

pytestmark = pytest.mark.django_db

REGISTERS = ["duties", "penalties", "measures", "rights", "conducts"]
EDUCATION = "/en/duties/?bearer=education-workers&jurisdiction=KZ&on=2026-06-01"
IN_2026 = dt.date(2026, 6, 1)


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def table(client: Client, address: str) -> str:
    return body(client, address).split("<tbody", 1)[1].split("</tbody>")[0]


def csv_rows(client: Client, address: str) -> list[list[str]]:
    content = b"".join(client.get(address + "&format=csv").streaming_content)  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def xlsx_rows(client: Client, address: str) -> list[list[str]]:
    content = b"".join(client.get(address + "&format=xlsx").streaming_content)  # type: ignore[attr-defined]
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[-1]
    return [[plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def plain(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return f"{cell:.2f}" if isinstance(cell, int | float) else str(cell)


def make_version_in(jurisdiction: str = "KZ", **values: object) -> ProvisionVersion:
    law = make_law(jurisdiction=Jurisdiction.objects.get(code=jurisdiction), **values)
    return make_version(make_provision(law), dt.date(2020, 7, 1))


def make_duty(version: ProvisionVersion, action: str, **values: object) -> Duty:
    bearer = Role.objects.get(slug=values.pop("bearer", "police"))
    return Duty.objects.create(version=version, bearer=bearer, action=action, **values)


def test_duties_of_education_workers_of_kazakhstan_show_their_deadlines(client: Client) -> None:
    rows = table(client, EDUCATION)
    assert (
        rows.count("<tr")
        == Duty.objects.in_force_on(IN_2026)
        .filter(bearer__slug="education-workers", version__provision__law__jurisdiction__code="KZ")
        .count()
    )
    assert "Teachers and education workers" in rows
    assert "at once" in rows
    assert "within 1 working day" in rows
    assert "Education Law" in rows
    assert "Health" not in rows


def test_csv_and_xlsx_have_the_rows_of_the_register(client: Client) -> None:
    from_csv, from_xlsx = csv_rows(client, EDUCATION), xlsx_rows(client, EDUCATION)
    assert len(from_csv) - 1 == table(client, EDUCATION).count("<tr")
    assert from_csv == from_xlsx


def test_export_has_all_pages(client: Client) -> None:
    address = "/en/penalties/?jurisdiction=KZ&on=2026-06-01"
    assert table(client, address).count("<tr") == 50
    assert len(csv_rows(client, address)) - 1 > 50


def test_exported_row_has_its_own_permanent_address(client: Client) -> None:
    header, first, *_ = csv_rows(client, EDUCATION)
    assert first[header.index("Address")].startswith("http://testserver/en/laws/kz/")
    assert first[header.index("Address")].endswith("?on=2026-06-01")


@pytest.mark.parametrize(
    ("day", "money"),
    [("2026-03-01", "865,000 tenge at the 2026 rate"), ("2025-10-01", "786,400 tenge at the 2025 rate")],
)
def test_penalties_show_the_money_of_the_day(client: Client, day: str, money: str) -> None:
    page = body(client, f"/en/penalties/?law=kz-criminal-code-2014&q=stalking&on={day}")
    assert f"200 MCI ({money})" in page
    assert "the day of the offence counts" in page


def test_penalties_say_that_no_rate_is_established(client: Client) -> None:
    page = body(client, "/en/penalties/?law=kz-criminal-code-2014&q=stalking&on=2027-02-01")
    assert "no rate established for 2027" in page


def test_penalty_of_a_part_is_named_by_its_article(client: Client) -> None:
    rows = table(client, "/en/penalties/?law=kz-administrative-offences-2014&kind=fine&on=2026-06-01")
    assert "Article 73-3(1)" in rows
    assert "Defamation" in rows


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_every_register_reads_in_every_language(client: Client, register: str, language: str) -> None:
    assert "<table" in body(client, f"/{language}/{register}/")


@pytest.mark.parametrize("register", REGISTERS)
def test_register_needs_few_queries(
    client: Client, register: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        client.get(f"/en/{register}/?jurisdiction=KZ&scope=all&q=a")


def test_default_is_what_is_in_force_on_the_day(client: Client) -> None:
    old = "/en/duties/?law=kz-domestic-violence-2009"
    assert "<tbody" in body(client, old + "&on=2025-06-01")
    assert "No duty matches these filters." in body(client, old + "&on=2026-03-02")


def test_all_rules_include_past_and_proposed_and_say_so(client: Client) -> None:
    past = table(client, "/en/duties/?law=kz-domestic-violence-2009&scope=all&on=2026-03-02")
    assert "No longer in force" in past
    bill = table(client, "/en/penalties/?law=kz-workplace-harassment-bill&scope=all")
    assert "Proposed, not law" in bill


def test_bill_is_in_no_register_of_law_in_force(client: Client) -> None:
    assert "No penalty matches" in body(client, "/en/penalties/?law=kz-workplace-harassment-bill")


def test_country_includes_its_parts(client: Client) -> None:
    make_duty(make_version_in("PK-PB"), "Keep a register of Punjab")
    assert "Keep a register of Punjab" in table(client, "/en/duties/?jurisdiction=PK&q=register+Punjab")
    assert "No duty" in body(client, "/en/duties/?jurisdiction=KZ&q=register+Punjab")


def test_provision_without_topics_has_those_of_its_law(client: Client) -> None:
    version = make_version_in()
    version.provision.law.topics.add(1)
    topic = version.provision.law.topics.get()
    make_duty(version, "Do what has no topic of its own")
    assert "no topic of its own" in table(client, f"/en/duties/?topic={topic.slug}&q=no+topic")


def test_words_are_found_in_another_language_than_the_page(client: Client) -> None:
    assert "Tell law-enforcement bodies" in table(client, "/en/duties/?q=правоохранительные&on=2026-06-01")


def test_key_of_a_translation_is_no_word(client: Client) -> None:
    assert "No duty matches" in body(client, "/en/duties/?q=action_ru")


@pytest.fixture
def deadlines() -> ProvisionVersion:
    version = make_version_in()
    for number, (value, unit) in enumerate([(1, "months"), (8, "days"), (30, "hours"), (5, "working-days")]):
        make_duty(version, f"Timed {value} {unit}", position=number, deadline_value=value, deadline_unit=unit)
    make_duty(version, "Timed not", position=9)
    make_duty(version, "Timed at once", position=8, immediate=True)
    return version


def order_of(text: str, words: list[str]) -> list[str]:
    return sorted((word for word in words if word in text), key=text.index)


def test_duties_are_sorted_by_the_real_length_of_their_deadline(
    client: Client, deadlines: ProvisionVersion
) -> None:
    soonest_first = ["at once", "30 hours", "5 working-days", "8 days", "1 months", "not"]
    expected = [f"Timed {each}" for each in soonest_first]
    assert order_of(table(client, "/en/duties/?q=Timed"), sorted(expected)) == expected


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("at-once", ["at once"]),
        ("day", []),
        ("week", ["30 hours", "5 working-days"]),
        ("longer", ["8 days", "1 months"]),
        ("none", ["not"]),
        ("at-once&deadline=none", ["at once", "not"]),
    ],
)
def test_duties_are_chosen_by_deadline(
    client: Client, deadlines: ProvisionVersion, chosen: str, found: list[str]
) -> None:
    page = body(client, f"/en/duties/?q=Timed&deadline={chosen}")
    every = ["at once", "30 hours", "5 working-days", "8 days", "1 months", "not"]
    assert [each for each in every if f"Timed {each}" in page] == found


def test_duties_are_sorted_by_who_in_the_alphabet_of_the_page(client: Client) -> None:
    version = make_version_in()
    names = {"police": "Үй", "court": "Азамат", "prosecutor": "Ясли"}
    for slug, name in names.items():
        Role.objects.filter(slug=slug).update(i18n={"name_kk": name})
        make_duty(version, "Ordered by bearer", bearer=slug)
    rows = table(client, "/kk/duties/?q=Ordered+bearer&sort=who")
    assert order_of(rows, ["Ясли", "Үй", "Азамат"]) == ["Азамат", "Үй", "Ясли"]


def test_penalties_are_sorted_by_kind_mildest_first(client: Client) -> None:
    version = make_version_in(short_title="Law of sorted penalties")
    law = version.provision.law.identifier
    for kind in ("imprisonment", "warning", "fine"):
        Penalty.objects.create(version=version, kind=kind)
    rows = table(client, f"/en/penalties/?law={law}&sort=kind")
    assert order_of(rows, ["Imprisonment", "Fine", "Warning"]) == ["Warning", "Fine", "Imprisonment"]


def test_column_that_sorts_says_so_and_others_offer_to(client: Client) -> None:
    page = body(client, "/en/duties/?sort=who&jurisdiction=KZ")
    assert 'aria-sort="ascending"' in page
    assert 'href="?jurisdiction=KZ&amp;sort=law"' in page


def test_form_sent_with_empty_fields_leads_to_a_tidy_address(client: Client) -> None:
    response = client.get("/en/duties/?bearer=&topic=&deadline=day&deadline=week&q=&sort=&on=2026-06-01")
    assert response.status_code == 302
    assert parse_qs(urlsplit(response["Location"]).query) == {
        "deadline": ["day", "week"],
        "on": ["2026-06-01"],
    }


@pytest.mark.parametrize(
    "query",
    [
        "bearer=nobody",
        "jurisdiction=XX",
        "topic=1%27%20OR%201=1",
        "deadline=soon",
        "law=none",
        "sort=-pk",
        "scope=hidden",
        "q=" + "a" * 201,
        "q=%00",
        "bearer=%00",
        "on=2024-13-45",
        "on=0001-01-01",
        "format=exe",
    ],
)
def test_value_that_is_not_offered_answers_400(client: Client, query: str) -> None:
    body(client, f"/en/duties/?{query}", status=400)


def test_refused_value_is_named_in_the_form(client: Client) -> None:
    assert "nobody is not one of the available choices" in body(
        client, "/en/duties/?bearer=nobody", status=400
    )


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999999999999999999", "%00"])
def test_page_that_there_is_not_answers_404(client: Client, page: str) -> None:
    body(client, f"/en/duties/?page={page}", status=404)


@pytest.mark.parametrize("words", ["%25", "_", "'", '"', "\\", "(", "‮", "a & b | !c", "<script>"])
def test_words_are_taken_literally(client: Client, words: str) -> None:
    assert client.get("/en/duties/", {"q": words}).status_code == 200


def test_only_values_that_exist_are_offered(client: Client) -> None:
    Role.objects.create(slug="unheard-of", name="Unheard-of role")
    assert "Unheard-of role" not in body(client, "/en/duties/")


def test_links_into_the_law_keep_the_day(client: Client) -> None:
    assert "/?on=2026-06-01" in table(client, EDUCATION)


def test_another_day_than_today_has_a_loud_frame(client: Client) -> None:
    assert "This is not the law of today." in body(client, EDUCATION)


def test_nothing_found_says_what_to_do_next(client: Client) -> None:
    page = body(client, "/en/rights/?q=xyzzy")
    assert "No right matches these filters." in page
    assert "All rights" in page
    assert "scope=all" in page


def test_empty_database_has_empty_registers(client: Client) -> None:
    Duty.objects.all().delete()
    assert "No duty matches these filters." in body(client, "/en/duties/")


def test_export_of_refused_filters_is_no_file(client: Client) -> None:
    assert client.get("/en/duties/?bearer=nobody&format=csv").status_code == 400
