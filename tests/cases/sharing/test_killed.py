"""Test 62: a worker is killed while it makes a copy: nothing half-made, and the next makes it once."""

import os
import signal

import pytest

from cases.context import acting_as
from cases.models import CaseExport, ExportedFile
from kbase.jobs.running import do_job
from kbase.models import Job
from tests.factories.cases import make_case, make_party, make_place
from tests.factories.sharing import copied, decide
from tests.workers import start_worker, wait_until


@pytest.fixture
def export(committing_db):
    place = make_place()
    case = make_case(place)
    for _person in range(40):
        make_party(case)
    asked = copied(case)
    decide(place, asked.approval)
    return asked


def test_62_killed_while_it_makes_a_copy_leaves_nothing_half_made(export, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    worker = start_worker()
    wait_until(lambda: Job.objects.filter(started_at__isnull=False).exists(), "the job begins", 60)
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    was_quicker = Job.objects.filter(finished_at__isnull=False).exists()
    with acting_as(export.created_by):
        assert ExportedFile.objects.count() == (1 if was_quicker else 0)
        assert CaseExport.objects.get().status == ("ready" if was_quicker else "approved")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    do_job(pk=Job.objects.get().pk, is_stopping=lambda: False)
    with acting_as(export.created_by):
        assert ExportedFile.objects.count() == 1
        assert CaseExport.objects.get().status == "ready"
