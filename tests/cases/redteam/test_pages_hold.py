"""Tests 2, 6, 38, 41, 42, 44, 45, 46, 47 and 49 on every page of cases, as the URL resolver lists them."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from cases.choices import AccessKind
from cases.context import acting_as
from cases.models import CaseAccess
from kbase.accounts import sessions
from tests.cases.views.matrix import MATRIX, ROUTES, Scene, ask
from tests.factories import accounts
from tests.factories.cases import grant, make_case, make_party

pytestmark = pytest.mark.django_db
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
# One key a page, against being sent twice.
ONCE = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def posts(scene: Scene) -> list[str]:
    return [scene.address(name) for name in MATRIX]


def test_2_record_of_a_foreign_case_is_not_reached_through_ones_own(scene):
    own = make_case(scene.place, "other")
    client = scene.client("stranger")
    for name, parts in ROUTES.items():
        if "case_id" in parts and len(parts) > 1 and "verb" not in parts:
            for method in ("GET", "POST"):
                status = ask(client, method, scene.address(name, case_id=own.pk)).status_code
                assert status in (404, 405), (name, method)


def test_2_grant_of_a_foreign_case_is_not_revoked_through_ones_own(scene):
    own = make_case(scene.place, "other")
    scene.client("stranger").post(scene.address("work-access-revoke", case_id=own.pk))
    with acting_as(scene.place.user("worker")):
        assert CaseAccess.objects.get(pk=scene.grant.pk).revoked_at is None


def test_6_a_foreign_case_changes_no_byte_of_what_a_stranger_sees(scene):
    """Lists, counts, pages, days, logs: the same before and after, whatever is in a case of somebody else."""
    client = scene.client("stranger")
    own = make_case(scene.place, "other")
    places = [reverse(name) for name, parts in ROUTES.items() if not parts]
    places += [reverse("work-item", args=(own.pk,)), f"{reverse('work')}?page=2", f"{reverse('work')}?q=S1"]

    def seen() -> list[tuple[str, int, bytes]]:
        found = []
        for address in places:
            response = client.get(address)
            found.append((address, response.status_code, ONCE.sub(b"", TOKEN.sub(b"", response.content))))
        return found

    before = seen()
    for _case in range(3):
        grant(make_party(make_case(scene.place)).case, scene.place.colleague, AccessKind.COWORKER)
    assert seen() == before


def test_44_nothing_is_accepted_without_a_token_against_forgery(scene):
    client = Client(enforce_csrf_checks=True)
    accounts.sign_in(client, scene.place.user("worker"))
    for name in MATRIX:
        assert client.post(scene.address(name), {"reason": "forged"}).status_code == 403, name


def test_38_password_alone_opens_nothing_whatever_the_address(scene):
    client = accounts.sign_in(Client(), scene.place.user("worker"), second_factor=False)
    for address in [*posts(scene), "/admin/", "/en/account/", "/en/work/nothing/"]:
        for response in (client.get(address), client.post(address)):
            assert response.status_code in (302, 303, 403, 404), address
            assert b"work-person" not in response.content
            if "/work/" in address and response.status_code in (302, 303):
                assert response["Location"].startswith(reverse("account_login")), address


@pytest.mark.parametrize("tail", ["x.css", "a.js", "logo.png", ";.css", "%2e%2e/x.css", "?x.css"])
def test_42_page_passed_off_as_a_file_is_not_there_and_never_stored(scene, tail):
    response = scene.client("lead").get(f"/en/work/{scene.case.pk}/{tail}")
    assert response.status_code == (200 if tail.startswith("?") else 404)
    assert response["Cache-Control"] == "no-store, private"


def test_43_45_46_headers_of_every_answer(scene):
    """Never stored, never framed, no code but ours; pages, refusals and what isn't there alike."""
    lead, stranger = scene.client("lead"), scene.client("stranger")
    for client in (lead, stranger, Client()):
        for name in MATRIX:
            response = client.get(scene.address(name))
            policy = response["Content-Security-Policy"]
            for rule in (
                "default-src 'none'",
                "frame-ancestors 'none'",
                "base-uri 'none'",
                "form-action 'self'",
            ):
                assert rule in policy, (name, rule)
            assert "unsafe-inline" not in policy
            assert "unsafe-eval" not in policy
            assert response["X-Frame-Options"] == "DENY"
            assert response["X-Content-Type-Options"] == "nosniff"
            assert response["Referrer-Policy"] == "same-origin"
            if client is not stranger and response.status_code == 200:
                assert response["Cache-Control"] == "no-store, private", name


def test_46_no_page_of_cases_has_a_script_or_style_of_its_own(scene):
    client = scene.client("lead")
    for name in MATRIX:
        body = client.get(scene.address(name)).content.decode()
        assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=", body) == [], name


def test_47_links_to_other_sites_send_no_referrer(scene):
    client = scene.client("lead")
    for name in MATRIX:
        response = client.get(scene.address(name))
        if response.streaming:
            continue  # a file
        body = response.content.decode()
        for tag in re.findall(r'<a[^>]+href="https?://[^>]*>', body):
            assert "noreferrer" in tag, (name, tag)


def test_41_after_signing_out_every_page_asks_to_sign_in(scene):
    client = scene.client("lead")
    assert client.get(scene.address("work-item")).status_code == 200
    response = client.post(reverse("account_logout"))
    assert '"cache"' in response["Clear-Site-Data"]
    for name in MATRIX:
        assert client.get(scene.address(name)).status_code == 302, name


def test_41_cookie_of_an_ended_sign_in_is_worth_nothing(scene):
    client = scene.client("lead")
    cookies = client.cookies.copy()
    client.post(reverse("account_logout"))
    thief = Client()
    thief.cookies = cookies
    assert thief.get(scene.address("work-item")).status_code == 302


def test_49_what_was_typed_when_the_session_ended_is_offered_again_to_the_same_person(scene):
    client = scene.client("lead")
    address = scene.address("work-person-new")
    session = client.session
    session[sessions.SEEN] -= 30 * 60 + 1
    session.save()
    typed = {"kind": "witness", "language": "zh-typed"}
    response = client.post(address, typed, HTTP_ORIGIN="http://testserver")
    assert response.status_code == 303
    accounts.sign_in(client, scene.place.user("worker"))
    assert "zh-typed" in client.get(reverse("account_continue")).content.decode()


def test_49_after_eight_hours_the_session_is_over_however_much_it_is_used(scene):
    client = scene.client("lead")
    session = client.session
    session[sessions.STARTED] -= 8 * 60 * 60 + 1
    session.save()
    assert client.get(scene.address("work-item")).status_code == 302


def test_37_session_of_another_place_is_not_taken_over(scene):
    """A key that somebody planted before the sign-in is dead after it."""
    client = Client()
    client.get(reverse("account_login"))
    planted = client.session.session_key
    accounts.sign_in(client, scene.place.user("worker"))
    assert client.session.session_key != planted


def test_5_guessed_identity_of_a_case_is_not_there(scene):
    client = scene.client("lead")
    for _guess in range(20):
        assert client.get(reverse("work-item", args=(uuid.uuid4(),))).status_code == 404
