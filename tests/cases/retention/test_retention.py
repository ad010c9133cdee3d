"""How long cases are kept: a rule as data, a day written down at closing, and nothing that acts by itself."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from cases.actions import progress
from cases.actions import retention as actions
from cases.actions.retention_rules import add_rule
from cases.models import Disposition, RetentionRule
from cases.permissions import NotAllowed
from tests.factories.cases import as_member, make_case
from tests.factories.retention import close, close_long_ago, make_rule, propose

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)


def test_closing_writes_down_the_last_day_and_why(place):
    make_rule(place, 5)
    case = close(place, make_case(place))
    assert (case.dispose_after.year, case.retention_basis) == (
        case.closed_at.year + 5,
        "Policy of the centre, 2026",
    )


def test_organisations_own_rule_comes_before_its_kinds_and_the_general_one(place):
    make_rule(place, 25, organisation=None)
    make_rule(place, 10, organisation=None, organisation_kind="crisis-centre")
    with as_member(place, "worker"):
        assert RetentionRule.objects.for_organisation(place.organisation).years == 10
    make_rule(place, 3)
    with as_member(place, "worker"):
        assert RetentionRule.objects.for_organisation(place.organisation).years == 3


def test_without_a_rule_a_case_is_closed_and_kept(place):
    case = close(place, make_case(place))
    assert (case.status, case.dispose_after) == ("closed", None)


def test_t21_rule_that_fails_does_not_keep_a_case_from_being_closed(place):
    make_rule(place, 30_000)  # past the end of the calendar
    case = close(place, make_case(place))
    assert (case.status, case.dispose_after) == ("closed", None)


def test_opening_again_takes_the_day_back_and_stops_what_was_proposed(place):
    make_rule(place)
    case = close_long_ago(place, make_case(place))
    propose(place, case)
    with as_member(place, "supervisor") as supervisor:
        progress.reopen(actor=supervisor, case_id=case.pk, reason="She asks for it")
        case.refresh_from_db()
        assert case.dispose_after is None
        assert Disposition.objects.visible().get().status == "held"


@pytest.mark.parametrize("given", [{"source_url": "", "is_local_policy": False}, {"basis": ""}])
def test_rule_has_a_source_or_is_marked_as_local_policy(place, given):
    with pytest.raises(ValidationError):
        make_rule(place, **given)


def test_only_an_administrator_sets_a_rule(place):
    with as_member(place, "supervisor") as supervisor, pytest.raises(NotAllowed):
        add_rule(actor=supervisor, years=1, basis="mine", is_local_policy=True)


def test_command_sets_a_rule_and_refuses_whom_it_must(place):
    arguments = [
        "set_retention_rule",
        "7",
        "--basis",
        "Order 1, point 2",
        "--source",
        "https://example.org/1",
    ]
    with pytest.raises(CommandError, match="administrator"):
        call_command(*arguments, "--by", place.user("worker").username)
    call_command(*arguments, "--by", place.administrator.username)
    with as_member(place, "worker"):
        assert RetentionRule.objects.for_organisation(place.organisation).years == 7


def test_held_case_is_not_proposed_and_released_one_is_again(place):
    case = close_long_ago(place, make_case(place))
    propose(place, case)
    with as_member(place, "supervisor") as supervisor:
        order = actions.hold(actor=supervisor, case_id=case.pk, reason="A court asked for it")
        assert Disposition.objects.visible().get().status == "held"
        actions.release(actor=supervisor, case_id=case.pk, hold_id=order.pk)
        assert Disposition.objects.visible().get().status == "proposed"


def test_lead_may_order_to_keep_and_not_lift_it(place):
    case = close_long_ago(place, make_case(place))
    with as_member(place, "worker") as lead:
        order = actions.hold(actor=lead, case_id=case.pk, reason="She asked for it")
        with pytest.raises(NotAllowed):
            actions.release(actor=lead, case_id=case.pk, hold_id=order.pk)


def test_case_before_its_day_is_not_proposed_by_hand(place):
    make_rule(place)
    case = close(place, make_case(place))
    with as_member(place, "supervisor") as supervisor, pytest.raises(actions.NotDueError):
        actions.propose(actor=supervisor, case_id=case.pk)


@pytest.mark.parametrize(("zone", "days"), [(-23, 1), (23, 0)])
def test_day_after_the_last_is_that_of_the_site_whatever_day_it_is_elsewhere(place, zone, days):
    """At one in the morning in Almaty it is yesterday by UTC: a session's zone stands for the hour here."""
    case = close_long_ago(place, make_case(place), day=timezone.localdate() - dt.timedelta(days=days))
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL TIME ZONE {zone}")
    if days:
        assert propose(place, case).status == "proposed"
        return
    with pytest.raises(actions.NotDueError):
        propose(place, case)
    with as_member(place, "supervisor"), connection.cursor() as cursor:
        cursor.execute("SELECT sec.today()")
        assert cursor.fetchone() == (timezone.localdate(),)
