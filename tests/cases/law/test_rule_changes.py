"""A change of law after the fact: duties are flagged, by a role that sees no content, and never moved."""

from django.core.management import call_command

from cases.context import acting_as
from cases.models import Flag
from tests.factories.case_law import OLD, amend, at, make_rule, record_event
from tests.factories.cases import make_case, make_place


def test_change_of_law_flags_the_open_duty_and_moves_nothing(committing_db, capsys):
    place = make_place()
    case, worker = make_case(place), place.user("worker")
    (clock,) = make_rule((OLD, None))
    record_event(case, at("2026-03-10 09:00"))
    untouched = record_event(case, at("2026-02-10 09:00"))
    amend(clock)
    for _time in range(2):
        call_command("raise_rule_changes")
        assert capsys.readouterr().out.startswith("1 open")
    with acting_as(worker):
        flag = Flag.objects.visible_to(worker).select_related("duty").get()
        assert (flag.kind, flag.doubt) == ("rule-changed", "new-version")
        assert flag.duty.event_id != untouched.pk
        assert flag.duty.due_local == "2026-03-11 09:00 +05"
