"""Copies of a case file: scope, approval, the job, the password, the day after which nothing is left."""

import datetime as dt
import io

import pikepdf
import pypdf
import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from cases import case_file
from cases.actions import access, consents, exports
from cases.actions.access import ReasonMissingError
from cases.actions.parties import Identity
from cases.choices import AccessKind, Section
from cases.context import acting_as
from cases.models import AccessEvent, CaseExport, ExportedFile
from cases.permissions import NotAllowed
from cases.refusals import Refusal
from cases.sealing import opened
from cases.states import ForbiddenChangeError
from kbase.jobs.running import do_job
from kbase.models import Job
from tests.factories.care import give, goal, note
from tests.factories.cases import grant, make_case, make_organisation, make_party
from tests.factories.sharing import ORDER, consent_to, copied, decide, make_copy

pytestmark = pytest.mark.django_db
TOMORROW = timezone.localdate() + dt.timedelta(days=2)
WHO = Identity(name="Invented Name", iin="850101300123", phones="+7 701 555 01 23", address="Nowhere 1")


@pytest.fixture
def case(place):
    return make_case(place)


@pytest.fixture
def party(case):
    return make_party(case, identity=WHO)


def as_asker(export, action, **values):
    with acting_as(export.created_by):
        return action(actor=export.created_by, export_id=export.pk, **values)


def seen(export):
    with acting_as(export.created_by):
        return CaseExport.objects.get(pk=export.pk)


def ready(place, case, **given):
    """Ask, have it approved and made."""
    export = copied(case, **given)
    decide(place, export.approval)
    make_copy(export)
    return export


def text_of(export):
    """Open the file with its password; return its words."""
    password = as_asker(export, exports.issue_export)
    content = as_asker(export, exports.download_export)
    reader = pypdf.PdfReader(io.BytesIO(content), password=password)
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


# Asking


def test_nothing_is_made_before_a_supervisor_approves(place, case):
    export = copied(case)
    make_copy(export)
    assert seen(export).status == "requested"
    assert not Job.objects.exists()


@pytest.mark.parametrize("name", ["worker", "colleague", "second", "auditor"])
def test_only_a_supervisor_who_neither_asked_nor_leads_approves(place, case, name):
    grant(case, place.colleague, AccessKind.COWORKER)
    with pytest.raises((NotAllowed, Http404)):
        decide(place, copied(case).approval, name=name)


def test_supervisor_does_not_approve_what_she_asked_for(place, case):
    export = copied(case, actor=place.user("supervisor"))
    with pytest.raises(NotAllowed):
        decide(place, export.approval)


def test_refused_copy_is_never_made(place, case):
    export = copied(case)
    decide(place, export.approval, approve=False)
    make_copy(export)
    assert seen(export).status == "refused"
    assert not ExportedFile.objects.exists()


def test_purpose_is_needed(case):
    with pytest.raises(ReasonMissingError):
        copied(case, purpose=" ")


def test_order_of_a_day_that_lies_ahead_is_refused(case):
    with pytest.raises(Refusal, match="lies ahead"):
        copied(
            case, basis=exports.Order(by="Court", number="1", on=timezone.localdate() + dt.timedelta(days=1))
        )


def test_t13_order_registered_for_one_scope_allows_no_other(case):
    copied(case, sections=[Section.SUMMARY])
    with pytest.raises(Refusal, match="registered for: Summary"):
        copied(case, sections=[Section.SUMMARY, Section.IDENTITY])
    for number in ("Ordermarker 7", "ordermarker7", "ORDERMARKER\N{EN DASH}7 "):
        order = exports.Order(by=ORDER.by, number=number, on=ORDER.on)
        with pytest.raises(Refusal, match="registered for: Summary"):
            copied(case, basis=order, sections=[Section.PARTIES])
    copied(case, basis=exports.Order(by=ORDER.by, number="ordermarker-71", on=ORDER.on))


def test_asker_gets_no_part_that_she_does_not_see(place, case):
    grant(case, place.colleague, AccessKind.COWORKER, sections=[Section.SUMMARY])
    with pytest.raises(Refusal, match="don't see"):
        copied(case, actor=place.user("colleague"), sections=[Section.IDENTITY])


def test_consent_covers_the_parts_of_the_copy(place, case, party):
    court = make_organisation(place.administrator, "court")
    consent = consent_to(case, party, court, sections=[Section.PARTIES])
    assert copied(case, basis=consent).consent == consent
    with pytest.raises(Refusal, match="does not cover"):
        copied(case, basis=consent, sections=[Section.IDENTITY])


