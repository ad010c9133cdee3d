"""What an applicant does with her own application, and what is kept of her."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from kbase.encryption import DecryptionError
from programs.cohorts import applying, erasing
from programs.cohorts.applying import Contact
from programs.models import Application, ApplicationAttachment, Certificate, CohortTally
from tests.factories.cohorts import NOW, make_application, make_cohort, make_question

pytestmark = pytest.mark.django_db


def test_code_finds_the_application_that_it_was_given_for() -> None:
    cohort = make_cohort()
    application, code = applying.begin(cohort=cohort, language="ur", now=NOW)
    applying.begin(cohort=cohort, language="en", now=NOW)
    found = applying.find(code)
    assert found == application
    assert found.language == "ur"


def test_code_of_nobody_finds_nothing() -> None:
    applying.begin(cohort=make_cohort(), language="en", now=NOW)
    assert applying.find("0000 0000 0000 0000") is None


def test_nothing_she_wrote_lies_open_in_the_database() -> None:
    application, code = applying.begin(cohort=make_cohort(), language="en", now=NOW)
    contact = Contact(name="Aigul Testova", phone="+7 701 555 01 02", email="aigul@example.org")
    applying.save_draft(application=application, contact=contact, answers={"1": "a bakery in Semey"})
    applying.submit(application=application, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT a::text FROM programs_application a WHERE id = %s", [application.pk])
        row = cursor.fetchone()[0]
    for word in ("Aigul", "555 01 02", "015550102", "aigul@", "bakery", code.replace(" ", "")):
        assert word not in row


def test_value_moved_to_another_row_cannot_be_read() -> None:
    cohort = make_cohort()
    one, other = (make_application(cohort, name=name) for name in ("One", "Other"))
    other.name_token = one.name_token
    with pytest.raises(DecryptionError):
        _ = other.name


def test_answers_that_are_not_named_stay() -> None:
    application, _code = applying.begin(cohort=make_cohort(), language="en", now=NOW)
    applying.save_draft(application=application, answers={"1": "a"})
    saved = applying.save_draft(application=application, answers={"2": "b"})
    assert applying.answers_of(saved) == {"1": "a", "2": "b"}


def test_what_was_sent_is_never_changed() -> None:
    with pytest.raises(ValidationError, match="sent already"):
        applying.save_draft(application=make_application(make_cohort()), answers={"1": "x"})


def test_question_that_must_be_answered_holds_sending_back() -> None:
    cohort = make_cohort()
    make_question(cohort)
    with pytest.raises(ValidationError, match="not answered yet"):
        applying.submit(application=make_application(cohort, "draft"), now=NOW)


def test_cohort_that_is_not_open_takes_no_application() -> None:
    with pytest.raises(applying.TooLateError):
        applying.begin(cohort=make_cohort(state="in-preparation"), language="en", now=NOW)


@pytest.mark.parametrize("again", ["+7 (701) 555-01-02", "7 701 555 01 02"])
def test_same_number_in_another_writing_is_refused_kindly(again: str) -> None:
    cohort = make_cohort()
    make_application(cohort, phone="+77015550102")
    second = make_application(cohort, "draft", phone=again)
    with pytest.raises(applying.AppliedAlreadyError, match="come back to it with its code"):
        applying.submit(application=second, now=NOW)
    assert Application.objects.get(pk=second.pk).state == "draft"


def test_same_number_may_apply_to_another_cohort() -> None:
    make_application(make_cohort(), phone="+77015550102")
    second = make_application(make_cohort(), "draft", phone="+77015550102")
    assert applying.submit(application=second, now=NOW).state == "submitted"


def test_same_number_has_another_index_in_another_cohort() -> None:
    found = set()
    for cohort in (make_cohort(), make_cohort()):
        draft = make_application(cohort, "draft", phone="+77015550102")
        found.add(applying.submit(application=draft, now=NOW).phone_index)
    assert len(found) == 2


def test_who_withdrew_may_apply_again() -> None:
    cohort = make_cohort()
    first = make_application(cohort, phone="+77015550102")
    applying.withdraw(application=first, now=NOW)
    again = make_application(cohort, "draft", phone="+77015550102")
    assert applying.submit(application=again, now=NOW).state == "submitted"


def test_application_without_any_contact_is_accepted() -> None:
    cohort = make_cohort()
    for _ in range(2):
        draft = make_application(cohort, "draft")
        assert applying.submit(application=draft, now=NOW).state == "submitted"


def test_erasing_leaves_counts_alone() -> None:
    cohort = make_cohort()
    application = make_application(cohort, "declined", language="ur")
    erasing.erase(application=application, now=NOW)
    assert not Application.objects.filter(pk=application.pk).exists()
    left = dict(CohortTally.objects.filter(cohort=cohort).values_list("key", "count"))
    assert left == {"reached:submitted": 1, "reached:declined": 1, "now:declined": 1, "language:ur": 1}


def test_erasing_twice_counts_once() -> None:
    cohort = make_cohort()
    application = make_application(cohort, "declined")
    same = Application.objects.get(pk=application.pk)
    for each in (application, same):
        erasing.erase(application=each, now=NOW)
    assert cohort.tallies.get(key="now:declined").count == 1


def test_erased_draft_leaves_nothing() -> None:
    cohort = make_cohort()
    erasing.erase(application=make_application(cohort, "draft"), now=NOW)
    assert not CohortTally.objects.filter(cohort=cohort).exists()


def test_attachments_are_erased_too() -> None:
    cohort = make_cohort()
    application = make_application(cohort)
    attachment = ApplicationAttachment(
        application=application, question=make_question(cohort, "file"), kind="pdf", size=3
    )
    attachment.content = "abc"
    attachment.save()
    erasing.erase(application=application, now=NOW)
    assert not ApplicationAttachment.objects.exists()


def test_certificate_outlives_erasure_without_a_name() -> None:
    from programs.cohorts import deciding
    from tests.factories.cohorts import make_officer

    application = make_application(make_cohort(), "enrolled")
    deciding.complete(application=application, actor=make_officer(), now=NOW)
    erasing.erase(application=application, now=NOW)
    certificate = Certificate.objects.get()
    assert (certificate.application, certificate.name_token, certificate.shows_name) == (None, "", False)


def test_place_of_who_completed_stays_used_when_she_is_erased() -> None:
    cohort = make_cohort()
    erasing.erase(application=make_application(cohort, "completed"), now=NOW)
    cohort.refresh_from_db()
    assert cohort.taken == 1


def test_no_history_of_what_applicants_wrote_is_kept() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'programs_%event'")
        tables = {name for (name,) in cursor.fetchall()}
    assert not {
        name for name in tables if "application" in name or "outcome" in name or "certificate" in name
    }


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2027-03-01", set()),
        ("2027-03-02", {"draft"}),
        ("2029-05-30", {"draft"}),
        ("2029-05-31", {"draft", "sent"}),
    ],
)
def test_drafts_are_due_a_month_after_the_deadline_others_as_promised(day: str, due: set[str]) -> None:
    cohort = make_cohort()
    named = {
        make_application(cohort, "draft").pk: "draft",
        make_application(cohort, "declined").pk: "sent",
    }
    now = dt.datetime.fromisoformat(f"{day}T09:00:00+00:00")
    assert {named[each.pk] for each in erasing.due_for_erasure(now=now)} == due
