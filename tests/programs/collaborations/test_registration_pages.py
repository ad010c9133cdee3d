"""Registering without an account, and coming back with the code."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from programs.models import Event
from tests.factories import collaborations as made

pytestmark = pytest.mark.django_db
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
FORM = {"name": "Aigerim", "email": "aigerim@example.org", "language": "en"}


def open_event(**values: object) -> Event:
    now = timezone.now()
    times = {
        "starts_at": now + dt.timedelta(days=9),
        "ends_at": now + dt.timedelta(days=10),
        "register_until": now + dt.timedelta(days=5),
    }
    return made.make_event(**(times | values))


def code_in(page: str) -> str:
    found = CODE.search(page.partition("receipt-code")[2])
    assert found
    return found[0]


def register(client: Client, event: Event, page: str = "en", **values: str) -> str:
    response = client.post(f"/{page}/events/{event.slug}/register/", FORM | values)
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_one_registers_and_comes_back_in_every_language(client: Client, language: str) -> None:
    event = open_event()
    form = client.get(f"/{language}/events/{event.slug}/register/")
    assert "no-store" in form["Cache-Control"]
    code = code_in(register(client, event, language, language=language))
    seen = client.post(f"/{language}/events/registration/", {"code": f" {code.lower().replace('-', ' ')} "})
    assert event.title in seen.content.decode()
    assert "no-store" in seen["Cache-Control"]


def test_online_address_is_shown_to_who_has_a_place_alone(client: Client) -> None:
    event = open_event(capacity=1, is_online=True, online_url="https://meet.example.org/x")
    assert "meet.example.org" in register(client, event)
    assert "meet.example.org" not in register(client, event, email="b@example.org")


def test_who_waits_sees_how_many_are_before(client: Client) -> None:
    event = open_event(capacity=1)
    for number in range(2):
        register(client, event, email=f"{number}@example.org")
    assert "1 person is before you" in register(client, event)


def test_withdrawing_by_code_frees_the_place_and_deletes_the_details(client: Client) -> None:
    event = open_event(capacity=1)
    code = code_in(register(client, event))
    register(client, event, email="b@example.org")
    page = client.post("/en/events/registration/", {"code": code, "withdraw": "1"}).content.decode()
    assert "You have withdrawn" in page
    first, second = event.registrations.order_by("number")
    assert (first.state, first.email, second.state) == ("withdrawn", "", "registered")
    again = client.post("/en/events/registration/", {"code": code, "withdraw": "1"})
    assert "withdrawn already" in again.content.decode()


def test_details_can_be_deleted_after_the_event(client: Client) -> None:
    event = open_event()
    code = code_in(register(client, event))
    now = timezone.now()
    Event.objects.update(
        starts_at=now - dt.timedelta(days=2),
        ends_at=now - dt.timedelta(days=1),
        register_until=now - dt.timedelta(days=3),
    )
    page = client.post("/en/events/registration/", {"code": code, "erase": "1"}).content.decode()
    assert "Your details are deleted" in page
    assert event.registrations.get().name == ""


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": ""}, "required"),
        ({"email": "", "phone": ""}, "e-mail address or a telephone number"),
        ({"email": "nobody"}, "valid email"),
        ({"phone": "call me"}, "Write digits"),
        ({"phone": "......"}, "Write digits"),
        ({"name": "\u200b\u202e"}, "Write your name in letters"),
        ({"language": "xx"}, "valid choice"),
        ({"country": "US"}, "valid choice"),
        ({"needs": "x" * 501}, "at most 500"),
    ],
)
def test_bad_registration_is_refused_with_words_and_kept(
    client: Client, values: dict[str, str], words: str
) -> None:
    event = open_event()
    given = FORM | {"needs": "A ramp"} | values
    response = client.post(f"/en/events/{event.slug}/register/", given)
    page = response.content.decode()
    assert response.status_code == 400
    assert words in page
    assert values.get("name", "Aigerim").strip("\u200b\u202e") in page
    assert not event.registrations.exists()


def test_second_registration_is_refused_with_words(client: Client) -> None:
    event = open_event()
    register(client, event)
    response = client.post(f"/en/events/{event.slug}/register/", FORM)
    assert response.status_code == 400
    assert "already" in response.content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"register_until": timezone.now() - dt.timedelta(days=1)},
        {"state": "cancelled", "cancel_reason": "Flood"},
    ],
)
def test_closed_registration_says_so_to_who_asks_and_who_sends(
    client: Client, values: dict[str, object]
) -> None:
    event = open_event(**values)
    for method in (client.get, client.post):
        response = method(f"/en/events/{event.slug}/register/", FORM)
        assert response.status_code == 409
        assert "Registration is closed" in response.content.decode()
    assert not event.registrations.exists()


@pytest.mark.parametrize("code", ["", "abc", "7K3M-Q9TX-0B2D-W5HZ", "7K3M-Q9TX-0B2D-W5H!"])
def test_wrong_code_says_what_a_code_looks_like_or_that_none_has_it(client: Client, code: str) -> None:
    response = client.post("/en/events/registration/", {"code": code})
    assert response.status_code == 400
    assert "text-danger" in response.content.decode() or "invalid" in response.content.decode()


def test_codes_cant_be_tried_without_end(client: Client) -> None:
    for _try in range(20):
        assert client.post("/en/events/registration/", {"code": "7K3M-Q9TX-0B2D-W5HZ"}).status_code == 400
    assert client.post("/en/events/registration/", {"code": "7K3M-Q9TX-0B2D-W5HZ"}).status_code == 429


def test_form_of_another_site_is_refused() -> None:
    event = open_event()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/en/events/{event.slug}/register/", FORM).status_code == 403


NUMBER = re.compile(r'name="form_number" value="([0-9a-f]{32})"')


def numbered(client: Client, event: Event) -> str:
    found = NUMBER.search(client.get(f"/en/events/{event.slug}/register/").content.decode())
    assert found
    return found[1]


def test_second_click_shows_the_same_code_and_takes_no_second_place(client: Client) -> None:
    event = open_event()
    number = numbered(client, event)
    codes = {code_in(register(client, event, form_number=number)) for _click in range(2)}
    assert len(codes) == 1
    assert event.registrations.count() == 1
    assert event.title in client.post("/en/events/registration/", {"code": codes.pop()}).content.decode()


def test_form_filled_in_anew_for_a_friend_gives_her_a_code_of_her_own(client: Client) -> None:
    event = open_event()
    number = numbered(client, event)
    codes = {
        code_in(register(client, event, form_number=number, email=f"{who}@example.org")) for who in ("a", "b")
    }
    assert len(codes) == 2
    assert event.registrations.count() == 2


def test_every_form_has_a_number_of_its_own(client: Client) -> None:
    event = open_event()
    assert numbered(client, event) != numbered(client, event)


def test_who_withdrew_isnt_brought_back_by_the_old_form(client: Client) -> None:
    event = open_event()
    number = numbered(client, event)
    code = code_in(register(client, event, form_number=number))
    client.post("/en/events/registration/", {"code": code, "withdraw": "1"})
    assert code_in(register(client, event, form_number=number)) != code
    assert sorted(event.registrations.values_list("state", flat=True)) == ["registered", "withdrawn"]


def test_before_the_event_details_go_with_the_place_alone(client: Client) -> None:
    event = open_event(capacity=1)
    code = code_in(register(client, event))
    page = client.post("/en/events/registration/", {"code": code, "erase": "1"}).content.decode()
    assert "Withdraw: that deletes your details at once" in page
    assert event.registrations.get().name == "Aigerim"


@pytest.mark.parametrize(
    "again",
    [
        {"email": "b@example.org", "phone": "8 701 000 00 09"},
        {"email": "", "phone": "+۷ ۷۰۱ ۰۰۰۰۰۰۹"},
        {"email": "AIGERIM@example.org", "phone": ""},
        {"email": "aigerim@example.org", "phone": "+92 300 0000000"},
    ],
)
def test_either_the_address_or_the_number_is_enough_to_be_the_same(
    client: Client, again: dict[str, str]
) -> None:
    event = open_event()
    register(client, event, phone="+7 701 000 00 09")
    response = client.post(f"/en/events/{event.slug}/register/", FORM | again)
    assert response.status_code == 400
    assert "this address or number already" in response.content.decode()
    assert event.registrations.count() == 1


def test_nobody_asks_for_addresses_without_end(client: Client) -> None:
    event = open_event()
    register(client, event)
    for _try in range(10):
        assert client.post(f"/en/events/{event.slug}/register/", FORM).status_code == 400
    assert client.post(f"/en/events/{event.slug}/register/", FORM).status_code == 429
