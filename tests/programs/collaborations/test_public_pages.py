"""Public pages of collaboration: empty at first, then actions, events, lessons and two countries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries  # type: ignore[attr-defined]

from legislation.exports.formats import FORMATS
from programs.models import ActionSource
from tests.factories import collaborations as made

pytestmark = pytest.mark.django_db

LISTS = ["collaboration/actions", "events", "collaboration/lessons"]
DAY = dt.timedelta(days=1)


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def coming(**values: object) -> object:
    now = timezone.now()
    times = {"starts_at": now + 9 * DAY, "ends_at": now + 10 * DAY, "register_until": now + 5 * DAY}
    return made.make_event(**(times | values))


def fill() -> None:
    for _number in range(3):
        action = made.make_action()
        ActionSource.objects.create(action=action, url="https://example.org/", publisher="Example")
        made.make_event(action=action)
        made.make_transfer(action=action)


@pytest.mark.parametrize("address", [*LISTS, "collaboration/kz-pk"])
@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_nothing_recorded_is_said_and_what_to_do(client: Client, language: str, address: str) -> None:
    assert 'class="empty"' in body(client, f"/{language}/{address}/")


@pytest.mark.parametrize("address", [*LISTS, "collaboration/kz-pk", "collaboration"])
def test_number_of_queries_doesnt_grow_with_the_rows(
    client: Client, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fill()
    client.get(f"/en/{address}/")
    with django_assert_max_num_queries(15):
        client.get(f"/en/{address}/")


@pytest.mark.parametrize("address", [*LISTS, "collaboration/kz-pk"])
@pytest.mark.parametrize("code", FORMATS)
def test_every_list_leaves_in_every_format(client: Client, address: str, code: str) -> None:
    fill()
    response = client.get(f"/en/{address}/?format={code}")
    assert response.status_code == 200
    assert len(b"".join(response.streaming_content)) > 200  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", LISTS)
def test_public_list_sets_no_cookie(client: Client, address: str) -> None:
    fill()
    assert not client.get(f"/en/{address}/").cookies


def test_detail_pages_need_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    action = made.make_action()
    pages = [action, made.make_event(action=action), made.make_transfer(action=action)]
    for record in pages:
        with django_assert_max_num_queries(12):
            assert client.get(record.get_absolute_url()).status_code == 200


def test_overdue_action_says_so_until_it_is_done(client: Client) -> None:
    late = made.make_action(due_on=timezone.now().date() - 2 * DAY)
    assert "Overdue" in body(client, late.get_absolute_url())
    assert late.title in body(client, "/en/collaboration/actions/?late=overdue")
    late.status, late.completed_on, late.result = "completed", late.due_on, "Done"
    late.save()
    assert "Overdue" not in body(client, late.get_absolute_url())
    assert late.title not in body(client, "/en/collaboration/actions/?late=overdue")


def test_due_today_is_not_overdue() -> None:
    action = made.make_action(due_on=dt.date(2026, 12, 1))
    assert not action.is_overdue(dt.date(2026, 12, 1))
    assert action.is_overdue(dt.date(2026, 12, 2))


def test_two_countries_have_one_address(client: Client) -> None:
    assert client.get("/en/collaboration/pk-kz/")["Location"].endswith("/en/collaboration/kz-pk/")
    body(client, "/en/collaboration/kz-kz/", 404)
    body(client, "/en/collaboration/kz-xx/", 404)


def test_parts_of_a_country_count_for_it_and_have_pages(client: Client) -> None:
    action = made.make_action(jurisdictions=["KZ", "PK-PB"])
    assert action.title in body(client, "/en/collaboration/kz-pk/")
    assert action.title in body(client, "/en/collaboration/kz-pk-pb/")


def test_page_of_two_countries_leaves_others_out(client: Client) -> None:
    other = made.make_action(jurisdictions=["PK", "PK-PB"])
    assert other.title not in body(client, "/en/collaboration/kz-pk/")


def test_page_of_two_countries_knows_lessons_both_ways(client: Client) -> None:
    from legislation.models import Jurisdiction

    kazakhstan, pakistan = (Jurisdiction.objects.get(code=code) for code in ("KZ", "PK"))
    there = made.make_transfer(to_jurisdiction=pakistan)
    provision = made.make_provision(made.make_law(jurisdiction=pakistan))
    back = made.make_transfer(provision=provision, to_jurisdiction=kazakhstan)
    page = body(client, "/en/collaboration/kz-pk/")
    assert there.title in page
    assert back.title in page


def test_draft_is_seen_nowhere(client: Client) -> None:
    draft = made.make_event(state="draft")
    body(client, draft.get_absolute_url(), 404)
    body(client, f"{draft.get_absolute_url()}calendar.ics", 404)
    body(client, f"{draft.get_absolute_url()}register/", 404)
    for address in ("/en/events/", "/en/events/calendar.ics", "/en/collaboration/kz-pk/"):
        assert draft.title not in body(client, address)
    assert draft.get_absolute_url() not in body(client, f"/en/search/?q={draft.title.replace(' ', '+')}")


def test_site_search_finds_what_is_recorded(client: Client) -> None:
    event = made.make_event(title="Forum of women exporters", i18n={"title_ru": "Форум экспортёров"})
    action = made.make_action(title="Guide for women exporters")
    found = body(client, "/en/search/?q=women+exporters")
    assert event.get_absolute_url() in found
    assert action.get_absolute_url() in found
    assert f"/ru/events/{event.slug}/" in body(client, "/ru/search/?q=форум+экспортёров")


def test_event_shows_its_own_clock_and_those_of_the_countries(client: Client) -> None:
    event = coming(
        zone="Europe/London",
        starts_at=dt.datetime(2027, 7, 1, 9, tzinfo=dt.UTC),
        ends_at=dt.datetime(2027, 7, 1, 11, tzinfo=dt.UTC),
        register_until=dt.datetime(2027, 6, 1, tzinfo=dt.UTC),
    )
    page = body(client, event.get_absolute_url())  # type: ignore[attr-defined]
    assert "10:00–12:00" in page, "summer time of London"
    assert "14:00–16:00" in page, "five hours before UTC"


def test_event_over_a_change_of_clocks_shows_both_offsets(client: Client) -> None:
    event = coming(
        zone="Europe/Berlin",
        starts_at=dt.datetime(2027, 10, 30, 23, 30, tzinfo=dt.UTC),
        ends_at=dt.datetime(2027, 10, 31, 2, 30, tzinfo=dt.UTC),
        register_until=dt.datetime(2027, 10, 1, tzinfo=dt.UTC),
    )
    page = body(client, event.get_absolute_url())  # type: ignore[attr-defined]
    assert "01:30 (GMT+02:00)" in page
    assert "03:30 (GMT+01:00)" in page
    assert "04:30–07:30" in page, "the clocks of both countries stay as they are"


def test_night_in_which_almaty_put_its_clocks_back_is_told_for_both_countries(client: Client) -> None:
    event = coming(
        zone="Asia/Almaty",
        starts_at=dt.datetime(2024, 2, 29, 16, tzinfo=dt.UTC),
        ends_at=dt.datetime(2024, 2, 29, 20, tzinfo=dt.UTC),
        register_until=dt.datetime(2024, 2, 1, tzinfo=dt.UTC),
    )
    page = body(client, event.get_absolute_url())  # type: ignore[attr-defined]
    assert "22:00 (GMT+06:00)" in page
    assert "01:00 (GMT+05:00)" in page
    assert "In Pakistan: 29 February 2024" in page, "its clock was an hour apart when it began"


def test_online_address_is_not_public(client: Client) -> None:
    event = coming(is_online=True, online_url="https://meet.example.org/secret")
    assert "meet.example.org" not in body(client, event.get_absolute_url())  # type: ignore[attr-defined]
    assert "meet.example.org" not in body(client, "/en/events/calendar.ics")


def test_bad_place_of_the_feed_is_refused_with_words(client: Client) -> None:
    assert "Give a code such as KZ" in body(client, "/en/events/calendar.ics?place=XX", 400)
