"""Cases on their way to destruction, as people bring them there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection

from cases.actions import progress, retention, retention_rules
from cases.context import acting_as
from cases.models import Case, RetentionRule
from tests.factories.cases import Place, as_member

POLICY = "Policy of the centre, 2026"


def make_rule(place: Place, years: int = 5, **values: Any) -> RetentionRule:
    """Make a rule of the place's own policy, as an administrator does."""
    given = {"organisation": place.organisation, "basis": POLICY, "is_local_policy": True} | values
    with acting_as(place.administrator):
        return retention_rules.add_rule(actor=place.administrator, years=years, **given)


def close(place: Place, case: Case) -> Case:
    """Close a case: the lead proposes, the supervisor closes."""
    with as_member(place, "worker") as lead:
        progress.propose_closing(actor=lead, case_id=case.pk, outcome="agreed-is-done")
    with as_member(place, "supervisor") as supervisor:
        progress.close(actor=supervisor, case_id=case.pk)
        return Case.objects.visible_to(supervisor).get(pk=case.pk)


def close_long_ago(place: Place, case: Case, day: dt.date = dt.date(2020, 1, 1)) -> Case:
    """Close a case whose last day passed, or is another."""
    close(place, case)
    with as_member(place, "supervisor") as supervisor:
        with connection.cursor() as cursor:
            values = [case.pk, day, POLICY]
            cursor.execute("SELECT sec.set_last_day_in_tests(%s, %s, %s)", values)
        return Case.objects.visible_to(supervisor).get(pk=case.pk)


def propose(place: Place, case: Case) -> Any:
    with as_member(place, "supervisor") as supervisor:
        return retention.propose(actor=supervisor, case_id=case.pk)


def approve(place: Place, disposition: Any, *names: str) -> None:
    for name in names:
        with as_member(place, name) as person:
            retention.approve(actor=person, disposition_id=disposition.pk)


def destroy(place: Place, case: Case) -> Any:
    """Take a case all the way: closed, proposed, approved twice, destroyed."""
    disposition = propose(place, close_long_ago(place, case))
    approve(place, disposition, "supervisor", "auditor")
    with as_member(place, "auditor") as auditor:
        return retention.execute(actor=auditor, disposition_id=disposition.pk)
