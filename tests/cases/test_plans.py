"""Safety plans in versions; goals with who sees to them."""

import datetime as dt
import json

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404

from cases.actions import plans
from cases.actions.plans import InvalidPlanError
from cases.choices import AccessKind, OrganisationKind, Role
from cases.context import acting_as
from cases.models import PlanItem, SafetyPlan
from cases.sealing import opened
from cases.versions import ChangedMeanwhileError
from tests.factories.care import agreed_plan, goal, safety_plan
from tests.factories.cases import grant, make_case, make_party, make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def party(place):
    return make_party(make_case(place))


@pytest.fixture
def lead(party):
    return party.case.lead.user


def standing(lead) -> list[tuple[int, str]]:
    with acting_as(lead):
        return list(SafetyPlan.objects.order_by("number").values_list("number", "status"))


def test_plan_is_sealed_and_kept_by_its_parts(party, lead):
    plan = safety_plan(party, places="Aunt in Taraz")
    with acting_as(lead):
        kept = SafetyPlan.objects.select_related("case").get(pk=plan.pk)
    assert "Taraz" not in kept.body
    assert json.loads(opened(kept, "body"))["places"] == "Aunt in Taraz"


def test_what_was_agreed_holds_until_the_next_version_is_agreed(party, lead):
    agreed_plan(party)
    safety_plan(party, places="Now the shelter")
    assert standing(lead) == [(1, "agreed"), (2, "draft")]
    agreed_plan(party, version=1)
    assert standing(lead) == [(1, "superseded"), (2, "agreed")]


@pytest.mark.parametrize(
    "change",
    [
        "body = ''", "agreed_with_survivor_at = now()", "status = 'draft'",
        "status = 'superseded', body = ''",
    ],
)  # fmt: skip
def test_agreed_plan_is_immutable(party, lead, rows, change):
    agreed_plan(party)
    with acting_as(lead), pytest.raises(DatabaseError), transaction.atomic():
        rows(f"UPDATE cases_safetyplan SET {change}")


def test_copy_may_be_taken_back(party, lead, rows):
    agreed_plan(party, copy_given="paper")
    with acting_as(lead):
        rows("UPDATE cases_safetyplan SET copy_given = 'none'")
        assert SafetyPlan.objects.get().copy_given == "none"


def test_51_two_tabs_lose_no_words_of_a_plan(party, lead):
    safety_plan(party, places="First")
    safety_plan(party, version=1, places="Second")
    for seen in (0, 1):
        with pytest.raises(ChangedMeanwhileError) as refused:
            safety_plan(party, version=seen, places="Third")
        assert json.loads(opened(refused.value.row, "body"))["places"] == "Second"


def test_empty_plan_is_none(party):
    with pytest.raises(InvalidPlanError):
        safety_plan(party, places=" ")


def test_inspector_reads_no_safety_plan(party):
    agreed_plan(party)
    police = make_place(OrganisationKind.POLICE)
    police.join("inspector", Role.INSPECTOR)
    grant(party.case, police.inspector, AccessKind.REFERRAL)
    inspector = police.user("inspector")
    with acting_as(inspector):
        assert (SafetyPlan.objects.count(), SafetyPlan.objects.visible_to(inspector).count()) == (0, 0)


def test_supervisor_reads_the_plan_and_writes_none(place, party):
    agreed_plan(party)
    supervisor = place.user("supervisor")
    with acting_as(supervisor):
        assert SafetyPlan.objects.visible_to(supervisor).count() == 1
        with pytest.raises(Http404):
            plans.write_safety_plan(actor=supervisor, party_id=party.pk, body={"bag": "x"}, row_version=0)


def test_goal_is_kept_sealed_with_who_sees_to_it(party, lead):
    goal(party.case, "To sleep at home again")
    with acting_as(lead):
        kept = PlanItem.objects.select_related("case").get()
    assert "sleep" not in kept.goal
    assert (opened(kept, "goal"), kept.owner_id) == ("To sleep at home again", party.case.lead_id)


def test_goal_is_seen_to_by_somebody_who_works_on_the_case(place, party):
    with pytest.raises(InvalidPlanError):
        goal(party.case, owner=place.other)


def test_goal_given_up_says_why(party, lead):
    item = goal(party.case)
    with acting_as(lead):
        with pytest.raises(InvalidPlanError):
            plans.move_plan_item(actor=lead, item_id=item.pk, status="dropped")
        plans.move_plan_item(actor=lead, item_id=item.pk, status="dropped", outcome="She moved")
        with pytest.raises(Http404):
            plans.move_plan_item(actor=lead, item_id=item.pk, status="done")


def test_51_two_tabs_lose_no_change_of_a_goal(party, lead):
    item = goal(party.case)
    given = {
        "goal": "Other",
        "service_kind": "legal",
        "owner": party.case.lead,
        "due_on": dt.date(2099, 1, 1),
    }
    with acting_as(lead):
        plans.edit_plan_item(actor=lead, item_id=item.pk, row_version=1, **given)
        with pytest.raises(ChangedMeanwhileError):
            plans.edit_plan_item(actor=lead, item_id=item.pk, row_version=1, **given)
