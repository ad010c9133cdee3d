"""The door to consent and to the work with a person; see cases.door for the door itself."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.db import models
from django.db.models import Max, Q
from django.db.models.functions import Now

from cases import door, instruments, states
from cases.care_choices import ConsentKind, ContactOutcome, TaskKind
from cases.care_querysets import AssessmentQuerySet, ConsentQuerySet, TaskQuerySet
from cases.choices import AccessKind, Confidentiality, PartyKind, Section
from cases.models import (
    Assessment,
    CaseAccess,
    Consent,
    ContactAttempt,
    FirstContact,
    InstrumentVersion,
    Membership,
    Note,
    PlanItem,
    SafetyPlan,
    Task,
)
from cases.querysets import DECIDE, READ, WRITE
from cases.safe_times import SafeTimes
from legislation.models import Jurisdiction
from programs.models import Organisation as ListedOrganisation


def of_case(found: models.QuerySet[Any], case_id: Any, record_id: Any) -> Any:
    """Return the record of an id, if it stands in the case that an address names."""
    return door.one(found.filter(case_id=case_id), record_id)


def consents_of(user: Any, case: Any) -> ConsentQuerySet:
    """Return what the people in a case agreed to, the newest first."""
    door.case_for(user, case.pk, section=Section.PLAN)
    found: ConsentQuerySet = Consent.objects.visible_to(user).filter(case=case)
    return found.select_related("case", "party", "recipient", "recipient_listed", "created_by")


def recording_consents(user: Any, case: Any) -> ConsentQuerySet:
    """Return the consents to pictures being kept that count now; none where the person sees no consents."""
    found: ConsentQuerySet = Consent.objects.visible_to(user).select_related("party")
    return found.counting_for(kind=ConsentKind.RECORDING, case=case)


def consent_for(user: Any, case_id: Any, consent_id: Any, *, level: str = READ) -> Any:
    """Return one consent of the case that an address names."""
    found = Consent.objects.visible_to(user, level=level).select_related("case", "party", "recipient")
    return of_case(found, case_id, consent_id)


def first_contacts_of(user: Any, case: Any) -> models.QuerySet[Any]:
    """Return the first contacts that were recorded: more than one where the first was an emergency."""
    found = FirstContact.objects.visible_to(user).filter(case=case)
    return found.select_related("case", "party", "created_by")


def is_begun_in_an_emergency(user: Any, case: Any) -> bool:
    """Whether the work began without the limits of confidentiality, and nobody has explained them since."""
    told = list(
        FirstContact.objects.visible_to(user).filter(case=case).values_list("limits_explained", flat=True)
    )
    return bool(told) and not any(told)


def survivor_of(user: Any, case: Any) -> Any:
    """Return the person whom a case is about; None until she or he is recorded."""
    return door.parties_of(user, case).filter(kind=PartyKind.SURVIVOR).order_by("created_at").first()


def jurisdictions() -> models.QuerySet[Any]:
    """Return whose law may hold: those that have laws."""
    return Jurisdiction.objects.filter(law__isnull=False).distinct().order_by("code")


def listed_organisations() -> models.QuerySet[Any]:
    """Return the organisations of the public directory, with whom parts of a case may be shared too."""
    return ListedOrganisation.objects.order_by("name")


def workers_on(user: Any, case: Any) -> models.QuerySet[Any]:
    """Return who of the case's people can be given work: its lead, who was let in, and the supervisor."""
    grants = CaseAccess.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=Now()), case=case, revoked_at__isnull=True,
        kind__in=(AccessKind.LEAD, AccessKind.COWORKER, AccessKind.SUPERVISOR),
    )  # fmt: skip
    named = Q(pk__in=grants.order_by().values("membership"))
    if case.confidentiality == Confidentiality.NORMAL:
        named |= Q(pk=case.lead.supervisor_id)
    return Membership.objects.current().filter(named).select_related("user").order_by("created_at")


def own_place_on(user: Any, case: Any) -> Any:
    """Return the user's own membership among those who work on a case; None if she is none of them."""
    return workers_on(user, case).filter(user=user).first()


def notes_of(user: Any, case: Any) -> models.QuerySet[Any]:
    """Return the notes of a case that the person's role lets her read, the newest first."""
    found = Note.objects.visible_to(user).filter(case=case)
    return found.select_related("case", "organisation", "created_by").order_by("-created_at")


def note_for(user: Any, case_id: Any, note_id: Any) -> Any:
    """Return a note that the person may change."""
    found = Note.objects.visible_to(user, level=WRITE).select_related("case")
    return of_case(found, case_id, note_id)


def tasks_of(user: Any, case: Any) -> TaskQuerySet:
    """Return the tasks of a case, the earliest first."""
    found: TaskQuerySet = Task.objects.visible_to(user).filter(case=case)
    return found.select_related("case", "party", "assignee__user", "consent").order_by("due_on", "created_at")


def task_for(user: Any, case_id: Any, task_id: Any) -> Any:
    """Return an open task that the person may settle."""
    found = Task.objects.visible_to(user, level=DECIDE).open().select_related("case", "party")
    return of_case(found, case_id, task_id)


def tasks_for_day_of(user: Any) -> TaskQuerySet:
    """Return what the person herself has to do, and in cases that she leads what nobody else does."""
    found: TaskQuerySet = Task.objects.visible_to(user).for_day_of(user)
    return found


