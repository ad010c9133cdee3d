"""How a file comes to be clean, and how it doesn't: scanner, cleaning, retries, interruptions."""

from __future__ import annotations

import datetime as dt
import socket

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, ProgrammingError, connection, connections, transaction
from django.utils import timezone

from cases import states
from cases.actions.attachments import withdraw_file
from cases.context import acting_as
from cases.files import checking
from cases.files.checking import ScannerMissingError
from cases.files.places import ORIGINAL, SHARED, pieces_of
from cases.files.scanner import Scanner, ScannerError
from cases.files.sweeping import CHECK_LASTS, sweep, waiting_files
from cases.models import Attachment, Case
from cases.tasks.files import check_case_file
from tests.factories import files
from tests.workers import do_what_waits

LATER = dt.timedelta(hours=1)


def closed_port() -> str:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{trial.getsockname()[1]}"


def test_checked_file_is_clean_and_has_its_copy(case):
    checked = files.add_checked(case, files.jpeg(), name="street.jpg")
    assert (checked.status, checked.file_type, checked.finding) == ("clean", "jpeg", "")
    assert b"".join(pieces_of(checked, ORIGINAL)) == files.jpeg()
    assert files.CAMERA.encode() not in b"".join(pieces_of(checked, SHARED))


def test_queue_checks_what_was_added(case):
    attachment = files.add(case, files.pdf())
    do_what_waits()
    assert files.again(case, attachment).status == "clean"


def test_file_is_queued_with_its_identity_alone(case):
    attachment = files.add(case, b"sagebrush words", name="sagebrush.txt")
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = 'check_case_file'")
        assert cursor.fetchall() == [(f'{{"attachment": "{attachment.pk}"}}',)]


# The scanner


def test_scanner_is_given_the_whole_file(case, daemon):
    content = b"words of a letter " * 20_000
    checked = files.add_checked(case, content)
    assert daemon.streams == [content]
    assert (checked.status, checked.checked_with) == (
        "clean",
        "ClamAV 1.4.3/27800/Sat Nov 21 09:00:00 2026",
    )


def test_t15_infected_file_is_locked_away(case, daemon, contents):
    checked = files.add_checked(case, files.EICAR)
    assert (checked.status, checked.finding) == ("infected", "malware")
    assert checked.signature == "Win.Test.EICAR_HDB-1"
    assert checked.shared == ""
    assert len(contents()) == 1


def test_65_without_the_daemon_a_file_waits(case, settings):
    settings.CLAMAV = closed_port()
    attachment = files.add(case)
    with pytest.raises(ScannerMissingError):
        checking.check_file(attachment.pk)
    waiting = files.again(case, attachment)
    assert (waiting.status, waiting.retries) == ("uploaded", 0)


def test_65_once_the_daemon_is_back_the_file_is_checked(case, settings, daemon):
    address, settings.CLAMAV = settings.CLAMAV, closed_port()
    attachment = files.add(case)
    check_case_file(attachment=str(attachment.pk))
    assert files.again(case, attachment).status == "uploaded"
    settings.CLAMAV = address
    assert waiting_files(timezone.now() + LATER) == [attachment.pk]
    check_case_file(attachment=str(attachment.pk))
    assert files.again(case, attachment).status == "clean"


def test_where_a_scanner_is_required_and_none_is_set_up_a_file_waits(case, settings):
    settings.CLAMAV, settings.CLAMAV_REQUIRED = "", True
    attachment = files.add(case)
    with pytest.raises(ScannerMissingError):
        checking.check_file(attachment.pk)
    assert files.again(case, attachment).status == "uploaded"


def test_answer_that_is_no_verdict_is_no_clean_file(case, daemon):
    for answer in (b"INSTREAM size limit exceeded. ERROR", b"stream: OKAY", b"OK FOUND IT", b"?"):
        daemon.answer = answer
        checked = files.add_checked(case, answer)
        assert (checked.status, checked.finding) == ("failed", "scanner")