def test_copy_by_consent_is_for_whom_the_consent_names_and_no_other_consent_allows_one(place, case, party):
    court = make_organisation(place.administrator, "court")
    consent = consent_to(case, party, court, sections=[Section.PARTIES])
    assert f"{party.code}, for {court.name}" in text_of(ready(place, case, basis=consent))
    with pytest.raises(Refusal, match="no consent, now, to share"):
        copied(case, basis=give(party), sections=[Section.SUMMARY])


def test_withdrawn_meanwhile_consent_lets_nothing_be_made(place, case, party):
    consent = consent_to(case, party, make_organisation(place.administrator), sections=[Section.PARTIES])
    export = copied(case, basis=consent)
    decide(place, export.approval)
    with acting_as(case.lead.user):
        consents.withdraw_consent(actor=case.lead.user, consent_id=consent.pk)
    run_the_job()
    assert seen(export).status == "failed"


def test_52_asked_twice_it_is_one_copy(case):
    first = copied(case)
    assert copied(case, request_key=first.request_key).pk == first.pk


# The job


def run_the_job():
    do_job(pk=Job.objects.get().pk, is_stopping=lambda: False)


def test_approval_queues_a_job_that_is_told_an_identity_alone(place, case):
    export = copied(case)
    decide(place, export.approval)
    job = Job.objects.get()
    assert (job.owner, job.arguments) == (export.created_by, {"export": str(export.pk)})
    assert case.public_no not in job.title
    run_the_job()
    assert seen(export).status == "ready"
    assert Job.objects.get().failure == ""


def test_62_job_that_runs_twice_makes_one_file(place, case):
    export = ready(place, case)
    make_copy(export)
    with acting_as(export.created_by):
        assert ExportedFile.objects.count() == 1


def test_who_lost_a_part_meanwhile_gets_no_copy(place, case):
    given = grant(case, place.colleague, AccessKind.COWORKER, sections=[Section.SUMMARY, Section.PARTIES])
    export = copied(case, actor=place.user("colleague"))
    decide(place, export.approval)
    with acting_as(case.lead.user):
        access.revoke_access(actor=case.lead.user, case_id=case.pk, grant_id=given.pk)
    run_the_job()
    with acting_as(case.lead.user):
        assert CaseExport.objects.get().status == "approved"
        assert not ExportedFile.objects.exists()


def test_given_up_job_is_queued_again_on_demand(place, case):
    export = copied(case)
    decide(place, export.approval)
    as_asker(export, exports.queue_again)
    assert Job.objects.count() == 2


# What is in it


def test_t13_copy_holds_the_parts_that_were_named_and_no_other(place, case, party):
    words = text_of(ready(place, case, sections=[Section.PARTIES]))
    assert "People in the case" in words
    assert "S1" in words
    for absent in ("Summary", "Incidents", WHO.name, WHO.iin, "Nowhere"):
        assert absent not in words


def test_identities_are_in_it_only_when_they_are_named(place, case, party):
    words = text_of(ready(place, case, sections=[Section.IDENTITY]))
    assert WHO.name in words
    assert WHO.iin in words


def test_every_page_is_marked(place, case, party):
    export = ready(place, case, sections=[Section.PARTIES])
    name = export.created_by.get_full_name() or export.created_by.username
    words = text_of(export)
    assert words.count("Copy 1") >= 2
    for marked in ("For the hearing", name, "ordermarker-7", "Court of the made-up district"):
        assert marked in words


@pytest.mark.parametrize(
    ("language", "heading", "name"),
    [("ru", "Люди", "Айгүл Жасырынова"), ("kk", "Іс", "Айгүл Жасырынова"), ("ur", "", "عائشہ")],
)
def test_copy_is_set_in_each_language_with_all_its_letters(place, case, language, heading, name):
    make_party(case, identity=Identity(name=name, address="ул. Вымышленная, 1"))
    words = text_of(ready(place, case, sections=[Section.PARTIES, Section.IDENTITY], language=language))
    assert name in words or language == "ur"
    assert "[U+" not in words
    assert "\ufffd" not in words
    assert "Вымышленная" in words


def test_notes_and_goals_are_in_it_when_they_are_named(place, case, party):
    note(case, "She slept at her sister's")
    goal(case, "To be safe at work")
    words = text_of(ready(place, case, sections=[Section.NOTES, Section.PLAN, Section.ASSESSMENTS]))
    assert "She slept at her sister's" in words
    assert "To be safe at work" in words


def test_24_what_people_wrote_is_placed_and_never_run(place, case):
    odd = "#panic() $x$ {{7*7}} %(x)s *bold* <script>"
    make_party(case, identity=Identity(name=odd))
    assert odd in text_of(ready(place, case, sections=[Section.IDENTITY]))


# The password


def test_file_opens_with_its_password_alone(place, case, party):
    export = ready(place, case)
    password = as_asker(export, exports.issue_export)
    content = as_asker(export, exports.download_export)
    for wrong in ("", "password", password[:-1]):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(content), password=wrong)
    with pikepdf.open(io.BytesIO(content), password=password) as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)


