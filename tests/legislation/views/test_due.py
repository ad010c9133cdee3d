"""When is it due? The page counts for a moment and keeps nothing of it."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

WARNING = "/en/laws/kz/offence-prevention-2025/art_51/due/1/"
SAME_DAY = "/en/laws/kz/offence-prevention-2025/art_60/due/2/"
WEEKLY = "/en/laws/kz/offence-prevention-2025/art_60/due/3/"
TEACHER = "/en/laws/kz/education-2007/art_51__para_3__point_10/due/1/"
OLD_ORDER = "/en/laws/kz/domestic-violence-2009/art_20__para_1/due/3/"


def text(response: object) -> str:
    page = re.sub(r"<[^>]+>", " ", response.content.decode())  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", page)


def ask(client: Client, address: str, day: str, time: str = "", **more: str) -> str:
    response = client.post(address, {"day": day, "time": time, **more})
    assert response.status_code == 200
    return text(response)


def test_page_says_the_duty_and_how_it_is_counted(client: Client) -> None:
    page = text(client.get(WARNING))
    assert "within 24 hours" in page
    assert "the announcement of the official warning" in page
    assert "The law does not say how to count." in page
    assert "not yet confirmed by a second person" in page


def test_answer_comes_with_its_working(client: Client) -> None:
    page = ask(client, WARNING, "2026-03-02", "18:20")
    assert "3 March 2026, 18:20 (UTC+05)" in page
    assert "Plus 24 hours" in page


def test_nothing_of_the_moment_is_kept(client: Client) -> None:
    response = client.post(WARNING, {"day": "2026-03-02", "time": "18:20"})
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies
    assert "Set-Cookie" not in response.headers
    assert "18:20" not in client.get(WARNING).content.decode()


def test_a_moment_in_the_address_is_ignored(client: Client) -> None:
    page = text(client.get(f"{WARNING}?day=2026-03-02&time=18:20"))
    assert "3 March 2026" not in page


def test_no_token_is_asked_for_because_no_cookie_is_set() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(WARNING, {"day": "2026-03-02"}).status_code == 200


def test_day_alone_is_counted_from_its_first_moment(client: Client) -> None:
    page = ask(client, WARNING, "2026-03-05")
    assert "Only the day is known" in page
    assert "6 March 2026, 00:00" in page


def test_month_alone_is_counted_from_its_first_moment(client: Client) -> None:
    page = ask(client, WARNING, "2026-04-17", month_only="on")
    assert "2 April 2026, 00:00" in page


def test_same_day_ends_with_the_day(client: Client) -> None:
    assert "Due: 2 March 2026, 23:59:59" in ask(client, SAME_DAY, "2026-03-02", "09:00")


def test_working_days_leave_out_nauryz_and_name_their_calendar(client: Client) -> None:
    page = ask(client, TEACHER, "2026-03-20", "15:00")
    assert "Due: 26 March 2026, 15:00" in page
    assert "day off in place of Nauryz" in page
    assert "KZ, holidays" in page


def test_recurring_duty_shows_the_ends_that_follow(client: Client) -> None:
    page = ask(client, WEEKLY, "2026-03-02", "18:20")
    assert all(f"{day} March 2026, 18:20" in page for day in (9, 16, 23, 30))


def test_event_before_the_wording_held_is_said_to_be_under_another_rule(client: Client) -> None:
    page = ask(client, WARNING, "2026-03-01", "23:59")
    assert "Another rule may count" in page


def test_month_in_which_the_law_changed_is_said_to_be_unclear(client: Client) -> None:
    assert "Another rule may count" in ask(client, WARNING, "2026-03-10", month_only="on")


def test_first_day_of_the_law_is_under_its_rule(client: Client) -> None:
    assert "Another rule may count" not in ask(client, WARNING, "2026-03-02", "00:00")


def test_repealed_duty_is_still_counted_for_its_days(client: Client) -> None:
    page = ask(client, OLD_ORDER, "2024-02-29", "12:00")
    assert "1 March 2024, 11:00 (UTC+05)" in page
    assert "from UTC+06 to UTC+05" in page


def test_time_that_happened_twice_is_asked_about(client: Client) -> None:
    response = client.post(OLD_ORDER, {"day": "2024-02-29", "time": "23:30"})
    assert "second_time" in response.content.decode()
    assert "22:30" in text(response)
    assert "23:30 (UTC+05)" in ask(client, OLD_ORDER, "2024-02-29", "23:30", second_time="on")


@pytest.mark.parametrize(
    "values", [{}, {"day": "31.02.2026"}, {"day": "1890-01-01"}, {"day": "2026-03-02", "time": "x"}]
)
def test_what_is_no_moment_is_refused_in_words(client: Client, values: dict[str, str]) -> None:
    response = client.post(WARNING, values)
    assert response.status_code == 422
    assert "field-error" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/en/laws/kz/offence-prevention-2025/art_51/due/3/",  # no deadline, no clock
        "/en/laws/kz/offence-prevention-2025/art_51/due/99/",
        "/en/laws/kz/offence-prevention-2025/art_51/due/0/",
        "/en/laws/kz/none/art_51/due/1/",
    ],
)
def test_duty_without_a_clock_has_no_such_page(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_every_clock_of_the_data_is_counted_in_every_language(client: Client, language: str) -> None:
    from legislation.clock_rows import due_url
    from legislation.models import Duty
    from legislation.norm_rows import for_rows

    duties = for_rows(Duty.objects.published().filter(clock__isnull=False))
    assert duties.count() >= 50
    for duty in duties:
        address = due_url(duty).replace("/en/", f"/{language}/", 1)
        assert client.post(address, {"day": "2026-03-20", "time": "15:00"}).status_code == 200, address
