"""Destroying a case: two people, every table, both keys; a certificate, a ledger, and the record remain."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from cases import ledger, rotation
from cases.actions import duties, parties
from cases.actions import retention as actions
from cases.choices import AccessKind
from cases.context import acting_as
from cases.models import AccessEvent, Case, CaseDuty, Disposition
from cases.permissions import NotAllowed
from kbase.database import OWNER_ALIAS, WORKER_ALIAS
from tests.factories.care import assessed, note
from tests.factories.case_law import NEW, OLD, at, make_rule, record_event
from tests.factories.cases import as_member, bar, grant, make_case, make_party, make_place
from tests.factories.retention import POLICY, approve, close_long_ago, destroy, propose

NAME = parties.Identity(name="Invented Name", iin="850101300123")


@pytest.fixture
def book(tmp_path, settings):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    return settings.ERASURE_LEDGER


@pytest.fixture
def proposed(place):
    return propose(place, close_long_ago(place, make_case(place)))


def refused(statement, *values):
    """Assert that the database refuses a statement of the application's role."""
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.django_db
class TestApproval:
    def test_two_people_approve_and_one_never_twice(self, place, proposed):
        approve(place, proposed, "supervisor")
        with as_member(place, "supervisor") as supervisor, pytest.raises(actions.SecondPersonError):
            actions.approve(actor=supervisor, disposition_id=proposed.pk)
        with as_member(place, "supervisor"):
            refused("SELECT sec.approve_disposition(%s)", proposed.pk)  # nor past the action
        approve(place, proposed, "auditor")
        with as_member(place, "supervisor"):
            assert Disposition.objects.visible().get().status == "approved"

    def test_nothing_is_carried_out_before_both_approved(self, place, proposed):
        approve(place, proposed, "auditor")
        with as_member(place, "auditor") as auditor, pytest.raises(ValueError, match="can become"):
            actions.execute(actor=auditor, disposition_id=proposed.pk)
        with as_member(place, "auditor"):
            refused("SELECT sec.execute_disposition(%s)", proposed.pk)

    @pytest.mark.parametrize("name", ["worker", "colleague", "other", "second", "intake"])
    def test_nobody_else_approves(self, place, proposed, name):
        from cases.door import NotThere

        with as_member(place, name) as person, pytest.raises((NotThere, NotAllowed)):
            actions.approve(actor=person, disposition_id=proposed.pk)

    def test_hold_that_comes_between_stops_it(self, place, proposed):
        approve(place, proposed, "supervisor", "auditor")
        with as_member(place, "worker") as lead:
            actions.hold(actor=lead, case_id=proposed.case_id, reason="She needs it")
        with as_member(place, "auditor") as auditor, pytest.raises(ValueError, match="can become"):
            actions.execute(actor=auditor, disposition_id=proposed.pk)

    def test_barred_auditor_finds_no_trace(self, place):
        case = make_case(place)
        bar(case, place.user("auditor"))
        propose(place, close_long_ago(place, case))
        with as_member(place, "auditor"):
            assert Disposition.objects.visible().count() == 0
            assert Disposition.objects.count() == 0

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE cases_case SET status = 'disposed'",
            "UPDATE cases_case SET content_key = ''",
            "UPDATE cases_disposition SET status = 'approved'",
            "DELETE FROM cases_party",
            "SELECT sec.erase_case(gen_random_uuid())",
            "SELECT sec.replay_erasure(gen_random_uuid(), '')",
        ],
    )
    def test_application_can_not_do_it_past_the_functions(self, place, proposed, statement):
        with as_member(place, "supervisor"):
            refused(statement)


@pytest.mark.django_db(databases=["default", WORKER_ALIAS])
def test_case_that_two_people_approved_and_that_must_be_kept_after_all_is_not_erased(place):
    """Nobody calls what erases, and what calls it looks at the case again, whatever was approved."""
    case = close_long_ago(place, make_case(place))
    proposed = propose(place, case)
    approve(place, proposed, "supervisor", "auditor")
    for name in place.members:
        with as_member(place, name):
            refused("SELECT sec.erase_case(%s)", case.pk)
    with (
        connections[WORKER_ALIAS].cursor() as cursor,
        pytest.raises(DatabaseError, match="permission denied"),
    ):
        cursor.execute("SELECT sec.erase_case(%s)", [case.pk])
    with as_member(place, "supervisor"):
        with connection.cursor() as cursor:
            tomorrow = timezone.localdate() + timedelta(days=2)
            cursor.execute("SELECT sec.set_last_day_in_tests(%s, %s, %s)", [case.pk, tomorrow, POLICY])
        refused("SELECT sec.execute_disposition(%s)", proposed.pk)
    with as_member(place, "auditor"):
        refused("SELECT sec.execute_disposition(%s)", proposed.pk)
    with as_member(place, "worker"):
        assert Case.objects.get().content_key == case.content_key != ""


