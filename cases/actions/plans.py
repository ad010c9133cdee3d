"""Safety plans in versions, and the items of the plan."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext

from cases import care_door, door, permissions, record, states
from cases.actions.progress import require_first_contact
from cases.care_choices import PlanCopy
from cases.choices import Deed, Section, ServiceKind
from cases.models import Membership, PlanItem, SafetyPlan
from cases.models.base import ClockNow
from cases.querysets import WRITE
from cases.refusals import Refusal
from cases.sealing import seal
from cases.versions import check_version

# The parts of a safety plan, in order; their words are in cases.care_forms.
PARTS = ("signs", "places", "people", "bag", "children", "telephone")


class InvalidPlanError(Refusal):
    """A plan that can't be written so; the message says what is accepted."""


@transaction.atomic
def write_safety_plan(*, actor: Any, party_id: Any, body: Mapping[str, str], row_version: int) -> SafetyPlan:
    """Write the draft of a person's safety plan; where there is none, a new version begins.

    Args:
        row_version: of the draft on the writer's page; 0 where there was none.

    Raises:
        ChangedMeanwhileError: somebody saved, or began, a draft after the page was opened.
    """
    party = door.party_for(actor, party_id)
    case = door.locked_case(actor, party.case_id, section=Section.ASSESSMENTS, level=WRITE)
    permissions.check(actor, permissions.WRITE, permissions.ASSESSMENT, organisation_id=case.organisation_id)
    require_first_contact(case)
    words = {part: body.get(part, "").strip() for part in PARTS}
    if not any(words.values()):
        raise InvalidPlanError(gettext("Write something."))
    plans = SafetyPlan.objects.visible_to(actor, level=WRITE).filter(party=party)
    draft = plans.filter(status=states.DRAFT).select_related("case").select_for_update(of=("self",)).first()
    if draft is None:
        latest = plans.aggregate(last=Max("number"))["last"] or 0
        draft = SafetyPlan(case=case, party=party, number=latest + 1, created_by=actor)
        seal(draft, body=json.dumps(words, ensure_ascii=False))
        draft.save(force_insert=True)
        record.note(Deed.CREATED, draft)
        return draft
    check_version(draft, row_version)
    seal(draft, body=json.dumps(words, ensure_ascii=False))
    SafetyPlan.objects.filter(pk=draft.pk).update(body=draft.body, row_version=F("row_version") + 1)
    record.note(Deed.CHANGED, draft)
    return draft


@transaction.atomic
def agree_safety_plan(*, actor: Any, plan_id: Any, copy_given: str, row_version: int) -> None:
    """Record that the survivor agreed to the draft; it takes the place of the former version."""
    found = SafetyPlan.objects.visible_to(actor, level=WRITE).filter(status=states.DRAFT)
    plan: SafetyPlan = door.one(found.select_related("case").select_for_update(of=("self",)), plan_id)
    permissions.check(
        actor, permissions.WRITE, permissions.ASSESSMENT, organisation_id=plan.case.organisation_id
    )
    check_version(plan, row_version)
    former = SafetyPlan.objects.filter(party=plan.party_id, status=states.AGREED)
    for each in former.select_for_update():
        states.check_change(states.SAFETY_PLAN, each.status, states.SUPERSEDED)
        _change(each, status=states.SUPERSEDED)
    states.check_change(states.SAFETY_PLAN, plan.status, states.AGREED)
    _change(
        plan, status=states.AGREED, agreed_with_survivor_at=ClockNow(), copy_given=PlanCopy(copy_given).value
    )


@transaction.atomic
def add_plan_item(
    *, actor: Any, case_id: Any, goal: str, service_kind: str, owner: Membership, due_on: dt.date
) -> PlanItem:
    """Add a goal, in the survivor's words, with who sees to it and by when."""
    case = door.locked_case(actor, case_id, section=Section.PLAN, level=WRITE)
    permissions.check(actor, permissions.WRITE, permissions.CASE, organisation_id=case.organisation_id)
    require_first_contact(case)
    _check_owner(actor, case, owner)
    item = PlanItem(
        case=case, service_kind=ServiceKind(service_kind).value, owner=owner, due_on=due_on, created_by=actor
    )
    seal(item, goal=_goal(goal))
    item.save(force_insert=True)
    record.note(Deed.CREATED, item)
    return item


@transaction.atomic
def edit_plan_item(
    *, actor: Any, item_id: Any, row_version: int, goal: str, service_kind: str, owner: Membership,
    due_on: dt.date,
) -> None:  # fmt: skip
    """Change an item that is still to be seen to.

    Raises:
        ChangedMeanwhileError: somebody saved it after the writer's page was opened.
    """
    item = _item(actor, item_id)
    check_version(item, row_version)
    if owner.pk != item.owner_id:
        _check_owner(actor, item.case, owner)
    seal(item, goal=_goal(goal))
    _change(item, goal=item.goal, service_kind=ServiceKind(service_kind).value, owner=owner, due_on=due_on)


@transaction.atomic
def move_plan_item(*, actor: Any, item_id: Any, status: str, outcome: str = "") -> None:
    """Say how far an item is; what is given up needs a reason."""
    item = _item(actor, item_id)
    states.check_change(states.PLAN_ITEM, item.status, status)
    if status == states.DROPPED and not outcome.strip():
        raise InvalidPlanError(gettext("Say why it is given up."))
    seal(item, outcome=outcome.strip())
    _change(item, status=status, outcome=item.outcome)


def _item(actor: Any, item_id: Any) -> PlanItem:
    found = PlanItem.objects.visible_to(actor, level=WRITE).open().select_related("case")
    item: PlanItem = door.one(found.select_for_update(of=("self",)), item_id)
    permissions.check(actor, permissions.WRITE, permissions.CASE, organisation_id=item.case.organisation_id)
    return item


def _check_owner(actor: Any, case: Any, owner: Membership) -> None:
    if not care_door.workers_on(actor, case).filter(pk=owner.pk).exists():
        raise InvalidPlanError(gettext("Choose somebody who works on this case."))


def _goal(words: str) -> str:
    if not words.strip():
        raise InvalidPlanError(gettext("Write the goal, in her or his own words."))
    return words.strip()


def _change(row: SafetyPlan | PlanItem, **changes: Any) -> None:
    type(row).objects.filter(pk=row.pk).update(row_version=F("row_version") + 1, **changes)
    record.note(Deed.CHANGED, row)
