"""The safety plan, and the plan of what help is arranged by whom until when."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases import states
from cases.care_choices import ItemStatus, PlanCopy, PlanStatus
from cases.care_querysets import PlanItemQuerySet, SafetyPlanQuerySet
from cases.choices import ServiceKind
from cases.models.base import Record, recorded_by_the_servers_clock
from cases.models.cases import Case
from cases.models.organisations import Membership
from cases.models.parties import Party
from cases.sealing import SealedField, only_tokens


@pghistory.track()
class SafetyPlan(Record):
    """A version of what a person will do to be safer. Agreed, its words never change; none is ever sent."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="safety_plans")
    party = models.ForeignKey(
        Party, verbose_name=_("whose"), on_delete=models.PROTECT, related_name="safety_plans"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    body = SealedField(_("plan"))
    status = models.CharField(_("status"), max_length=10, choices=PlanStatus, default=PlanStatus.DRAFT)
    agreed_with_survivor_at = models.DateTimeField(_("agreed with the survivor"), null=True, blank=True)
    copy_given = models.CharField(
        _("copy given"), max_length=9, choices=PlanCopy, default=PlanCopy.NONE,
        help_text=_("A copy is never sent electronically."),
    )  # fmt: skip

    objects = SafetyPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("safety plan")
        verbose_name_plural = _("safety plans")
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=("party", "number"), name="safety_plan_has_a_number_of_its_own"),
            models.UniqueConstraint(
                fields=("party",), condition=Q(status=PlanStatus.DRAFT), name="person_has_one_plan_in_draft"
            ),
            models.UniqueConstraint(
                fields=("party",),
                condition=Q(status=PlanStatus.AGREED),
                name="person_has_one_plan_that_holds",
            ),
            models.CheckConstraint(
                condition=Q(status=PlanStatus.DRAFT, agreed_with_survivor_at__isnull=True)
                | ~Q(status=PlanStatus.DRAFT) & Q(agreed_with_survivor_at__isnull=False),
                name="agreed_plan_says_when",
            ),
            only_tokens("body", name="safety_plan_is_sealed"),
        ]
        triggers = [
            recorded_by_the_servers_clock(),
            pgtrigger.FSM(
                name="safety_plan_takes_allowed_changes",
                field="status",
                transitions=states.steps_of(states.SAFETY_PLAN),
            ),
        ]


@pghistory.track()
class PlanItem(Record):
    """A goal in the survivor's own words, the help it needs, who sees to it, and by when."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plan_items")
    goal = SealedField(_("goal"), help_text=_("In the survivor's own words."))
    service_kind = models.CharField(_("help"), max_length=16, choices=ServiceKind)
    owner = models.ForeignKey(
        Membership, verbose_name=_("who sees to it"), on_delete=models.PROTECT, related_name="plan_items"
    )
    due_on = models.DateField(_("by"))
    status = models.CharField(_("status"), max_length=9, choices=ItemStatus, default=ItemStatus.PLANNED)
    outcome = SealedField(_("what came of it"))

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the plan")
        verbose_name_plural = _("items of the plan")
        ordering = ("due_on", "created_at")
        constraints = [
            models.CheckConstraint(condition=~Q(goal=""), name="plan_item_has_a_goal"),
            models.CheckConstraint(
                condition=~Q(status=ItemStatus.DROPPED) | ~Q(outcome=""), name="plan_item_given_up_says_why"
            ),
            only_tokens("goal", "outcome", name="plan_item_is_sealed"),
        ]
        triggers = [
            recorded_by_the_servers_clock(),
            pgtrigger.FSM(
                name="plan_item_takes_allowed_changes",
                field="status",
                transitions=states.steps_of(states.PLAN_ITEM),
            ),
        ]
