"""Consent, notes, tasks, assessments and plans of cases, made as their lead does."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cases.actions import assessments, consents, notes, plans, tasks
from cases.care_choices import ConsentKind
from cases.choices import Section
from cases.context import acting_as
from cases.models import (
    Assessment,
    Case,
    Consent,
    InstrumentVersion,
    Note,
    Party,
    PlanItem,
    SafetyPlan,
    Task,
)


def give(party: Party, kind: str = ConsentKind.SERVICES, **values: Any) -> Consent:
    """Let a person agree, as the case's lead records it."""
    lead = party.case.lead.user
    with acting_as(lead):
        return consents.give_consent(actor=lead, party_id=party.pk, kind=kind, **values)


def give_to(party: Party, recipient: Any, *sections: str, **values: Any) -> Consent:
    """Let a person agree to share parts with one recipient."""
    parts = sections or (Section.SUMMARY,)
    return give(party, ConsentKind.SHARE, recipient=recipient, sections=parts, **values)


def note(case: Case, body: str = "She slept at her sister's") -> Note:
    """Write a note as the case's lead."""
    lead = case.lead.user
    with acting_as(lead):
        return notes.write_note(actor=lead, case_id=case.pk, body=body)


def begin_assessment(party: Party) -> Assessment:
    """Begin an assessment with the shipped checklist."""
    lead = party.case.lead.user
    with acting_as(lead):
        instrument = InstrumentVersion.objects.current().get(slug="local-checklist")
        return assessments.begin_assessment(actor=lead, party_id=party.pk, instrument_id=instrument.pk)


def answer(assessment: Assessment, lead: Any, *yes: str) -> int:
    """Answer some questions with yes and another with no; return the version of the draft then."""
    given = {"drink-drugs": "no", "note-safety": "She keeps a bag at work"} | dict.fromkeys(yes, "yes")
    with acting_as(lead):
        version = Assessment.objects.get(pk=assessment.pk).row_version
        assessments.write_answers(actor=lead, assessment_id=assessment.pk, answers=given, row_version=version)
    return version + 1


def sign(assessment: Assessment, lead: Any, level: str, reason: str = "", **values: Any) -> bool:
    """Sign as the lead does, with the version that stands."""
    with acting_as(lead):
        version = Assessment.objects.get(pk=assessment.pk).row_version
        return assessments.sign_assessment(
            actor=lead, assessment_id=assessment.pk, level=level, reason=reason, row_version=version, **values
        )


def agree_to(assessment: Assessment, user: Any, words: str = "Agreed") -> None:
    """Agree to a lower danger, with the version that stands."""
    with acting_as(assessment.created_by):
        version = Assessment.objects.get(pk=assessment.pk).row_version
    with acting_as(user):
        assessments.approve_lowering(
            actor=user, assessment_id=assessment.pk, words=words, row_version=version
        )


def assessed(party: Party, level: str = "high", *yes: str) -> Assessment:
    """Make and sign an assessment that comes to a level."""
    lead = party.case.lead.user
    draft = begin_assessment(party)
    answer(draft, lead, *(yes or ("strangled",)))
    assert sign(draft, lead, level, "As she told it")
    return draft


def safety_plan(party: Party, *, version: int = 0, **words: str) -> SafetyPlan:
    """Write the draft of a safety plan; `version` is the one that stood on the writer's page."""
    lead = party.case.lead.user
    with acting_as(lead):
        return plans.write_safety_plan(
            actor=lead, party_id=party.pk, body=words or {"bag": "Papers"}, row_version=version
        )


def agreed_plan(party: Party, *, version: int = 0, copy_given: str = "none") -> SafetyPlan:
    """Write a safety plan and have it agreed."""
    plan, lead = safety_plan(party, version=version), party.case.lead.user
    with acting_as(lead):
        seen = SafetyPlan.objects.get(pk=plan.pk).row_version
        plans.agree_safety_plan(actor=lead, plan_id=plan.pk, copy_given=copy_given, row_version=seen)
    return plan


def goal(
    case: Case, words: str = "To be safe", *, owner: Any = None, due_on: dt.date = dt.date(2099, 1, 1)
) -> PlanItem:
    """Add a goal to the plan."""
    lead = case.lead.user
    with acting_as(lead):
        return plans.add_plan_item(
            actor=lead, case_id=case.pk, goal=words, service_kind="shelter", owner=owner or case.lead,
            due_on=due_on,
        )  # fmt: skip


def task(
    case: Case, words: str = "Call the school", *, assignee: Any = None, party: Any = None, **values: Any
) -> Task:
    """Give a task as the case's lead, to herself unless somebody else is named."""
    lead = case.lead.user
    with acting_as(lead):
        return tasks.add_task(
            actor=lead, case_id=case.pk, about=tasks.About(what=words, party=party),
            assignee=assignee or case.lead, **{"kind": "general", "due_on": dt.date(2099, 1, 1)} | values,
        )  # fmt: skip


def care_records(case: Case, party: Party) -> dict[str, Any]:
    """Make one of each record that an address of care names; return them by the names of the addresses."""
    draft = begin_assessment(party)
    answer(draft, case.lead.user, "strangled")
    sign(draft, case.lead.user, "standard", "He left the country")  # waits for a supervisor
    kept = {"note": note(case), "goal": goal(case), "task-settle": task(case)}
    kept |= {"goal-move": kept["goal"], "consent-withdraw": give(party)}
    kept |= {"safety-plan-agree": safety_plan(party), "assessment": draft}
    kept |= {f"assessment-{deed}": draft for deed in ("write", "sign", "agree")}
    return {f"work-{name}": record.pk for name, record in kept.items()}
