"""Workers beside the site are started again when they die, and stopped with it."""

from __future__ import annotations

import sys
from pathlib import Path

import psutil
import pytest

from kbase import supervision
from tests.workers import wait_until

# Says its number; lives until it is told to stop.
LIVING = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(99)"


@pytest.fixture
def numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the processes be small ones, whose numbers are in this file."""
    path = tmp_path / "numbers"
    path.touch()
    monkeypatch.setattr(supervision, "COMMAND", [sys.executable, "-c", LIVING, str(path)])
    monkeypatch.setattr(supervision, "PAUSE_SECONDS", 0.1)
    return path


def started(numbers: Path) -> list[int]:
    return [int(number) for number in numbers.read_text().split()]


def test_as_many_are_started_as_wanted_and_all_are_stopped(numbers: Path) -> None:
    with supervision.Workers(2):
        wait_until(lambda: len(started(numbers)) == 2, "both started")
    assert not any(map(psutil.pid_exists, started(numbers)))


def test_killed_worker_is_started_again(numbers: Path) -> None:
    with supervision.Workers(1):
        wait_until(lambda: len(started(numbers)) == 1, "it started")
        psutil.Process(started(numbers)[0]).kill()
        wait_until(lambda: len(started(numbers)) == 2, "another started")


def test_none_is_wanted(numbers: Path) -> None:
    with supervision.Workers(0):
        pass
    assert started(numbers) == []
