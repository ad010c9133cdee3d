"""Safety plans: the version that holds, the draft, and the survivor's agreement."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import care_door, door, record, states
from cases.actions import plans
from cases.choices import Deed, Section
from cases.views.assessments import OfAssessments, may_assess
from cases.views.merging import MergingFormView
from cases.views.pages import CasePage
from cases.views.people import person
from cases.work_forms import PLAN_PARTS, AgreeForm, SafetyPlanForm


class SafetyPlansView(CasePage):
    """The safety plans in a case, each person's newest version first."""

    template_name = "cases/safety_plans.html"
    section = Section.ASSESSMENTS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        found = list(care_door.safety_plans_of(user, self.case))
        record.note_ids(Deed.READ, case_id=self.case.pk, kind="safetyplan")
        may_write = may_assess(user, self.case)
        return super().get_context_data(
            plans=[row(plan) for plan in found if plan.status != states.SUPERSEDED],
            former=[row(plan) for plan in found if plan.status == states.SUPERSEDED],
            parties=door.parties_of(user, self.case) if may_write else [],
            may_write=may_write,
            **kwargs,
        )


def row(plan: Any) -> dict[str, Any]:
    """Return a plan as the page prints it, opened."""
    agreed = plan.agreed_with_survivor_at
    return {
        "plan": plan,
        "is_draft": plan.status == states.DRAFT,
        "parts": parts_of(plan),
        "agreed_on": localtime(agreed).date() if agreed else None,
    }


def parts_of(plan: Any) -> list[tuple[str, str]]:
    """Return the written parts of a plan with their headings."""
    words = words_of(plan)
    return [(str(PLAN_PARTS[part]), words[part]) for part in plans.PARTS if words.get(part)]


def words_of(plan: Any) -> dict[str, str]:
    found: dict[str, str] = json.loads(door.opened(plan, "body") or "{}")
    return found


class SafetyPlanWriteView(OfAssessments, MergingFormView):
    """Write the draft; where a version holds, a new one begins with its words."""

    looks_at = "safetyplan"
    form_class = SafetyPlanForm
    part = "work-safety-plan"
    title = _("Write the safety plan")
    lead = _("Together with the person, in her or his own words. Write nothing that isn't needed.")
    submit = _("Save the draft")

    @cached_property
    def party(self) -> Any:
        return person(self)

    @cached_property
    def plan(self) -> Any:
        return care_door.plan_draft_of(self.request.user, self.party)

    def check_access(self) -> None:
        super().check_access()
        _party = self.party

    def get_initial(self) -> dict[str, Any]:
        if self.plan is None:
            return {"row_version": 0}
        is_draft = self.plan.status == states.DRAFT
        return words_of(self.plan) | {"row_version": self.plan.row_version if is_draft else 0}

    def act(self, data: dict[str, Any]) -> None:
        seen = data.pop("row_version")
        plans.write_safety_plan(actor=self.request.user, party_id=self.party.pk, body=data, row_version=seen)

    def theirs(self, row: Any) -> list[tuple[str, str]]:
        return parts_of(row)


class SafetyPlanAgreeView(OfAssessments, MergingFormView):
    """Record that the survivor agreed, and which copy she or he has."""

    looks_at = "safetyplan"
    form_class = AgreeForm
    part = "work-safety-plan"
    title = _("Agreed with the survivor")
    lead = _("From now on this version holds, and its words are not changed.")
    submit = _("Record the agreement")

    @cached_property
    def plan(self) -> Any:
        return care_door.safety_plan_for(self.request.user, self.case.pk, self.kwargs["record_id"])

    def check_access(self) -> None:
        super().check_access()
        _plan = self.plan

    def get_initial(self) -> dict[str, Any]:
        return {"row_version": self.plan.row_version, "copy_given": self.plan.copy_given}

    def act(self, data: dict[str, Any]) -> None:
        plans.agree_safety_plan(actor=self.request.user, plan_id=self.plan.pk, **data)
        messages.success(self.request, gettext("The safety plan is agreed."))

    def theirs(self, row: Any) -> list[tuple[str, str]]:
        return parts_of(row)

    def get_success_url(self) -> str:
        return reverse("work-safety-plan", args=(self.kwargs["case_id"],))
