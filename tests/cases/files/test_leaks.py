"""T9, T10, T12: a stolen volume, dump, log or temporary directory holds nothing of any file or its name."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from django.db import connection, connections

from cases.actions.attachments import withdraw_file
from cases.context import acting_as
from kbase.embedded import BACKUP
from tests.cases.test_backup import dump, leaks
from tests.factories import files
from tests.workers import start_worker, wait_until


@pytest.fixture
def markers(case, settings, tmp_path, monkeypatch) -> list[str]:
    """Plant markers in contents, in what programs wrote beside them, and in names; have all of it checked."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    planted, added = [], []
    makers = (
        lambda word: f"He said {word} again.".encode(),
        lambda word: files.jpeg(camera=word),
        lambda word: files.png(words=word),
        lambda word: files.pdf(word),
        lambda word: files.word(word),
    )
    for turn in range(3):
        for number, make in enumerate(makers):
            content, name = f"contentmarker{turn}x{number}x", f"namemarker{turn}x{number}x"
            added.append(files.add(case, make(content), name=f"{name}.pdf"))
            planted += [content, name]
    lead = case.lead.user
    with acting_as(lead):
        withdraw_file(actor=lead, attachment_id=added[0].pk, reason="reasonmarker")
    with (tmp_path / "worker.log").open("w") as log:
        worker = start_worker("--once", output=log)
        assert worker.wait(120) == 0
    wait_until(lambda: files.again(case, added[-1]).status == "clean", "they were checked")
    return [*planted, "reasonmarker"]


def found_below(directory: Path, markers: list[str]) -> bytes:
    patterns = [part for marker in markers for part in ("-e", marker)]
    return subprocess.run(
        ["grep", "-rlaF", *patterns, str(directory)], capture_output=True, env=os.environ | {"LC_ALL": "C"}
    ).stdout


def test_t9_t10_t12_no_marker_of_a_file_anywhere(markers, volume, tmp_path, contents):
    assert len(markers) > 30
    assert len(contents()) == 15 + 14  # of the one that was withdrawn no copy was made
    assert found_below(tmp_path, markers) == b""  # volume, temporary directory, the worker's log
    assert (tmp_path / "worker.log").exists()
    done = dump(BACKUP, "--exclude-table=sec.context_key")
    assert done.returncode == 0, done.stderr
    assert b"cases_attachment" in done.stdout
    assert leaks(done.stdout, markers) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(1) FROM pg_stat_activity")
    directory = Path(connections["owner"].settings_dict["HOST"])
    if not (directory / "PG_VERSION").exists():
        pytest.skip("THE SERVER'S FILES ARE ELSEWHERE: this test needs the embedded server's directory")
    assert found_below(directory, markers) == b""
