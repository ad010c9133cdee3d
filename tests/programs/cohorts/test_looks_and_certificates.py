"""What is written down when staff look at an application, and how a certificate ends."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from programs.cohorts import certifying, deciding, opening
from programs.cohorts.letters import standing
from programs.cohorts.own_data import own_data
from programs.cohorts.papers import certificate_pdf
from programs.models import Application, ApplicationLook, Certificate, CohortQuestion, CohortSession
from tests.factories.accounts import sign_in
from tests.factories.cohorts import (
    NOW,
    make_application,
    make_cohort,
    make_officer,
    make_question,
    make_session,
)

pytestmark = pytest.mark.django_db


def officer_client() -> Client:
    client = Client()
    client.user = make_officer("the-officer")  # type: ignore[attr-defined]
    return sign_in(client, client.user)  # type: ignore[attr-defined]


def completed(**values: str) -> Application:
    application = make_application(make_cohort(), "enrolled", **values)
    deciding.complete(application=application, actor=make_officer(), now=NOW)
    return application


def address(application: Application) -> str:
    return reverse("cohort-desk-application", args=(application.pk,))


def test_each_look_is_written_down_and_shown() -> None:
    application, client = make_application(make_cohort()), officer_client()
    client.get(address(application))
    page = client.get(address(application)).content.decode()
    assert list(application.looks.values_list("what", "by__username")) == [("page", "the-officer")] * 2
    assert "Who looked" in page
    assert page.count("the-officer") >= 2


def test_look_at_a_list_is_none_at_an_application() -> None:
    application = make_application(make_cohort())
    officer_client().get(reverse("cohort-desk-applications", args=(application.cohort_id,)))
    assert not application.looks.exists()


def test_look_at_an_outcome_is_one() -> None:
    application = completed()
    outcome = application.outcomes.get(months=6)
    officer_client().get(reverse("cohort-desk-outcome", args=(outcome.pk,)))
    assert application.looks.get().what == "outcome"


def test_look_is_never_changed() -> None:
    application = make_application(make_cohort())
    officer_client().get(address(application))
    with pytest.raises(ProgrammingError), transaction.atomic():
        ApplicationLook.objects.update(at=NOW)


def test_applicant_reads_when_staff_looked_and_not_who() -> None:
    application = make_application(make_cohort())
    officer_client().get(address(application))
    data = own_data(Application.objects.get(pk=application.pk))
    assert [look["what"] for look in data["looked_at_by_staff"]] == ["The application"]
    assert "the-officer" not in str(data)


def test_looks_go_with_the_application() -> None:
    application, client = make_application(make_cohort()), officer_client()
    client.get(address(application))
    response = client.post(address(application), {"verb": "erase"})
    assert response["Location"] == reverse("cohort-desk-applications", args=(application.cohort_id,))
    assert not ApplicationLook.objects.exists()


def test_officer_revokes_a_certificate_for_a_reason() -> None:
    application, client = completed(), officer_client()
    page = client.post(address(application), {"verb": "revoke", "reason": "mistake"}, follow=True)
    found = Certificate.objects.get(application=application)
    assert found.revoked_on is not None
    assert found.revoked_by == client.user  # type: ignore[attr-defined]
    assert "It was given by mistake" in page.content.decode()
    assert 'value="revoke"' not in page.content.decode()


@pytest.mark.parametrize("reason", ["", "because", "MISTAKE"])
def test_certificate_is_not_revoked_without_a_reason(reason: str) -> None:
    application = completed()
    page = officer_client().post(address(application), {"verb": "revoke", "reason": reason}, follow=True)
    assert "choose one of the reasons" in page.content.decode()
    assert Certificate.objects.get(application=application).revoked_on is None


def test_certificate_is_revoked_once() -> None:
    certificate, officer = completed().certificate, make_officer()
    certifying.revoke_certificate(certificate=certificate, reason="mistake", actor=officer, now=NOW)
    with pytest.raises(ValidationError, match="revoked already"):
        certifying.revoke_certificate(certificate=certificate, reason="wish", actor=officer, now=NOW)


def test_database_keeps_a_revoked_certificate_revoked() -> None:
    certificate = completed().certificate
    certifying.revoke_certificate(certificate=certificate, reason="mistake", actor=make_officer(), now=NOW)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(revoked_on=None, revoked_for="")


def test_database_wants_a_reason_for_revoking() -> None:
    certificate = completed().certificate
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(revoked_on=dt.date(2027, 6, 1))


def test_code_of_a_certificate_stays() -> None:
    certificate = completed().certificate
    with pytest.raises(ProgrammingError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(code="0000-0000-0000")


def test_she_reads_that_her_certificate_is_not_valid() -> None:
    application = completed()
    certifying.revoke_certificate(
        certificate=application.certificate, reason="details", actor=make_officer(), now=NOW
    )
    words = " ".join(standing(Application.objects.get(pk=application.pk)))
    assert "not valid since" in words
    assert "Its details are wrong" in words


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Aigul Testova"), ("ru", "Айгүль Тестова"), ("kk", "Әйгерім Қасымқызы"), ("ur", "عائشہ")],
)
def test_code_read_from_the_paper_confirms_the_certificate(client: Client, language: str, name: str) -> None:
    certificate = completed(language=language, name=name).certificate
    checked_at = f"https://example.org{certificate.get_absolute_url()}"
    content = certificate_pdf(certificate, address=checked_at)
    text = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    read = re.search(r"(?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}", text)
    assert read is not None
    assert read.group() == certificate.code
    assert checked_at in text.replace("\n", "")
    if language != "ur":  # letters of Urdu come out of a PDF in the order of their shapes
        assert name in text
    page = client.get(f"/en/certificates/{read.group()}/").content.decode()
    assert "This certificate is genuine" in page


def test_session_is_deleted_at_the_desk_while_nobody_came() -> None:
    cohort, client = make_cohort(), officer_client()
    session = make_session(cohort)
    page = client.get(reverse("cohort-desk-cohort", args=(cohort.pk,))).content.decode()
    delete = reverse("cohort-desk-session-delete", args=(cohort.pk, session.pk))
    assert delete in page
    client.post(delete)
    assert not CohortSession.objects.exists()


def test_session_with_attendance_has_no_button_and_stays() -> None:
    cohort, client = make_cohort(), officer_client()
    session, enrolled = make_session(cohort), make_application(cohort, "enrolled")
    attendance = reverse("cohort-desk-attendance", args=(cohort.pk, session.pk))
    client.post(attendance, {f"presence-{enrolled.pk}": "present"})
    delete = reverse("cohort-desk-session-delete", args=(cohort.pk, session.pk))
    assert delete not in client.get(reverse("cohort-desk-cohort", args=(cohort.pk,))).content.decode()
    assert "can&#x27;t be deleted" in client.post(delete, follow=True).content.decode()
    assert CohortSession.objects.filter(pk=session.pk).exists()


def order(cohort: object) -> list[str]:
    return list(CohortQuestion.objects.filter(cohort=cohort).values_list("text", flat=True))


def test_questions_are_moved_up_and_down_and_not_beyond_the_ends() -> None:
    cohort, client = make_cohort(state="in-preparation"), officer_client()
    first, second, third = (make_question(cohort, text=text) for text in ("A", "B", "C"))
    for question, way in ((third, "up"), (first, "down"), (second, "down"), (second, "down"), (third, "up")):
        client.post(reverse(f"cohort-desk-question-{way}", args=(cohort.pk, question.pk)))
    assert order(cohort) == ["C", "A", "B"]


def test_questions_of_an_open_cohort_keep_their_order() -> None:
    cohort, client = make_cohort(), officer_client()
    make_question(cohort, text="A")
    second = make_question(cohort, text="B")
    address = reverse("cohort-desk-question-up", args=(cohort.pk, second.pk))
    assert "stay as they are" in client.post(address, follow=True).content.decode()
    assert order(cohort) == ["A", "B"]


def test_session_that_was_deleted_meanwhile_does_not_come_back() -> None:
    session, officer = make_session(make_cohort()), make_officer()
    CohortSession.objects.filter(pk=session.pk).delete()
    with pytest.raises(ValidationError, match="deleted meanwhile"):
        opening.save_session(session=session, actor=officer)


def test_every_form_of_a_cohorts_page_can_be_sent() -> None:
    """A button without the token of its form is refused by the site, though not by a test client."""
    cohort, client = make_cohort(state="in-preparation"), officer_client()
    for _number in range(3):
        make_question(cohort)
    make_session(cohort)
    page = client.get(reverse("cohort-desk-cohort", args=(cohort.pk,))).content.decode()
    assert page.count("<form") == page.count('name="csrfmiddlewaretoken"')
