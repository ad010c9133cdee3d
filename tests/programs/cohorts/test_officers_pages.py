"""Pages of programme officers: who reaches them, what they refuse, how many queries they need."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries  # type: ignore[attr-defined]

from programs.cohorts import deciding
from programs.models import Application, Cohort, CohortQuestion, CohortSession
from programs.permissions import OFFICER
from tests.factories.accounts import sign_in, staff, user
from tests.factories.cohorts import (
    NOW,
    make_application,
    make_cohort,
    make_officer,
    make_question,
    make_session,
)
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db


def officer_client() -> Client:
    client = Client()
    client.user = make_officer()  # type: ignore[attr-defined]
    return sign_in(client, client.user)  # type: ignore[attr-defined]


def everything() -> dict[str, str]:
    """Give the address of every page, by its name."""
    cohort = make_cohort()
    question, session = make_question(cohort), make_session(cohort)
    application = make_application(cohort, "enrolled")
    deciding.complete(application=application, actor=make_officer(), now=NOW)
    of_cohort = [
        "cohort", "edit", "report", "question-new", "applications", "session-new", "open", "close",
    ]  # fmt: skip
    addresses = {name: reverse(f"cohort-desk-{name}", args=(cohort.pk,)) for name in of_cohort}
    return addresses | {
        "front": reverse("cohort-desk"),
        "new": reverse("cohort-desk-new"),
        "outcomes": reverse("cohort-desk-outcomes"),
        "outcome": reverse("cohort-desk-outcome", args=(application.outcomes.first().pk,)),
        "application": reverse("cohort-desk-application", args=(application.pk,)),
        "question": reverse("cohort-desk-question", args=(cohort.pk, question.pk)),
        "question-delete": reverse("cohort-desk-question-delete", args=(cohort.pk, question.pk)),
        "question-up": reverse("cohort-desk-question-up", args=(cohort.pk, question.pk)),
        "question-down": reverse("cohort-desk-question-down", args=(cohort.pk, question.pk)),
        "session": reverse("cohort-desk-session", args=(cohort.pk, session.pk)),
        "attendance": reverse("cohort-desk-attendance", args=(cohort.pk, session.pk)),
        "session-delete": reverse("cohort-desk-session-delete", args=(cohort.pk, session.pk)),
    }


POST_ONLY = {"open", "close", "question-delete", "question-up", "question-down", "session-delete"}


def test_officer_reaches_every_page() -> None:
    client = officer_client()
    for name, address in everything().items():
        assert client.get(address).status_code == (405 if name in POST_ONLY else 200), name


def test_group_of_officers_may_run_cohorts() -> None:
    from django.core.management import call_command

    call_command("create_groups", database="default", verbosity=0)
    assert Group.objects.get(name=OFFICER).permissions.filter(codename="run_cohorts").exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_without_the_right_reach_no_page(method: str) -> None:
    addresses = everything()
    client = sign_in(Client(), staff("outsider", groups=["Editor", "Reviewer"]))
    for name, address in addresses.items():
        assert getattr(client, method)(address).status_code == 403, name


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_reaches_any_page(method: str) -> None:
    addresses = everything()
    for client in (Client(), sign_in(Client(), user("reader"))):
        for name, address in addresses.items():
            assert getattr(client, method)(address).status_code in (302, 403), name


def test_officer_without_second_factor_is_nobody() -> None:
    client = sign_in(Client(), make_officer(), second_factor=False)
    assert client.get(reverse("cohort-desk")).status_code == 302


def test_drafts_are_not_for_staff() -> None:
    cohort = make_cohort()
    draft = make_application(cohort, "draft", name="Not Yet Sent")
    client = officer_client()
    assert client.get(reverse("cohort-desk-application", args=(draft.pk,))).status_code == 404
    assert "Not Yet Sent" not in body(client, reverse("cohort-desk-applications", args=(cohort.pk,)))


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", ["front", "cohort", "applications", "outcomes", "attendance", "report"])
def test_lists_need_as_many_queries_for_many_as_for_one(
    name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address, client = everything()[name], officer_client()
    cohort = Cohort.objects.latest("pk")
    make_question(cohort, "yes-no", wanted="yes")
    for state in ("submitted", "shortlisted", "enrolled", "enrolled", "enrolled", "declined"):
        make_application(cohort, state)
    with django_assert_max_num_queries(22 if name == "cohort" else 16):
        client.get(address)


def cohort_form(**values: Any) -> dict[str, Any]:
    from programs.models import Programme

    given = {
        "programme": Programme.objects.first().pk,
        "name": "Spring",
        "slug": "spring",
        "starts_on": "2027-03-01",
        "ends_on": "2027-05-31",
        "closes_on": "2027-01-31",
        "closes_time": "18:00",
        "timezone": "Asia/Almaty",
        "capacity": "20",
        "languages": ["kk", "ru"],
        "retention_months": "24",
    }
    return given | values


def test_cohort_is_made_with_its_deadline_on_its_own_clocks() -> None:
    assert officer_client().post(reverse("cohort-desk-new"), cohort_form()).status_code == 302
    made = Cohort.objects.get(slug="spring")
    assert made.closes_at.isoformat() == "2027-01-31T13:00:00+00:00"
    assert made.state == "in-preparation"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"capacity": "0"}, "at least one place"),
        ({"ends_on": "2027-02-01"}, "on or after the day it begins"),
        ({"timezone": "Almaty"}, "is not a time zone"),
        ({"closes_on": "2027-06-01"}, "after the last day"),
        (
            {"timezone": "Europe/Berlin", "closes_on": "2027-03-28", "closes_time": "02:30"},
            "exist on that day in Europe/Berlin",
        ),
        (
            {"closes_on": "2024-02-29", "closes_time": "23:30"},
            "comes twice on that day in Asia/Almaty",
        ),
        ({"retention_months": "61"}, "less than or equal to 60"),
        ({"ends_on": "9999-12-31"}, "not in this century"),
        ({"closes_on": "0001-01-01"}, "not in this century"),
    ],
)
def test_cohort_that_cannot_be_is_refused_with_words(wrong: dict[str, str], words: str) -> None:
    response = officer_client().post(reverse("cohort-desk-new"), cohort_form(**wrong))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Cohort.objects.filter(slug="spring").exists()


def test_time_for_which_data_are_kept_never_grows_once_told() -> None:
    cohort = make_cohort()
    changed = cohort_form(programme=cohort.programme_id, slug=cohort.slug, retention_months="25")
    response = officer_client().post(reverse("cohort-desk-edit", args=(cohort.pk,)), changed)
    assert "it may become" in response.content.decode()
    cohort.refresh_from_db()
    assert cohort.retention_months == 24


def session_form(**values: str) -> dict[str, str]:
    return {"title": "First", "day": "2027-03-02", "begins": "10:00", "ends": "12:00"} | values


def test_session_is_kept_as_an_instant() -> None:
    cohort = make_cohort()
    officer_client().post(reverse("cohort-desk-session-new", args=(cohort.pk,)), session_form())
    assert CohortSession.objects.get().starts_at.isoformat() == "2027-03-02T05:00:00+00:00"


@pytest.mark.parametrize(
    ("wrong", "zone", "words"),
    [
        ({"ends": "09:00"}, "Asia/Almaty", "A session ends after it begins"),
        ({"ends": "10:00"}, "Asia/Almaty", "A session ends after it begins"),
        ({"day": "2027-03-28", "begins": "02:10"}, "Europe/Berlin", "exist on that day"),
        ({"day": "9999-12-31", "begins": "22:00", "ends": "23:00"}, "America/New_York", "this century"),
    ],
)
def test_session_that_cannot_be_is_refused_with_words(wrong: dict[str, str], zone: str, words: str) -> None:
    cohort = make_cohort(timezone=zone)
    address = reverse("cohort-desk-session-new", args=(cohort.pk,))
    response = officer_client().post(address, session_form(**wrong))
    assert words in response.content.decode()
    assert not CohortSession.objects.exists()


def test_question_is_changed_only_before_the_cohort_is_opened() -> None:
    client = officer_client()
    given = {
        "kind": "choice",
        "text": "Which?",
        "choices": "One | Один\nTwo",
        "date_rule": "any",
        "wanted": "2",
    }
    closed, ready = make_cohort(), make_cohort(state="in-preparation")
    response = client.post(reverse("cohort-desk-question-new", args=(closed.pk,)), given)
    assert "stay as they are" in response.content.decode()
    client.post(reverse("cohort-desk-question-new", args=(ready.pk,)), given)
    question = CohortQuestion.objects.get()
    assert question.options == [
        {"code": "1", "words": {"en": "One", "ru": "Один"}}, {"code": "2", "words": {"en": "Two"}},
    ]  # fmt: skip


def test_many_are_decided_at_once_and_one_refusal_stops_no_other() -> None:
    cohort = make_cohort(capacity=2)
    chosen = [make_application(cohort, "shortlisted") for _ in range(3)]
    client = officer_client()
    address = reverse("cohort-desk-applications", args=(cohort.pk,))
    fields = {"verb": "accepted", "state": "shortlisted", "application": [str(each.pk) for each in chosen]}
    page = client.post(address, fields, follow=True).content.decode()
    assert "Done for 2 applications." in page
    assert "places are taken" in page
    assert Application.objects.filter(cohort=cohort, state="accepted").count() == 2


def test_marks_of_another_cohort_change_nothing() -> None:
    mine, other = make_cohort(), make_application(make_cohort(), "shortlisted")
    address = reverse("cohort-desk-applications", args=(mine.pk,))
    officer_client().post(address, {"verb": "accepted", "application": [str(other.pk), "x"]})
    other.refresh_from_db()
    assert other.state == "shortlisted"


def test_attendance_is_recorded_for_those_who_are_enrolled() -> None:
    cohort = make_cohort()
    session, enrolled = make_session(cohort), make_application(cohort, "enrolled")
    stranger = make_application(cohort, "accepted")
    client = officer_client()
    address = reverse("cohort-desk-attendance", args=(cohort.pk, session.pk))
    client.post(address, {f"presence-{enrolled.pk}": "present"})
    client.post(address, {f"presence-{stranger.pk}": "present"})
    assert list(session.attendances.values_list("application", "presence")) == [(enrolled.pk, "present")]


def test_file_is_handed_over_to_be_kept_and_never_opened() -> None:
    from programs.cohorts.attachments import attach

    cohort = make_cohort()
    question, draft = make_question(cohort, "file"), make_application(cohort, "draft")
    content = b"%PDF-1.4\n%%EOF\n"
    kept = attach(application=draft, question=question, content=content)
    from programs.cohorts.applying import submit

    submit(application=draft, now=NOW)
    response = officer_client().get(reverse("cohort-desk-file", args=(draft.pk, kept.pk)))
    assert response.content == content
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]


def test_pages_of_applications_are_never_stored() -> None:
    address = everything()["application"]
    assert "no-store" in officer_client().get(address)["Cache-Control"]


@pytest.mark.parametrize("state", ["submitted", "completed", "nonsense"])
def test_state_that_nobody_is_in_shows_an_empty_list(state: str) -> None:
    address = reverse("cohort-desk-applications", args=(make_cohort().pk,))
    assert "There is none." in body(officer_client(), f"{address}?state={state}")


def as_opened(page: HttpResponse) -> dict[str, list[str]]:
    """Give what the form of a page would send."""
    (form,) = [form for form in forms_of(page.content.decode()) if "capacity" in form.values]
    return {name: values for name, values in form.values.items() if values != ["Invented"]}


def test_what_another_officer_changed_meanwhile_is_replaced_knowingly_or_not_at_all() -> None:
    client, cohort = officer_client(), make_cohort()
    address = reverse("cohort-desk-edit", args=(cohort.pk,))
    opened = as_opened(client.get(address))
    Cohort.objects.filter(pk=cohort.pk).update(capacity=33)
    refused = client.post(address, opened | {"capacity": ["44"]})
    assert "Somebody else has changed this meanwhile. Now it is: 33." in refused.content.decode()
    assert 'value="44"' in refused.content.decode()
    cohort.refresh_from_db()
    assert cohort.capacity == 33
    again = as_opened(refused)
    assert client.post(address, again).status_code == 302
    cohort.refresh_from_db()
    assert cohort.capacity == 44


def test_record_is_held_from_the_comparison_until_it_is_saved() -> None:
    client, cohort = officer_client(), make_cohort()
    address = reverse("cohort-desk-edit", args=(cohort.pk,))
    opened = as_opened(client.get(address))
    with CaptureQueriesContext(connection) as ran:
        client.post(address, opened | {"capacity": ["44"]})
    said = [each["sql"] for each in ran.captured_queries if '"programs_cohort"' in each["sql"]]
    assert said[0].endswith("FOR UPDATE")
    assert any('UPDATE "programs_cohort"' in each for each in said[1:])


def test_what_nobody_else_changed_is_saved_at_once() -> None:
    client, cohort = officer_client(), make_cohort()
    address = reverse("cohort-desk-edit", args=(cohort.pk,))
    opened = as_opened(client.get(address))
    Cohort.objects.filter(pk=cohort.pk).update(retention_months=12)
    unchanged = client.post(address, opened | {"capacity": ["44"], "retention_months": ["12"]})
    assert unchanged.status_code == 302