def test_handed_out_file_has_the_fingerprint_on_record(place, case):
    import hashlib

    export = ready(place, case)
    as_asker(export, exports.issue_export)
    content = as_asker(export, exports.download_export)
    assert hashlib.sha256(content).hexdigest() == seen(export).sha256


def test_another_password_locks_the_file_anew(place, case):
    export = ready(place, case)
    first, second = (as_asker(export, exports.issue_export) for _time in range(2))
    content = as_asker(export, exports.download_export)
    assert first != second
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(content), password=first)


def test_password_is_kept_nowhere(place, case, rows):
    export = ready(place, case)
    password = as_asker(export, exports.issue_export)
    as_asker(export, exports.download_export)
    with acting_as(export.created_by):
        for table in ("caseexport", "caseexportevent", "exportedfile", "accessevent"):
            assert password not in str(rows(f"SELECT * FROM cases_{table}"))
    assert password not in str(rows("SELECT * FROM kbase_job"))


def test_passwords_are_long_and_never_the_same():
    made = {case_file.new_password() for _time in range(200)}
    assert len(made) == 200
    assert all(len(password.replace("-", "")) == 20 for password in made)


def test_nothing_is_downloaded_without_a_password(place, case):
    export = ready(place, case)
    with pytest.raises(ForbiddenChangeError):
        as_asker(export, exports.download_export)


def test_once_downloaded_what_opens_without_the_password_is_gone(place, case):
    export = ready(place, case)
    as_asker(export, exports.issue_export)
    first = as_asker(export, exports.download_export)
    with acting_as(export.created_by):
        assert ExportedFile.objects.get().document == ""
    with pytest.raises(ForbiddenChangeError):
        as_asker(export, exports.issue_export)
    assert as_asker(export, exports.download_export) == first


def test_each_download_is_on_record(place, case):
    export = ready(place, case)
    as_asker(export, exports.issue_export)
    for _time in range(2):
        as_asker(export, exports.download_export)
    with acting_as(case.lead.user):
        assert AccessEvent.objects.filter(deed="copied", object_id=export.pk).count() == 2


@pytest.mark.parametrize("name", ["colleague", "supervisor", "second"])
def test_nobody_but_who_asked_takes_the_file(place, case, name):
    grant(case, place.colleague, AccessKind.COWORKER)
    export, user = ready(place, case), place.user(name)
    with acting_as(user):
        assert not ExportedFile.objects.exists()
        for action in (exports.issue_export, exports.download_export, exports.purge_export):
            with pytest.raises(Http404):
                action(actor=user, export_id=export.pk)


# The end


def test_file_is_kept_for_a_day_at_most(place, case):
    export = seen(ready(place, case))
    assert export.expires_at - export.ready_at == dt.timedelta(hours=24)
    with acting_as(case.lead.user), pytest.raises(IntegrityError), transaction.atomic():
        CaseExport.objects.update(expires_at=export.ready_at + dt.timedelta(hours=24, seconds=1))


def test_after_its_day_it_is_not_handed_out_though_nobody_deleted_it(place, case, rows):
    export = ready(place, case)
    as_asker(export, exports.issue_export)
    with acting_as(case.lead.user):
        rows("UPDATE cases_caseexport SET expires_at = now() - interval '1 second'")
    for action in (exports.issue_export, exports.download_export):
        with pytest.raises(ForbiddenChangeError):
            as_asker(export, action)


def test_deleted_before_its_time_nothing_is_left(place, case):
    export = ready(place, case)
    as_asker(export, exports.issue_export)
    as_asker(export, exports.purge_export)
    with acting_as(export.created_by):
        file = ExportedFile.objects.get()
    assert (file.document, file.issued, seen(export).status) == ("", "", "purged")


def test_whether_the_survivor_was_told_is_kept_up_to_date(place, case):
    export = ready(place, case)
    as_asker(export, exports.tell_survivor, told="yes")
    assert seen(export).survivor_told == "yes"


def test_copies_are_numbered(place, case):
    assert [copied(case, purpose=purpose).copy_number for purpose in ("one", "two")] == [1, 2]


def test_sealed_are_purpose_and_order(case):
    export = copied(case)
    assert "hearing" not in str(vars(export))
    assert ORDER.number not in str(vars(export))
    assert opened(export, "order_number") == ORDER.number


def test_number_of_an_order_is_one_however_it_is_written():
    numbers = ("№2-14/7", "No. 2 – 14 / 7", "N 2-14/7", "2-14/7")
    assert {exports._plain(number) for number in numbers} == {"2-14-7"}
    assert exports._plain("2-14/7-А") != exports._plain("2-14/7")