def test_it_is_tried_again_three_times_and_no_more(case, daemon):
    daemon.answer = b"stream: out of memory ERROR"
    attachment = files.add_checked(case)
    for turn in (1, 2, 3):
        assert waiting_files(timezone.now() + LATER) == [attachment.pk]
        assert checking.check_file(attachment.pk) == "failed"
        assert files.again(case, attachment).retries == turn
    daemon.answer = b""
    assert waiting_files(timezone.now() + LATER) == []
    assert checking.check_file(attachment.pk) == ""
    assert files.again(case, attachment).status == "failed"


def test_tried_again_it_can_succeed(case, daemon):
    daemon.answer = b"stream: busy ERROR"
    attachment = files.add_checked(case)
    daemon.answer = b""
    assert checking.check_file(attachment.pk) == "clean"
    clean = files.again(case, attachment)
    assert (clean.retries, clean.finding) == (1, "")


def test_what_was_refused_for_its_content_is_not_tried_again(case):
    attachment = files.add_checked(case, files.flood())
    assert (attachment.status, attachment.finding) == ("failed", "too-many-pixels")
    assert waiting_files(timezone.now() + LATER) == []
    assert checking.check_file(attachment.pk) == ""


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "127.0.0.1:3310", "tcp://127.0.0.1", "unix://"])
def test_address_that_is_none_is_named(address):
    with pytest.raises(ScannerError, match="expected tcp://HOST:PORT or unix:///PATH"):
        Scanner(address).version()


def test_scanner_at_a_path_that_is_not_there_does_not_answer(tmp_path):
    with pytest.raises(ScannerError, match="doesn't answer"):
        Scanner(f"unix://{tmp_path}/clamd.ctl").version()


# Interruptions


def test_check_that_was_interrupted_is_done_by_the_next(case):
    attachment = files.add(case)
    assert checking._taken_up(attachment.pk, "worker") is not None
    assert files.again(case, attachment).status == "scanning"
    assert checking.check_file(attachment.pk) == "clean"


def test_check_of_a_worker_that_was_thought_dead_writes_nothing_down(case, contents):
    attachment = files.add(case)
    slow = checking._taken_up(attachment.pk, "worker")
    checking.check_file(attachment.pk)
    before = files.again(case, attachment)
    outcome = checking._outcome(slow, None)
    checking._write_down(slow, outcome, "", "worker")
    assert files.again(case, attachment).shared == before.shared
    assert len(contents()) == 2


def test_check_that_never_ended_is_given_up_and_begun_again(case):
    attachment = files.add(case)
    checking._taken_up(attachment.pk, "worker")
    assert waiting_files(timezone.now()) == []
    assert waiting_files(timezone.now() + CHECK_LASTS + LATER) == [attachment.pk]
    assert files.again(case, attachment).finding == "interrupted"
    assert checking.check_file(attachment.pk) == "clean"


def test_file_withdrawn_while_it_is_checked_stays_withdrawn(case, contents):
    attachment = files.add(case)
    taken = checking._taken_up(attachment.pk, "worker")
    outcome = checking._outcome(taken, None)
    with acting_as(case.lead.user):
        withdraw_file(actor=case.lead.user, attachment_id=attachment.pk, reason="wrong case")
    checking._write_down(taken, outcome, "", "worker")
    assert files.again(case, attachment).status == "withdrawn"
    assert len(contents()) == 1


def test_object_that_was_changed_or_lost_is_never_clean(case, contents):
    attachment = files.add(case)
    (path,) = contents()
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert checking.check_file(attachment.pk) == "failed"
    assert files.again(case, attachment).finding == "lost"


def test_object_under_another_files_name_is_never_clean(case, contents):
    first, second = files.add(case, b"first"), files.add(case, b"second")
    paths = {path.name: path for path in contents()}
    paths[second.original].write_bytes(paths[first.original].read_bytes())
    assert checking.check_file(second.pk) == "failed"
    assert checking.check_file(first.pk) == "clean"


# What the database holds people to


def update(**values: object) -> None:
    assignments = ", ".join(f"{name} = %s" for name in values)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE cases_attachment SET {assignments}", list(values.values()))


