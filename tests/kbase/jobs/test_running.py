"""A job is done once, all of it or nothing, and its owner is told in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, transaction
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import JobAborted

from kbase.jobs.actions import start_job
from kbase.jobs.files import PIECE, file_pieces, keep_file
from kbase.jobs.kinds import JobRefusedError, Work, job_kind
from kbase.jobs.progress import Progress
from kbase.jobs.running import do_job, give_up
from kbase.models import Job

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
Kind = Callable[[Work], str]


def begin(kind: str, owner: User) -> Job:
    return start_job(kind, owner=owner, title="Work", at=NOW, law=7)


def go(job: Job, *, is_stopping: bool = False) -> Job:
    do_job(pk=job.pk, is_stopping=lambda: is_stopping)
    job.refresh_from_db()
    return job


def writes(job: Job, progress: Progress) -> None:
    Group.objects.create(name=f"law {job.arguments['law']}")
    job.result_url = "/admin/"


def test_job_is_queued_with_its_number_alone(kind: Kind, owner: User) -> None:
    job = begin(kind(writes), owner)
    queued = ProcrastinateJob.objects.get()
    assert (queued.task_name, queued.args, queued.status) == ("run_job", {"job": job.pk}, "todo")


def test_nothing_is_queued_when_the_transaction_fails(kind: Kind, owner: User) -> None:
    with transaction.atomic():
        begin(kind(writes), owner)
        transaction.set_rollback(True)
    assert not ProcrastinateJob.objects.exists()


def test_unknown_kind_is_refused_by_name(owner: User) -> None:
    with pytest.raises(ValueError, match="'unheard-of'"):
        begin("unheard-of", owner)


def test_two_kinds_may_not_share_a_name(kind: Kind) -> None:
    with pytest.raises(ValueError, match="of-a-test"):
        job_kind(kind(writes))(lambda job, progress: None)


def test_done_job_shows_its_result(kind: Kind, owner: User) -> None:
    job = go(begin(kind(writes), owner))
    assert job.finished_at
    assert (job.failure, job.result_url) == ("", "/admin/")
    assert Group.objects.filter(name="law 7").exists()


def test_job_that_is_done_is_not_done_again(kind: Kind, owner: User) -> None:
    job = go(begin(kind(writes), owner))
    go(job)
    assert Group.objects.filter(name="law 7").count() == 1


def test_forgotten_job_is_passed_over() -> None:
    do_job(pk=0, is_stopping=lambda: False)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (JobRefusedError("Row 3 is wrong."), "Row 3 is wrong."),
        (PermissionDenied(), "no longer have the right"),
        (KeyError("secret of someone"), "Nothing was changed"),
    ],
)
def test_failed_job_says_why_and_leaves_nothing(
    kind: Kind, owner: User, error: Exception, words: str
) -> None:
    def fails(job: Job, progress: Progress) -> None:
        writes(job, progress)
        raise error

    job = go(begin(kind(fails), owner))
    assert words in job.failure
    assert "secret" not in job.failure
    assert job.result_url == ""
    assert not Group.objects.filter(name="law 7").exists()


@pytest.mark.parametrize("error", [OperationalError("connection lost"), JobAborted()])
def test_job_that_may_succeed_later_is_left_unfinished(kind: Kind, owner: User, error: Exception) -> None:
    def interrupted(job: Job, progress: Progress) -> None:
        writes(job, progress)
        raise error

    job = begin(kind(interrupted), owner)
    with pytest.raises(type(error)):
        go(job)
    job.refresh_from_db()
    assert job.finished_at is None
    assert not Group.objects.filter(name="law 7").exists()


def test_progress_ends_the_job_when_the_worker_stops(kind: Kind, owner: User) -> None:
    job = begin(kind(lambda job, progress: progress(1, 2)), owner)
    with pytest.raises(JobAborted):
        go(job, is_stopping=True)


def test_given_up_job_says_so(kind: Kind, owner: User) -> None:
    job = begin(kind(writes), owner)
    give_up(pk=job.pk)
    job.refresh_from_db()
    assert "interrupted several times" in job.failure


def test_words_are_in_the_language_of_who_asked(kind: Kind, owner: User) -> None:
    seen = []
    with translation.override("ur"):
        job = begin(kind(lambda job, progress: seen.append(translation.get_language())), owner)
    go(job)
    assert seen == ["ur"]


def test_file_comes_back_as_it_was_kept(kind: Kind, owner: User) -> None:
    content = bytes(range(256)) * (PIECE // 100)

    def makes_a_file(job: Job, progress: Progress) -> None:
        keep_file(job, name="all.bin", file_type="x/y", content=(content[:5], content[5:]))

    job = go(begin(kind(makes_a_file), owner))
    pieces = list(file_pieces(job))
    assert b"".join(pieces) == content
    assert max(map(len, pieces)) == PIECE
    assert job.file_name == "all.bin"


def test_failed_job_cannot_have_a_result(kind: Kind, owner: User) -> None:
    job = begin(kind(writes), owner)
    with pytest.raises(IntegrityError, match="a_failed_job_has_no_result"):
        Job.objects.filter(pk=job.pk).update(failure="no", finished_at=NOW, result_url="/admin/")


def test_results_are_forgotten_after_a_day(kind: Kind, owner: User) -> None:
    job = begin(kind(writes), owner)
    Job.objects.filter(pk=job.pk).update(finished_at=NOW)
    assert not Job.objects.forgotten_at(NOW + dt.timedelta(hours=23)).exists()
    assert Job.objects.forgotten_at(NOW + dt.timedelta(hours=25)).exists()
