"""T21: what the queue does about cases past their day: it proposes, once."""

import datetime as dt

from django.core.management import call_command

from cases import retention
from cases.context import acting_as
from cases.models import Case, Disposition
from tests.factories.cases import make_case, make_party, make_place
from tests.factories.retention import close, make_rule

TODAY = dt.date(2026, 11, 22)


def test_t21_ten_years_later_nothing_has_disappeared_by_itself(committing_db, capsys):
    """The queue proposes, once; what stands in the case is there to the last row."""
    place = make_place()
    make_rule(place, 5)
    case = make_case(place)
    make_party(case)
    close(place, case)
    assert retention.propose_due(on=TODAY) == []
    later = dt.date(TODAY.year + 10, 1, 1)
    assert retention.propose_due(on=later, dry_run=True) == [case.shown_number]
    assert retention.propose_due(on=later) == [case.shown_number]
    assert retention.propose_due(on=later) == []
    with acting_as(place.user("supervisor")):
        assert Case.objects.visible_to(place.user("supervisor")).get().parties.count() == 1
        assert Disposition.objects.visible().get().status == "proposed"
    call_command("propose_dispositions")
    assert "0 cases were proposed" in capsys.readouterr().out
