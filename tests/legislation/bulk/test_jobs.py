"""Large imports and exports are jobs: all or nothing, whatever happens to the worker."""

from __future__ import annotations

from contextlib import closing

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kbase.jobs.running import do_job
from kbase.models import Job
from kbase.tasks import take_up_stalled
from legislation.admin import bulk as pages
from legislation.bulk import importing, limits
from legislation.models import BulkImport, GlossaryTerm
from legislation.permissions import EDITOR
from tests.factories import accounts
from tests.factories.accounts import give_rights
from tests.legislation.bulk.conftest import Send
from tests.legislation.bulk.files import csv_file, exported_csv, exported_workbook
from tests.workers import do_what_waits, start_worker, wait_until

MANY = limits.WRITTEN_AT_ONCE + 1


def new_terms(number: int) -> bytes:
    return csv_file("glossary", [{"slug": f"new-{place}", "confidence": "low"} for place in range(number)])


def do(job: Job | None) -> Job:
    assert job is not None
    do_job(pk=job.pk, is_stopping=lambda: False)
    job.refresh_from_db()
    return job


def confirm(bulk: BulkImport, actor: User) -> Job | None:
    bulk.refresh_from_db()
    return importing.confirm_import(bulk=bulk, actor=actor, reason="", at=timezone.now())


def added() -> int:
    return GlossaryTerm.objects.filter(slug__startswith="new-").count()


@pytest.mark.django_db
def test_large_import_is_rehearsed_and_carried_out_by_jobs(send: Send, editor: User) -> None:
    bulk = send("glossary.csv", new_terms(MANY))
    assert not bulk.is_rehearsed
    assert do(bulk.job).failure == ""
    assert added() == 0
    bulk.refresh_from_db()
    assert bulk.written == MANY
    assert do(confirm(bulk, editor)).result_url == reverse("admin-bulk-import", args=(bulk.pk,))
    bulk.refresh_from_db()
    assert (added(), bool(bulk.applied_at)) == (MANY, True)


@pytest.mark.django_db
def test_small_import_is_done_at_once(send: Send, editor: User) -> None:
    bulk = send("glossary.csv", new_terms(2))
    assert bulk.job is None
    assert confirm(bulk, editor) is None
    assert added() == 2


@pytest.mark.django_db
def test_large_file_is_read_by_a_job(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "READ_AT_ONCE", 10)
    bulk = send("all.xlsx", exported_workbook())
    assert bulk.tables == []
    assert do(bulk.job).failure == ""
    bulk.refresh_from_db()
    assert {line["outcome"] for line in bulk.lines} == {"unchanged"}
    assert bulk.content is None


@pytest.mark.django_db
def test_large_file_that_cannot_be_read_fails_in_words(
    send: Send, as_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "READ_AT_ONCE", 10)
    bulk = send("laws.csv", b"identifier,colour\nkz-x,red\n")
    job = do(bulk.job)
    assert "there is no column colour" in job.failure
    page = as_editor.get(reverse("admin-bulk-import", args=(bulk.pk,))).content.decode()
    assert "there is no column colour" in page
    assert "/apply/" not in page


@pytest.mark.django_db
def test_import_that_is_not_shown_yet_cannot_be_confirmed(send: Send, as_editor: Client) -> None:
    bulk = send("glossary.csv", new_terms(MANY))
    page = as_editor.post(reverse("admin-bulk-apply", args=(bulk.pk,)), follow=True).content.decode()
    assert "not known yet" in page
    assert added() == 0


@pytest.mark.django_db
def test_confirming_twice_begins_one_job(send: Send, editor: User) -> None:
    bulk = send("glossary.csv", new_terms(MANY))
    do(bulk.job)
    assert confirm(bulk, editor) == confirm(bulk, editor)
    assert Job.objects.filter(kind=importing.IMPORT_JOB).count() == 1


@pytest.mark.django_db
def test_change_in_between_fails_the_job_in_words(send: Send, editor: User) -> None:
    bulk = send("glossary.csv", new_terms(MANY))
    do(bulk.job)
    job = confirm(bulk, editor)
    GlossaryTerm.objects.create(slug="new-0")
    assert "Nothing was imported" in do(job).failure
    assert added() == 1


@pytest.mark.django_db
def test_rights_lost_meanwhile_fail_the_job(send: Send, editor: User) -> None:
    bulk = send("glossary.csv", new_terms(MANY))
    do(bulk.job)
    job = confirm(bulk, editor)
    give_rights(editor, groups=())
    assert "no longer have the right" in do(job).failure
    assert added() == 0


@pytest.mark.django_db
def test_pages_lead_to_the_job_and_from_it_to_the_result(as_editor: Client) -> None:
    file = SimpleUploadedFile("glossary.csv", new_terms(MANY))
    answer = as_editor.post("/admin/bulk/", {"file": file, "kind": ""})
    job = Job.objects.get()
    assert answer["Location"] == job.get_absolute_url()
    assert "waits for its turn" in as_editor.get(answer["Location"]).content.decode()
    assert "under way" in as_editor.get("/admin/bulk/").content.decode()
    do(job)
    page = as_editor.get(job.get_absolute_url()).content.decode()
    assert job.result_url in page
    assert "done as a job" in as_editor.get(job.result_url).content.decode()
    answer = as_editor.post(f"{job.result_url}apply/")
    assert answer["Location"] == Job.objects.get(kind=importing.IMPORT_JOB).get_absolute_url()


@pytest.mark.django_db
def test_large_export_is_asked_for_and_made_by_a_job(
    as_reviewer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "EXPORTED_AT_ONCE", 10)
    address = reverse("admin-bulk-export", args=("laws", "csv"))
    assert "Make the file" in as_reviewer.get(address).content.decode()
    as_reviewer.post(address)
    job = do(Job.objects.get())
    answer = as_reviewer.get(reverse("admin-job-file", args=(job.pk,)))
    assert answer.getvalue() == exported_csv("laws")
    assert answer["Content-Disposition"] == 'attachment; filename="laws.csv"'
    assert job.file_type == "text/csv; charset=utf-8"


@pytest.mark.usefixtures("committing_db")
def test_worker_killed_in_the_middle_leaves_nothing_and_another_does_it_once() -> None:
    editor = accounts.staff("killed", groups=[EDITOR])
    bulk = importing.start_import(
        name="glossary.csv", content=new_terms(MANY), kind="", actor=editor, at=timezone.now()
    )
    do_what_waits()
    job = confirm(bulk, editor)
    assert job is not None
    with transaction.atomic():
        GlossaryTerm.objects.create(
            slug=f"new-{MANY - 1}"
        )  # the last row waits for this one, and with it all
        worker = start_worker()
        with closing(connection.copy()) as other:
            wait_until(lambda: is_waiting(other), "the worker is in the middle of the import")
        worker.kill()
        worker.wait()
        transaction.set_rollback(True)
    assert added() == 0
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    take_up_stalled.defer(timestamp=0)
    do_what_waits()
    do_what_waits()
    job.refresh_from_db()
    assert (job.failure, added()) == ("", MANY)
    assert not ProcrastinateJob.objects.filter(task_name="run_job").exists()


def is_waiting(other: BaseDatabaseWrapper) -> bool:
    """Tell whether someone waits for a lock."""
    with other.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return bool(cursor.fetchone()[0])
