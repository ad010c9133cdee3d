"""Pages of mentoring: joining, coming back with the code, and the officers' page."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries  # type: ignore[attr-defined]

from programs.mentoring import joining
from programs.models import MentoringPair, MentoringProfile
from tests.factories import accounts
from tests.factories.mentoring import NOW, make_officer, make_pair, make_profile, with_code

pytestmark = pytest.mark.django_db

FILLED = {
    "name": "Aigerim",
    "email": "aigerim@example.org",
    "country": "KZ",
    "zone": "Asia/Almaty",
    "languages": ["kk", "en"],
    "sectors": ["trade"],
    "goals": ["export"],
    "borders": "across",
    "capacity": "2",
    "mon_from": "18:00",
    "mon_to": "20:00",
}
DESK = "/admin/mentoring/"


def join(client: Client, side: str = "mentor", **values: Any) -> Any:
    return client.post(f"/en/mentoring/join/{side}/", FILLED | values)


def code_of(page: str) -> str:
    return page.split('receipt-code" dir="ltr">')[1].split("<")[0]


def mine(client: Client, code: str, status: int = 200, **values: Any) -> str:
    response = client.post("/en/mentoring/mine/", {"code": code, **values})
    assert response.status_code == status, response.content.decode()
    return response.content.decode()


@pytest.fixture
def officer() -> Client:
    person = accounts.staff("matcher", groups=["Programme officer"])
    return accounts.sign_in(Client(), person)


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
@pytest.mark.parametrize("page", ["", "join/mentor/", "join/mentee/", "mine/"])
def test_every_page_reads_in_every_language(client: Client, language: str, page: str) -> None:
    assert "<h1" in client.get(f"/{language}/mentoring/{page}").content.decode()


def test_front_page_sets_no_cookie(client: Client) -> None:
    assert not client.get("/en/mentoring/").cookies


def test_who_joins_gets_a_code_that_finds_her_profile(client: Client) -> None:
    code = code_of(join(client).content.decode())
    profile = joining.find(code)
    assert profile is not None
    assert (profile.name, profile.state, profile.windows) == ("Aigerim", "waiting", ["mon 18:00-20:00"])
    assert "Aigerim" in mine(client, code)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": ""}, "required"),
        ({"email": "", "phone": ""}, "an e-mail address or a telephone number"),
        ({"mon_from": "", "mon_to": ""}, "at least one hour"),
        ({"mon_from": "20:00", "mon_to": "18:00"}, "the earlier first"),
        ({"mon_to": ""}, "the earlier first"),
        ({"languages": []}, "required"),
        ({"country": "XX"}, "not one of the available"),
        ({"zone": "Mars/Base"}, "not one of the available"),
        ({"capacity": "11"}, "less than or equal to 10"),
        ({"phone": "abc"}, "Write digits"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: Client, values: dict[str, Any], words: str
) -> None:
    response = join(client, **values)
    page = response.content.decode()
    assert response.status_code == 400
    assert words in page
    assert not MentoringProfile.objects.exists()
    assert 'value="aigerim@example.org"' in page or values.get("email") == ""


@pytest.mark.parametrize("code", ["", "1234", "0000 0000 0000 0000", "x" * 16])
def test_code_that_finds_nothing_is_refused_with_words(client: Client, code: str) -> None:
    assert "code" in mine(client, code, 400)


def test_names_and_contacts_are_shown_once_both_have_accepted(client: Client) -> None:
    mentor, mentor_code = with_code("mentor", name="Saule", phone="+7 701 0000009")
    mentee, mentee_code = with_code("mentee", name="Fatima")
    pair = make_pair("confirmed", mentor=mentor, mentee=mentee)
    before = mine(client, mentee_code)
    assert "Saule" not in before
    assert "0000009" not in before
    mine(client, mentor_code, act="accept", pair=pair.pk)
    after = mine(client, mentee_code, act="accept", pair=pair.pk)
    assert "Saule" in after
    assert "0000009" in after


def test_pair_goes_from_acceptance_to_feedback_on_the_page(client: Client) -> None:
    mentor, mentor_code = with_code("mentor")
    mentee, mentee_code = with_code("mentee")
    pair = make_pair("active", mentor=mentor, mentee=mentee)
    day = pair.proposed_at.date().isoformat()
    logged = mine(client, mentor_code, act="meeting", pair=pair.pk, held_on=day, minutes=60, note="Prices")
    assert "Prices" in logged
    mine(client, mentee_code, act="end", pair=pair.pk)
    for code in (mentor_code, mentee_code):
        mine(client, code, act="feedback", pair=pair.pk, rating=5, words="Good")
    pair.refresh_from_db()
    assert pair.state == "completed"


@pytest.mark.parametrize("act", ["accept", "decline", "end", "meeting", "feedback", "nonsense"])
def test_nobody_acts_on_the_pair_of_others(client: Client, act: str) -> None:
    pair = make_pair("confirmed")
    _stranger, code = with_code("mentee")
    assert "yours" in mine(client, code, 400, act=act, pair=pair.pk)
    pair.refresh_from_db()
    assert pair.state == "confirmed"


def test_her_data_leave_as_a_file_and_are_erased_when_she_asks(client: Client) -> None:
    profile, code = with_code("mentor", name="Saule")
    kept = json.loads(mine(client, code, act="download"))
    assert kept["profile"]["name"] == "Saule"
    assert "erased" in mine(client, code, act="erase")
    assert not MentoringProfile.objects.filter(pk=profile.pk).exists()


def test_own_page_is_never_kept_by_a_cache(client: Client) -> None:
    _profile, code = with_code("mentor")
    response = client.post("/en/mentoring/mine/", {"code": code})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("state", ["waiting", "closed"])
def test_nobody_opens_her_own_profile_before_staff_do_or_after_they_closed_it(
    client: Client, state: str
) -> None:
    profile, code = with_code("mentor", state)
    assert "can&#x27;t be done" in mine(client, code, 400, act="pause")
    profile.refresh_from_db()
    assert profile.state == state


def test_who_is_open_pauses_and_comes_back(client: Client) -> None:
    profile, code = with_code("mentor")
    for state in ("paused", "open"):
        mine(client, code, act="pause")
        profile.refresh_from_db()
        assert profile.state == state


@pytest.mark.parametrize("pair", ["9" * 19, "9" * 5000, "-1", "\0"])
def test_pair_that_no_number_can_be_is_refused_with_words(client: Client, pair: str) -> None:
    _profile, code = with_code("mentor")
    assert "yours" in mine(client, code, 400, act="accept", pair=pair)


def test_whom_staff_close_no_longer_gets_the_name_of_her_partner(client: Client) -> None:
    mentor, mentor_code = with_code("mentor")
    mentee, mentee_code = with_code("mentee", name="Fatima")
    pair = make_pair("confirmed", mentor=mentor, mentee=mentee)
    mine(client, mentee_code, act="accept", pair=pair.pk)
    joining.decide_profile(profile=mentor, after="closed", actor=make_officer(), now=NOW)
    assert "Fatima" not in mine(client, mentor_code, 400, act="accept", pair=pair.pk)
    pair.refresh_from_db()
    assert pair.state == "rejected"


ROUTES = ["", "run/", "pairs/{pair}/confirm/", "pairs/{pair}/reject/", "people/{profile}/erase/"]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("role", ["nobody", "editor", "reviewer"])
def test_officers_pages_are_closed_to_others(role: str, route: str) -> None:
    pair = make_pair()
    visitor = Client()
    if role != "nobody":
        group = {"editor": "Editor", "reviewer": "Reviewer"}[role]
        accounts.sign_in(visitor, accounts.staff(f"a-{role}", groups=[group]))
    address = DESK + route.format(pair=pair.pk, profile=pair.mentor_id)
    response = visitor.post(address) if route else visitor.get(address)
    assert response.status_code == (302 if role == "nobody" else 403)
    pair.refresh_from_db()
    assert pair.state == "proposed"
    assert MentoringProfile.objects.count() == 2


def test_officer_opens_profiles_proposes_and_confirms(officer: Client) -> None:
    mentor, mentee = make_profile("mentor", "waiting"), make_profile("mentee", "waiting")
    for profile in (mentor, mentee):
        assert officer.post(f"{DESK}people/{profile.pk}/open/").status_code == 302
    officer.post(f"{DESK}run/", {"borders": "across", "prefer_across": "on"})
    pair = MentoringPair.objects.get()
    page = officer.get(DESK).content.decode()
    assert mentor.name in page
    assert "35 of 35" in page
    officer.post(f"{DESK}pairs/{pair.pk}/confirm/")
    pair.refresh_from_db()
    assert pair.state == "confirmed"


def test_officer_is_told_why_a_step_is_refused(officer: Client) -> None:
    pair = make_pair("active")
    response = officer.post(f"{DESK}pairs/{pair.pk}/confirm/", follow=True)
    assert "something changed meanwhile" in response.content.decode()


def test_officers_page_needs_few_queries_however_many_pairs(
    officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(6):
        make_pair("proposed")
    make_pair("active")
    make_profile("mentor", "waiting")
    with django_assert_max_num_queries(20):
        officer.get(DESK)


def test_second_click_makes_no_second_profile_and_shows_the_same_code(client: Client) -> None:
    shown = client.get("/en/mentoring/join/mentor/").content.decode()
    found = re.search(r'name="form_number" value="([0-9a-f]{32})"', shown)
    assert found
    codes = {code_of(join(client, form_number=found[1]).content.decode()) for _click in range(2)}
    assert len(codes) == 1
    assert MentoringProfile.objects.count() == 1
    join(client, form_number=found[1], name="Another")
    assert MentoringProfile.objects.count() == 2


@pytest.mark.parametrize(("name", "phone"), [("\u200b", "+7 701 000 00 00"), ("Aigerim", "......")])
def test_name_and_number_that_say_nothing_are_refused(client: Client, name: str, phone: str) -> None:
    assert join(client, name=name, phone=phone).status_code == 400
    assert not MentoringProfile.objects.exists()
