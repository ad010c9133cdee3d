"""The case itself: codes, dates and wrapped keys; nothing about anyone stands in it."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cases import numbers, states
from cases.choices import CaseStatus, Confidentiality, Risk, Step
from cases.models.base import WRAPPED_KEYS, Record
from cases.models.organisations import Membership, Organisation
from cases.outcomes import Outcome
from cases.querysets import CaseQuerySet
from cases.sealing import SealedField, only_tokens

DEMO_MARK = " DEMO"


@pghistory.track(exclude=[*WRAPPED_KEYS, "is_demo"])
class Case(Record):
    """One person's matter in one organisation. Only `Case.objects.visible_to(user)` finds any."""

    public_no = models.CharField(_("number"), max_length=9, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="cases"
    )
    lead = models.ForeignKey(
        Membership, verbose_name=_("lead"), on_delete=models.PROTECT, related_name="cases_led"
    )
    status = models.CharField(_("status"), max_length=8, choices=CaseStatus, default=CaseStatus.DRAFT)
    step = models.CharField(_("step"), max_length=9, choices=Step, default=Step.ENGAGE)
    risk = models.CharField(_("danger"), max_length=9, choices=Risk, default=Risk.UNKNOWN)
    confidentiality = models.CharField(
        _("confidentiality"), max_length=10, choices=Confidentiality, default=Confidentiality.NORMAL
    )
    opened_at = models.DateTimeField(_("opened"), db_default=Now())
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        Membership, verbose_name=_("closed by"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    outcome = models.CharField(
        _("outcome"), max_length=14, choices=Outcome, blank=True, db_default="",
        help_text=_("Said when closing is proposed; empty while the work goes on."),
    )  # fmt: skip
    outcome_note = SealedField(_("outcome in words"), db_default="")
    sent_back = SealedField(
        _("why the work goes on"), db_default="",
        help_text=_("A supervisor's words, when she didn't close the case or took it up again."),
    )  # fmt: skip
    step_reason = SealedField(
        _("why it went back or past a step"), db_default="",
        help_text=_("Empty where the work went on to the next one."),
    )  # fmt: skip
    content_key = models.TextField(editable=False)
    identity_key = models.TextField(editable=False)
    content_master = models.CharField(max_length=32, editable=False)
    identity_master = models.CharField(max_length=32, editable=False)
    retention_basis = models.CharField(_("kept because"), max_length=200, blank=True)
    dispose_after = models.DateField(_("may be destroyed after"), null=True, blank=True)
    legal_hold = models.BooleanField(_("must be kept"), default=False)
    # Said by the database when the case is made (sec.mark_demo), whatever is sent; never changed.
    is_demo = models.BooleanField(_("invented, to try the site with"), db_default=False, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ("-opened_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | ~Q(closed_by=F("lead")),
                name="case_is_closed_by_someone_else_than_its_lead",
            ),
            models.CheckConstraint(
                condition=~Q(status=CaseStatus.CLOSED) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="closed_case_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[CaseStatus.CLOSING, CaseStatus.CLOSED]) | ~Q(outcome=""),
                name="case_that_closes_has_an_outcome",
            ),
            only_tokens("outcome_note", "sent_back", "step_reason", name="case_is_sealed"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="case_takes_allowed_changes", field="status", transitions=states.steps_of(states.CASE)
            ),
            pgtrigger.FSM(
                name="case_takes_allowed_steps", field="step", transitions=states.steps_of(states.STEP)
            ),
        ]

    def __str__(self) -> str:
        return self.shown_number

    @property
    def shown_number(self) -> str:
        """The number in groups, as it is read out; an invented case says so wherever it is named."""
        return f"{numbers.shown(self.public_no)}{DEMO_MARK if self.is_demo else ''}"

    @property
    def case(self) -> Case:
        """Itself: its sealed words are under its own key, as those of its records."""
        return self

    @property
    def is_writable(self) -> bool:
        """Whether content may still be added."""
        return self.status in states.WRITABLE
