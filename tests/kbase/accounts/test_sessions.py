"""How long a sign-in lasts, where it is listed, and how it is ended elsewhere."""

import time
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from kbase.accounts import sessions
from kbase.accounts.session_store import SessionStore, digest_of
from tests.factories import accounts

pytestmark = pytest.mark.django_db
SESSIONS = "/en/account/sessions/"


def make_older(client: Client, *, started: float = 0, seen: float = 0) -> None:
    """Put the beginning and the last use of a client's sign-in back by so many seconds."""
    session = client.session
    session[sessions.STARTED] -= started
    session[sessions.SEEN] -= seen
    session.save()


def is_signed_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def by_pages(username: str = "aigerim", **headers: str) -> Client:
    """Sign in through the pages, as a session is listed only then."""
    client = Client(headers=headers)
    client.post("/en/account/sign-in/", {"login": username, "password": accounts.PASSWORD})
    # In the tests a code may serve several clients; that it serves one is tested with signing in.
    from django.core.cache import cache

    cache.clear()
    client.post("/en/account/sign-in/second-step/", {"code": accounts.totp_code()})
    return client


def test_sign_in_lasts_while_it_is_used(client: Client):
    accounts.staff_client(client)
    make_older(client, started=7.9 * 3600, seen=29 * 60)
    assert is_signed_in(client)
    assert time.time() - client.session[sessions.SEEN] < 10


def test_sign_in_ends_after_half_an_hour_without_use(client: Client):
    accounts.staff_client(client)
    make_older(client, started=1800, seen=1800)
    assert not is_signed_in(client)


def test_sign_in_ends_after_eight_hours_however_much_it_is_used(client: Client):
    accounts.staff_client(client)
    make_older(client, started=8 * 3600)
    assert not is_signed_in(client)


def test_session_that_ended_is_gone_for_good(client: Client):
    accounts.staff_client(client)
    make_older(client, seen=1800)
    key = client.session.session_key
    client.get("/admin/")
    assert client.session.session_key != key
    assert not Session.objects.filter(session_key=digest_of(key)).exists()


def test_nothing_that_the_database_holds_of_a_session_signs_in():
    """Neither what stands for its key, nor its content under a key of somebody else's, nor one made up."""
    accounts.staff()
    here, key = by_pages(), settings.SESSION_COOKIE_NAME
    cookie = here.cookies[key].value
    row, noted = Session.objects.get(), UserSession.objects.get()
    assert row.pk == noted.session_key == digest_of(cookie)
    for kept in (str(value) for each in (row, noted) for value in vars(each).values()):
        assert cookie not in kept
        assert not is_signed_in(with_cookie(kept))
    mine = "m" * 32
    for content in (row.session_data, "e30", DatabaseStore().encode(here.session._session)):
        Session.objects.update_or_create(
            session_key=digest_of(mine),
            defaults={"session_data": content, "expire_date": row.expire_date},
        )
        assert not is_signed_in(with_cookie(mine))
    assert is_signed_in(here)


def with_cookie(value: str) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = value.replace("\n", " ")
    return client


def test_new_password_ends_other_sessions_and_this_one_stays_listed():
    accounts.staff()
    here, there = by_pages(user_agent="Firefox"), by_pages(user_agent="Elsewhere")
    new = "eleven brown cows eat hay"
    words = {"oldpassword": accounts.PASSWORD, "password1": new, "password2": new}
    here.post("/en/account/password/", words)
    page = here.get(SESSIONS).content.decode()
    assert page.count("This browser") == 1
    assert "Elsewhere" not in page
    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_second_factor_is_asked_again_after_a_session_ended(client: Client):
    """What was proved in the old session counts no more, be it a passkey or a code."""
    accounts.staff_client(client)
    make_older(client, seen=1800)
    client.get("/admin/")
    response = client.post("/en/account/sign-in/", {"login": "aigerim", "password": accounts.PASSWORD})
    assert response["Location"] == "/en/account/sign-in/second-step/"


def test_clock_put_back_does_not_lengthen_a_session(client: Client):
    accounts.staff_client(client)
    make_older(client, started=-3600, seen=-3600)
    assert not is_signed_in(client)


def test_reading_within_a_minute_writes_nothing(client: Client):
    accounts.staff_client(client)
    make_older(client, seen=50)
    seen = client.session[sessions.SEEN]
    assert is_signed_in(client)
    assert client.session[sessions.SEEN] == seen


def test_sessions_are_listed_with_where_they_are_from():
    accounts.staff()
    here, there = by_pages(user_agent="Firefox here"), by_pages(user_agent="Chromium there")
    page = here.get(SESSIONS).content.decode()
    assert "Firefox here" in page
    assert "Chromium there" in page
    assert page.count("This browser") == 1
    assert is_signed_in(there)


def test_signing_out_everywhere_else_keeps_this_session():
    accounts.staff()
    here, there = by_pages(), by_pages()
    here.post(SESSIONS)
    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_sign_in_stands_for_others_before_its_answer_is_sent(rf):
    """Another sign-in at that moment must not forget it: nothing would end it then."""
    account = accounts.staff()
    request = rf.get("/")
    request.session = SessionStore()
    login(request, account, "django.contrib.auth.backends.ModelBackend")
    sessions.note_sign_in(request, account)
    (noted,) = sessions.standing(account)
    sessions.change_key(request)
    (found,) = sessions.standing(account)
    assert found.pk == noted.pk
    assert sessions.is_here(found, request)


def test_sessions_of_others_are_neither_listed_nor_ended():
    accounts.staff()
    accounts.staff("botagoz")
    here, other = by_pages(user_agent="Firefox"), by_pages("botagoz", user_agent="Other browser")
    assert "Other browser" not in here.get(SESSIONS).content.decode()
    here.post(SESSIONS)
    assert is_signed_in(other)


def test_session_past_its_time_is_not_listed():
    accounts.staff()
    here, _there = by_pages(user_agent="Firefox"), by_pages(user_agent="Left open")
    UserSession.objects.filter(user_agent="Left open").update(
        last_seen_at=timezone.now() - timedelta(minutes=31)
    )
    assert "Left open" not in here.get(SESSIONS).content.decode()


def test_public_pages_never_look_at_the_session(client: Client):
    accounts.staff_client(client)
    make_older(client, seen=1800)
    response = client.get("/en/about/")
    assert "Set-Cookie" not in response.headers
    assert client.session[sessions.SEEN] < time.time() - 1700


@pytest.mark.parametrize(
    "path", ["/admin/", "/en/account/", SESSIONS, "/en/account/password/", "/admin/login/"]
)
def test_pages_of_a_person_are_never_stored(client: Client, path: str):
    accounts.staff_client(client)
    assert client.get(path)["Cache-Control"] == "no-store, private"
    assert Client().get(path)["Cache-Control"] == "no-store, private"