def goals_for_day_of(user: Any, until: dt.date) -> models.QuerySet[Any]:
    """Return the goals that the person sees to, or that stand in cases she leads, due by a day."""
    mine = Membership.objects.of(user).current().values("pk")
    found = PlanItem.objects.visible_to(user, level=WRITE).open().filter(due_on__lte=until)
    found = found.filter(Q(owner__in=mine) | Q(case__lead__in=mine))
    return found.select_related("case").order_by("due_on", "created_at")


def reassessments_for_day_of(user: Any, on: dt.date) -> models.QuerySet[Any]:
    """Return the assessments that are to be made again, in the cases that the person leads."""
    mine = Membership.objects.of(user).current().values("pk")
    found = Assessment.objects.visible_to(user, level=WRITE).to_be_made_again(on)
    return found.filter(case__lead__in=mine).select_related("case", "party").order_by("next_due_on")


def rule_for(user: Any, party: Any) -> Any:
    """Return the agreement on how a person may be reached that was made last; None where there is none."""
    return door.contacts_of(user, party).first()


def safe_times(rule: Any) -> SafeTimes:
    """Return what was agreed, as the arithmetic wants it."""
    return SafeTimes(
        days=tuple(rule.ok_days), start=rule.ok_from, end=rule.ok_until, until=rule.valid_until,
        never=rule.do_not_contact,
    )  # fmt: skip


def attempts_of(user: Any, party: Any) -> models.QuerySet[Any]:
    """Return the attempts to reach a person, the newest first."""
    found = ContactAttempt.objects.visible_to(user).filter(party=party)
    return found.select_related("case", "created_by").order_by("-attempted_at", "-created_at")


def attempts_in_vain(party: Any) -> int:
    """Return how many safe attempts in a row reached nobody since a supervisor last decided."""
    attempts = ContactAttempt.objects.filter(party=party)
    reached = attempts.filter(outcome=ContactOutcome.REACHED).aggregate(at=Max("created_at"))["at"]
    reviews = Task.objects.filter(party=party, kind=TaskKind.CONTACT_REVIEW, status=states.DONE)
    decided = reviews.aggregate(at=Max("done_at"))["at"]
    since = max((at for at in (reached, decided) if at), default=None)
    vain = attempts.filter(was_safe=True).exclude(outcome=ContactOutcome.REACHED)
    return vain.filter(created_at__gt=since).count() if since else vain.count()


def assessments_of(user: Any, case: Any) -> AssessmentQuerySet:
    """Return the assessments in a case that the person may read, the newest first."""
    found: AssessmentQuerySet = Assessment.objects.visible_to(user).filter(case=case)
    return found.select_related("case__lead", "party", "instrument", "signed_by__user", "created_by")


def assessment_for(user: Any, case_id: Any, assessment_id: Any, *, level: str = READ) -> Any:
    """Return one assessment of the case that an address names."""
    found = Assessment.objects.visible_to(user, level=level).select_related(
        "case__lead", "party", "instrument", "signed_by__user", "lowering_approved_by__user", "created_by"
    )
    return of_case(found, case_id, assessment_id)


def score_holds(assessment: Any) -> bool:
    """Whether the score is that of the answers, and nobody wrote another beside them."""
    answers = json.loads(door.opened(assessment, "answers") or "{}")
    result = instruments.assess(assessment.instrument.content, answers)
    return (result.score, result.level) == (assessment.score, assessment.level_computed)


def draft_for(user: Any, case_id: Any, assessment_id: Any) -> Any:
    """Return a draft that the person may go on with."""
    found = Assessment.objects.visible_to(user, level=WRITE).filter(status=states.DRAFT)
    return of_case(found.select_related("case", "party", "instrument"), case_id, assessment_id)


def instruments_offered() -> models.QuerySet[Any]:
    """Return the instruments that new assessments are made with."""
    return InstrumentVersion.objects.current().order_by("slug")


def safety_plans_of(user: Any, case: Any) -> models.QuerySet[Any]:
    """Return the safety plans in a case, the newest version first."""
    found = SafetyPlan.objects.visible_to(user).filter(case=case)
    return found.select_related("case", "party", "created_by").order_by("party__code", "-number")


def plan_draft_of(user: Any, party: Any) -> Any:
    """Return the draft of a person's safety plan, or else the version that holds; None before the first."""
    found = SafetyPlan.objects.visible_to(user, level=WRITE).filter(party=party)
    kept = found.filter(status__in=(states.DRAFT, states.AGREED)).select_related("case")
    return kept.order_by("-number").first()


def safety_plan_for(user: Any, case_id: Any, plan_id: Any) -> Any:
    """Return a draft that can be agreed to."""
    found = SafetyPlan.objects.visible_to(user, level=WRITE).filter(status=states.DRAFT)
    return of_case(found.select_related("case", "party"), case_id, plan_id)


def plan_items_of(user: Any, case: Any) -> models.QuerySet[Any]:
    """Return the items of a case's plan."""
    found = PlanItem.objects.visible_to(user).filter(case=case)
    return found.select_related("case", "owner__user").order_by("due_on", "created_at")


def plan_item_for(user: Any, case_id: Any, item_id: Any) -> Any:
    """Return an item that is still to be seen to and that the person may change."""
    found = PlanItem.objects.visible_to(user, level=WRITE).open().select_related("case", "owner")
    return of_case(found, case_id, item_id)