def test_nobody_but_the_worker_says_that_a_file_is_clean(case):
    files.add(case)
    for status in ("clean", "scanning", "failed", "infected", "destroyed"):
        with (
            acting_as(case.lead.user),
            pytest.raises(DatabaseError, match=r"row-level security|Invalid trans"),
        ):
            update(status=status)


def test_what_was_found_can_be_changed_by_nobody_but_the_worker(case):
    files.add(case)
    for column in ("checked_at", "shared", "shared_key", "original", "retries", "size", "case_id"):
        with acting_as(case.lead.user), pytest.raises(DatabaseError, match="permission denied"):
            update(**{column: None})


def test_database_refuses_changes_that_are_not_in_the_table(case):
    waiting, clean = files.add(case, b"waits"), files.add_checked(case, b"is clean")
    for attachment, before in ((waiting, "uploaded"), (clean, "clean")):
        found = Attachment.objects.using("worker").filter(pk=attachment.pk)
        for after in set(states.FILE) - {before, *states.FILE[before]}:
            with pytest.raises(DatabaseError, match="Invalid transition"):
                found.update(status=after)


def test_database_counts_retries(case, daemon):
    daemon.answer = b"stream: busy ERROR"
    attachment = files.add_checked(case)
    found = Attachment.objects.using("worker").filter(pk=attachment.pk)
    for values in ({"status": "scanning"}, {"retries": 2}, {"status": "scanning", "retries": 3}):
        with pytest.raises(DatabaseError, match="each retry of a file is counted"):
            found.update(**values)


def test_worker_sees_no_name_and_no_reason(case):
    files.add(case)
    for column in ("display_name", "withdrawal", "created_by_id", "fingerprint"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            connections["worker"].cursor() as cursor,
        ):
            cursor.execute(f"SELECT {column} FROM cases_attachment")


# Sweeping


def test_sweep_removes_what_nothing_points_to_and_nothing_else(case, contents, volume):
    checked = files.add_checked(case)
    files.received(case, b"never added")._draft._file.close()  # as a killed process leaves it
    files.received(case, b"x" * 200_000).complete()
    assert len(contents()) == 4
    assert sweep(timezone.now()).orphans == 0  # an upload may still be coming in
    swept = sweep(timezone.now() + dt.timedelta(days=2))
    assert (swept.orphans, swept.destroyed, swept.missing) == (2, 0, 0)
    assert {path.name for path in contents()} == {checked.original, checked.shared}


def test_withdrawn_file_is_destroyed_after_a_month_and_its_row_stays(case, contents):
    checked = files.add_checked(case)
    with acting_as(case.lead.user):
        withdraw_file(actor=case.lead.user, attachment_id=checked.pk, reason="wrong case")
    assert sweep(timezone.now() + dt.timedelta(days=29)).destroyed == 0
    assert len(contents()) == 2
    assert sweep(timezone.now() + dt.timedelta(days=31)).destroyed == 1
    assert contents() == []
    gone = files.again(case, checked)
    assert (gone.status, gone.original_key, gone.shared_key) == ("destroyed", "", "")


def test_what_must_be_kept_is_not_destroyed(case):
    checked = files.add_checked(case)
    with acting_as(case.lead.user):
        withdraw_file(actor=case.lead.user, attachment_id=checked.pk, reason="wrong case")
        Case.objects.filter(pk=case.pk).update(legal_hold=True)
    assert sweep(timezone.now() + dt.timedelta(days=400)).destroyed == 0


def test_key_of_a_destroyed_file_is_in_no_history(case):
    checked = files.add_checked(case)
    with acting_as(case.lead.user), connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(e)::text FROM cases_attachmentevent e")
        history = "".join(text for (text,) in cursor.fetchall())
    assert checked.original in history
    assert checked.original_key not in history
    assert checked.shared_key not in history


def test_sweep_says_what_is_missing(case, contents, capsys):
    files.add_checked(case)
    contents()[0].unlink()
    with pytest.raises(CommandError, match="1 objects that files point to are missing"):
        call_command("sweep_case_files")