def written_case(place):
    """A case with something in every table that its factories fill."""
    case = make_case(place)
    survivor = make_party(case, identity=NAME)
    assessed(survivor)  # sets the danger, which is taken off again
    note(case, "what she said")
    grant(case, place.colleague, AccessKind.COWORKER, reason="helps")
    make_rule((OLD, NEW), (NEW, None))
    event = record_event(case, at("2026-03-10 09:00"), detail="what happened")
    with as_member(place, "worker") as lead:
        duty = CaseDuty.objects.visible_to(lead).get(event=event)
        duties.complete_duty(actor=lead, duty_id=duty.pk, evidence="what proves it")
    return case


def rows_left(case_id):
    """Where the owner of the database, held back by nothing, still finds something of a case."""
    left = {}
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' "
            r"AND column_name = 'case_id' AND table_name LIKE 'cases\_%'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            cursor.execute(f"SELECT count(*) FROM {table} WHERE case_id = %s", [case_id])
            if count := cursor.fetchone()[0]:
                left[table] = count
    return left


@pytest.mark.usefixtures("committing_db")
class TestDestruction:
    def test_every_table_is_emptied_and_the_keys_are_gone(self, book):
        place = make_place()
        case, other = written_case(place), make_case(place)
        done = destroy(place, case)
        assert done.certificate["cases_partyidentity"]["rows"] == 1
        assert len(done.certificate["cases_caseduty"]["sha256"]) == 64
        assert {"cases_event", "cases_partyidentityevent", "cases_caseevent"} <= set(done.certificate)
        assert set(rows_left(case.pk)) == {
            "cases_accessevent", "cases_disposition", "cases_dispositionevent"
        }  # fmt: skip
        with connections[OWNER_ALIAS].cursor() as cursor:
            cursor.execute("ALTER TABLE cases_case NO FORCE ROW LEVEL SECURITY")
            cursor.execute(
                "SELECT public_no, status, content_key, identity_key, risk, outcome, outcome_note, "
                "sent_back, closed_at, extract(doy FROM opened_at AT TIME ZONE current_setting('TimeZone')) "
                "FROM cases_case WHERE id = %s",
                [case.pk],
            )
            left = (case.public_no, "disposed", "", "", "unknown", "", "", "", None, 1)
            assert cursor.fetchone() == left
            cursor.execute("ALTER TABLE cases_caseevent NO FORCE ROW LEVEL SECURITY")
            cursor.execute("SELECT DISTINCT id FROM cases_caseevent")
            assert cursor.fetchall() == [(other.pk,)]
        with acting_as(place.user("worker")):
            assert [found.pk for found in Case.objects.visible_to(place.user("worker"))] == [other.pk]

    def test_certificate_and_record_remain_and_name_nobody(self, book):
        place = make_place()
        case = written_case(place)
        destroy(place, case)
        with acting_as(place.user("auditor")):
            kept = Disposition.objects.visible().get()
            assert "Invented" not in json.dumps(kept.certificate)
            assert {kept.first_by_id, kept.second_by_id} == {place.supervisor.pk, place.auditor.pk}
            deeds = set(AccessEvent.objects.filter(case_id=case.pk).values_list("deed", flat=True))
        assert {"proposed", "agreed", "disposed", "created"} <= deeds

    def test_rotation_of_keys_passes_over_what_was_destroyed(self, book):
        place = make_place()
        destroy(place, make_case(place))
        assert rotation.waiting() == 0

    def test_restored_backup_does_not_bring_it_back(self, book, capsys):
        """The case as a backup held it, in whatever state, is destroyed again by the ledger."""
        place = make_place()
        case, other = written_case(place), make_case(place)
        with acting_as(place.user("supervisor")):
            executed = Disposition(
                case_id=case.pk, public_no=case.public_no, certificate={}, executed_at=case.opened_at
            )
        ledger.append(ledger.entry_of(executed))
        for _time in range(2):
            call_command("replay_erasures")
        assert capsys.readouterr().out.splitlines() == [
            "1 cases were destroyed again.",
            "0 cases were destroyed again.",
        ]
        assert set(rows_left(case.pk)) == {"cases_accessevent"}
        with acting_as(place.user("worker")):
            assert [found.pk for found in Case.objects.visible_to(place.user("worker"))] == [other.pk]

    def test_forged_line_of_the_ledger_destroys_nothing(self, book, capsys):
        place = make_place()
        case = make_case(place)
        entry = ledger.entry_of(Disposition(case_id=uuid.uuid4(), public_no=case.public_no))
        ledger.append(entry | {"case": str(case.pk)})
        with pytest.raises(CommandError, match="1 lines"):
            call_command("replay_erasures")
        with acting_as(place.user("worker")):
            assert Case.objects.visible_to(place.user("worker")).exists()

    def test_ledger_is_written_at_once_and_can_be_written_anew(self, book, capsys):
        place = make_place()
        case = make_case(place)
        destroy(place, case)
        (line,) = book.read_text().splitlines()
        assert json.loads(line)["number"] == case.public_no
        call_command("erasure_ledger")
        assert capsys.readouterr().out.strip() == line

    def test_ledger_that_can_not_be_written_undoes_nothing(self, settings, tmp_path):
        settings.ERASURE_LEDGER = tmp_path / "no-such-folder" / "erasures.jsonl"
        place = make_place()
        assert destroy(place, make_case(place)).status == "executed"
