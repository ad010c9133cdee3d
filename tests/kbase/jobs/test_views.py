"""The pages of jobs: only one's own; progress without script; the file to download."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.test import Client

from kbase.jobs.files import keep_file
from kbase.models import Job
from tests.factories import accounts

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)


def job_of(owner: User, **fields: object) -> Job:
    return Job.objects.create(
        owner=owner, kind="x", title="Export of <laws>", language="en", queued_at=NOW, **fields
    )


@pytest.fixture
def client_of_owner(owner: User) -> Client:
    return accounts.sign_in(Client(), owner)


def page_of(client: Client, job: Job, **headers: str) -> str:
    return client.get(job.get_absolute_url(), headers=headers).content.decode()


@pytest.mark.parametrize("address", ["/admin/jobs/", "/admin/jobs/{}/", "/admin/jobs/{}/file/"])
def test_stranger_is_led_to_the_sign_in(client: Client, owner: User, address: str) -> None:
    assert client.get(address.format(job_of(owner).pk)).status_code == 302


@pytest.mark.parametrize("address", ["/admin/jobs/{}/", "/admin/jobs/{}/file/"])
def test_nobody_else_sees_a_job(owner: User, address: str) -> None:
    job = job_of(owner, finished_at=NOW, file_name="a.csv", file_type="text/csv")
    other = accounts.staff_client(Client(), is_superuser=True, username="other")
    assert other.get(address.format(job.pk)).status_code == 404
    assert "Export of" not in other.get("/admin/jobs/").content.decode()


def test_running_job_says_how_far_it_is_and_can_be_asked_again(owner: User, client_of_owner: Client) -> None:
    job = job_of(owner, started_at=NOW, done=3, total=12)
    page = page_of(client_of_owner, job)
    assert 'value="3" max="12"' in page
    assert f'<a href="/admin/jobs/{job.pk}/">Look again</a>' in page
    assert "Export of &lt;laws&gt;" in page
    assert "http-equiv" not in page


def test_page_says_that_nobody_works(owner: User, client_of_owner: Client) -> None:
    assert "Nobody does jobs" in page_of(client_of_owner, job_of(owner))


def test_page_stops_asking_when_the_job_is_finished(owner: User, client_of_owner: Client) -> None:
    job = job_of(owner)
    address, asking = job.get_absolute_url(), {"HX-Request": "true"}
    assert client_of_owner.get(address, headers=asking).status_code == 200
    Job.objects.filter(pk=job.pk).update(finished_at=NOW)
    assert client_of_owner.get(address, headers=asking).status_code == 286


def test_failure_is_said(owner: User, client_of_owner: Client) -> None:
    job = job_of(owner, finished_at=NOW, failure="Row 3 is wrong.")
    assert "Row 3 is wrong." in page_of(client_of_owner, job)
    assert client_of_owner.get(f"/admin/jobs/{job.pk}/file/").status_code == 404


def test_file_is_handed_out(owner: User, client_of_owner: Client) -> None:
    job = job_of(owner, finished_at=NOW)
    keep_file(job, name="laws.csv", file_type="text/csv", content=[b"a,b"])
    job.save()
    answer = client_of_owner.get(f"/admin/jobs/{job.pk}/file/")
    assert answer.getvalue() == b"a,b"
    assert answer["Content-Disposition"] == 'attachment; filename="laws.csv"'
    assert "no-store" in answer["Cache-Control"]
