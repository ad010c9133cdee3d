"""What auditors do with the record of accesses, and the alarm about whoever reads too much (T4)."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import door, record, team
from cases.actions import parties
from cases.actions.parties import Identity
from cases.choices import Deed
from cases.context import acting_as
from cases.models import AccessEvent
from tests.factories import accounts
from tests.factories.cases import as_member, make_case, make_party, make_place

MANY = 31


@pytest.fixture
def auditor(place) -> Client:
    return accounts.sign_in(Client(), place.user("auditor"))


def read(place, cases, name="worker"):
    with as_member(place, name):
        for case in cases:
            record.note(Deed.READ, case)


def alarms(place, name):
    with as_member(place, name) as user:
        return [alarm.actor_id for alarm in team.alarms_for(user)]


@pytest.mark.django_db
class TestAlarm:
    def test_t4_reading_more_than_thirty_cases_within_an_hour_raises_one_alarm(self, place):
        cases = [make_case(place) for _number in range(MANY + 2)]
        read(place, cases[: MANY - 1])
        assert alarms(place, "auditor") == []
        read(place, cases)
        for name in ("auditor", "supervisor", "second"):
            assert alarms(place, name) == [place.user("worker").pk]
        for name in ("worker", "colleague", "other", "intake"):
            assert alarms(place, name) == []

    def test_t4_reading_one_case_often_raises_none(self, place):
        read(place, [make_case(place)] * (MANY + 5))
        assert alarms(place, "auditor") == []

    def test_t4_trying_numbers_raises_one_too(self, place):
        """Each writing of an identity counts, and each case that was told of."""
        for name in ("colleague", "other"):
            make_party(make_case(place, name), identity=Identity(phones="+7 701 555 01 23"))
        party = make_party(make_case(place))
        with as_member(place, "worker") as worker:
            for number in range(MANY - 3):
                who = Identity(phones=f"+7 701 555 01 {number:02}")
                parties.write_identity(actor=worker, party_id=party.pk, identity=who)
                door.leads_of_possible_matches(party)
        assert alarms(place, "auditor") == []
        with as_member(place, "worker") as worker:
            parties.write_identity(actor=worker, party_id=party.pk, identity=Identity(name="Other"))
            parties.write_identity(actor=worker, party_id=party.pk, identity=Identity(name="Third"))
        assert alarms(place, "auditor") == [place.user("worker").pk]

    def test_alarms_have_a_page(self, place, auditor):
        read(place, [make_case(place) for _number in range(MANY)])
        assert place.user("worker").username in auditor.get(reverse("work-alarms")).content.decode()


@pytest.mark.django_db
class TestFilters:
    @pytest.fixture(autouse=True)
    def _some(self, place):
        read(place, [make_case(place)])

    def rows(self, auditor, **asked):
        page = auditor.get(reverse("work-log"), asked).content.decode()
        return page.count('scope="row"')

    def test_by_person_deed_and_result(self, place, auditor):
        worker, other = place.user("worker"), place.user("other")
        assert self.rows(auditor, who=worker.pk, deed="read", result="allowed") == 1
        assert self.rows(auditor, who=other.pk, deed="read") == 0
        assert self.rows(auditor, deed="read", result="refused") == 0

    def test_by_period_both_days_included(self, place, auditor):
        today = timezone.localdate()
        assert self.rows(auditor, deed="read", since=today, until=today) == 1
        assert self.rows(auditor, deed="read", until=today - timedelta(days=1)) == 0

    def test_people_of_other_organisations_are_not_offered(self, place, auditor):
        elsewhere = make_place()
        page = auditor.get(reverse("work-log")).content.decode()
        assert elsewhere.user("worker").username not in page

    def test_what_is_no_filter_is_left_out(self, place, auditor):
        assert self.rows(auditor, case_id="x", order="purpose", who="'") > 0

    def test_csv_holds_what_was_filtered_no_content_and_is_noted(self, place, auditor):
        case = make_case(place)
        answer = auditor.get(reverse("work-log-csv"), {"deed": "read"})
        body = b"".join(answer.streaming_content).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(body)))
        assert [row["what"] for row in rows] == ["read"]
        assert case.public_no not in body
        assert answer["Cache-Control"].find("no-store") >= 0
        with as_member(place, "auditor"):
            assert AccessEvent.objects.filter(deed="exported").count() == 1


def test_breach_report_lists_the_cases_that_were_reached(committing_db, capsys):
    place = make_place()
    case, _other = make_case(place), make_case(place)
    since = timezone.localtime() - timedelta(minutes=5)
    until = since + timedelta(hours=1)
    colleague = place.user("supervisor")
    with acting_as(colleague):
        record.note(Deed.READ, case)
    call_command("breach_report", since=since.isoformat(), until=until.isoformat(), user=colleague.pk)
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["number"], row["people"], row["deeds"]) == (case.shown_number, "1", "read")
    with pytest.raises(CommandError, match="can't be read"):
        call_command("breach_report", since="yesterday", until=until.isoformat())
