"""T9: a leaked backup, and what else leaks from a server, hold nothing that was written about anyone."""

import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from cases.actions import assessments, contacting, tasks
from cases.actions.approvals import decide_approval
from cases.actions.consents import Terms, withdraw_consent
from cases.actions.exports import issue_export
from cases.actions.grounds import Ground
from cases.actions.parties import Identity, add_safe_contact
from cases.actions.retention import hold
from cases.actions.transfers import decline_transfer
from cases.choices import AccessKind, OrganisationKind, Section
from cases.context import acting_as
from cases.models import Case
from kbase.embedded import BACKUP, OWNER
from kbase.jobs.running import do_job
from kbase.models import Job
from kbase.postgres_programs import directory_of_programs
from tests.factories.care import begin_assessment, give, goal, note, safety_plan, sign, task
from tests.factories.cases import Place, bar, grant, make_case, make_party, make_place
from tests.factories.markers import plant_law
from tests.factories.sharing import ORDER, answer, copied, offer, refer


def dump(role: str, *options: str) -> subprocess.CompletedProcess[bytes]:
    values = connections["owner"].settings_dict
    return subprocess.run(
        [
            str(directory_of_programs() / "pg_dump"), "--host", values["HOST"], "--port", str(values["PORT"]),
            "--username", role, *options, connection.settings_dict["NAME"],
        ],
        capture_output=True,
    )  # fmt: skip


@pytest.fixture
def markers(committing_db) -> list[str]:
    """Plant 30 words and numbers in every sealed field there is."""
    place = make_place()
    case = make_case(place)
    planted = []
    for number in range(5):
        words = [
            f"Zhasyrynova{number}",
            f"99010130{number:04d}",
            f"+7701999{number:04d}",
            f"Kupiya street {number}",
        ]
        party = make_party(case, identity=Identity(*words))
        with acting_as(case.lead.user):
            add_safe_contact(
                actor=case.lead.user, party_id=party.pk, channel="phone", code_word=f"sagebrush{number}",
                who_may_answer=f"auntmarker{number}",
            )  # fmt: skip
        planted += [*words, f"sagebrush{number}", f"auntmarker{number}"]
        consent = give(party, terms=Terms(evidence=f"sheetmarker{number}"))
        with acting_as(case.lead.user):
            withdraw_consent(actor=case.lead.user, consent_id=consent.pk, words=f"saidmarker{number}")
        planted += [f"sheetmarker{number}", f"saidmarker{number}"]
    planted += plant_care(party)
    grant(case, place.colleague, AccessKind.COWORKER, reason="grantmarker")
    planted += share(place, case)
    bar(
        case,
        place.user("other"),
    )
    planted += plant_law(place)
    with acting_as(case.lead.user):
        hold(actor=case.lead.user, case_id=case.pk, reason="holdmarker")
    return [*planted, "grantmarker", "knows the offender", "He is at the door", "holdmarker"]


def plant_care(party) -> list[str]:
    """Plant words in each sealed field of the work with a person."""
    case, lead = party.case, party.case.lead.user
    note(case, "notemarker")
    goal(case, "goalmarker")
    safety_plan(party, places="placemarker", people="peoplemarker")
    given = task(case, "taskmarker")
    draft = begin_assessment(party)
    with acting_as(lead):
        assessments.write_answers(
            actor=lead, assessment_id=draft.pk, answers={"note-safety": "answermarker"}, row_version=1
        )
        tasks.settle_task(actor=lead, task_id=given.pk, outcome="outcomemarker")
        contacting.record_attempt(
            actor=lead, party_id=party.pk, channel="visit", outcome="reached", override_reason="reasonmarker",
            detail="detailmarker",
        )  # fmt: skip
    sign(draft, lead, "medium", "judgemarker")
    return [
        f"{word}marker"
        for word in (
            "note", "goal", "place", "people", "task", "answer", "outcome", "reason", "detail", "judge",
        )
    ]  # fmt: skip


def share(place: Place, case: Case) -> list[str]:
    """Send, offer and copy a case, with a word planted in each sealed field."""
    police = make_place(OrganisationKind.POLICE)
    parts = [Section.PARTIES, Section.IDENTITY, Section.CONTACT]
    sent = refer(case, police.organisation, sections=parts, message="messagemarker")
    answer(police, sent, "accepted", "repliedmarker")
    refer(case, None, contact="contactmarker")
    asked = refer(case, police.organisation, ground=Ground(reason="overridemarker")).approval
    supervisor = place.user("supervisor")
    for export in (asked, (copy := copied(case, purpose="purposemarker", sections=parts)).approval):
        with acting_as(supervisor):
            decide_approval(actor=supervisor, approval_id=export.pk, approve=True, comment="commentmarker")
    do_job(pk=Job.objects.get().pk, is_stopping=lambda: False)
    lead = case.lead.user
    with acting_as(lead):
        password = issue_export(actor=lead, export_id=copy.pk)
    transfer = offer(case, police.organisation, note="handovermarker")
    with acting_as(police.user("worker")):
        decline_transfer(actor=police.user("worker"), transfer_id=transfer.pk, words="declinemarker")
    return [
        "messagemarker", "repliedmarker", "contactmarker", "overridemarker", "purposemarker", "commentmarker",
        "handovermarker", "declinemarker", ORDER.number, ORDER.by, password,
    ]  # fmt: skip


def leaks(data: bytes, markers: list[str]) -> list[str]:
    return [marker for marker in markers if marker.encode() in data]


def test_t9_dump_holds_no_marker(markers):
    assert len(markers) >= 30
    done = dump(BACKUP, "--exclude-table=sec.context_key")
    assert done.returncode == 0, done.stderr
    assert b"cases_partyidentity" in done.stdout
    assert leaks(done.stdout, markers) == []


def test_t9_dump_holds_no_key(markers):
    done = dump(BACKUP, "--exclude-table=sec.context_key")
    for keys in (settings.CASE_KEYS, settings.IDENTITY_KEYS, settings.INDEX_KEYS, settings.CONTEXT_KEYS):
        assert keys.partition(":")[2].strip().encode() not in done.stdout
    assert b"COPY sec.context_key" not in done.stdout


def test_dump_of_the_owner_fails_instead_of_leaving_cases_out(markers):
    done = dump(OWNER, "--exclude-schema=sec")
    assert done.returncode != 0
    assert b"row-level security" in done.stderr


def test_backup_can_not_read_the_keys_that_prove_who_asks(markers):
    done = dump(BACKUP)
    assert done.returncode != 0
    assert b"context_key" in done.stderr


def test_t9_files_of_the_server_hold_no_marker(markers):
    """Tables, write-ahead log, temporary files, the server's own log: the whole data directory."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(1) FROM pg_stat_activity")
    directory = Path(connections["owner"].settings_dict["HOST"])
    if not (directory / "PG_VERSION").exists():
        pytest.skip("THE SERVER'S FILES ARE ELSEWHERE: this test needs the embedded server's directory")
    found = subprocess.run(
        ["grep", "-rlaF", *[part for marker in markers for part in ("-e", marker)], str(directory)],
        capture_output=True, env={**os.environ, "LC_ALL": "C"},
    )  # fmt: skip
    assert found.stdout == b""
