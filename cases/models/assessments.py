"""Instruments that danger is assessed with, as data, and assessments made with them."""

from __future__ import annotations

import json
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases import states
from cases.care_choices import AssessmentStatus
from cases.care_querysets import AssessmentQuerySet, InstrumentQuerySet
from cases.choices import Risk
from cases.models.base import Record, recorded_by_the_servers_clock
from cases.models.cases import Case
from cases.models.organisations import Membership
from cases.models.parties import Party
from cases.sealing import SealedField, only_tokens


class InstrumentVersion(Record):
    """One wording of one instrument, named by the hash of its definition; never changed."""

    slug = models.SlugField(_("instrument"), max_length=60)
    sha256 = models.CharField(_("SHA-256 of the definition"), max_length=64, unique=True)
    definition = models.TextField(
        _("definition"), help_text=_("JSON as cases.instruments writes it: questions, levels, provenance.")
    )
    is_current = models.BooleanField(_("offered for new assessments"), default=True)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of an instrument")
        verbose_name_plural = _("versions of instruments")
        ordering = ("slug", "-created_at")
        constraints = [
            models.UniqueConstraint(
                fields=("slug",), condition=Q(is_current=True), name="instrument_has_one_current_version"
            )
        ]

    @property
    def content(self) -> dict[str, Any]:
        """The definition, read."""
        found: dict[str, Any] = json.loads(self.definition)
        return found


@pghistory.track()
class Assessment(Record):
    """Needs and danger as a person judged them. The score never decides; signed, it is never changed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    party = models.ForeignKey(
        Party, verbose_name=_("of whom"), on_delete=models.PROTECT, related_name="assessments"
    )
    instrument = models.ForeignKey(
        InstrumentVersion, verbose_name=_("instrument"), on_delete=models.PROTECT, related_name="+"
    )
    answers = SealedField(_("answers"))
    score = models.PositiveSmallIntegerField(_("score"), default=0)
    level_computed = models.CharField(
        _("danger by the score"), max_length=9, choices=Risk, default=Risk.UNKNOWN
    )
    level_final = models.CharField(
        _("danger as judged"), max_length=9, choices=Risk, default=Risk.UNKNOWN,
        help_text=_("Chosen by a person; the score only suggests."),
    )  # fmt: skip
    override_reason = SealedField(_("why it differs from the score"))
    status = models.CharField(
        _("status"), max_length=10, choices=AssessmentStatus, default=AssessmentStatus.DRAFT
    )
    lowering_asked = models.BooleanField(_("a supervisor was asked about a lower danger"), default=False)
    lowering_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("lower danger asked for by"), on_delete=models.PROTECT,
        null=True, blank=True, editable=False, related_name="+", help_text=_("Written by the database."),
    )  # fmt: skip
    lowering_approved_by = models.ForeignKey(
        Membership, verbose_name=_("lower danger approved by"), on_delete=models.PROTECT, null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    signed_by = models.ForeignKey(
        Membership, verbose_name=_("signed by"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    next_due_on = models.DateField(_("to be made again by"), null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ("-created_at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(status=AssessmentStatus.DRAFT, signed_at__isnull=True, signed_by__isnull=True)
                | ~Q(status=AssessmentStatus.DRAFT)
                & Q(signed_at__isnull=False, signed_by__isnull=False, next_due_on__isnull=False)
                & ~Q(level_final=Risk.UNKNOWN),
                name="signed_assessment_says_by_whom_what_and_until_when",
            ),
            models.CheckConstraint(
                condition=Q(status=AssessmentStatus.DRAFT)
                | Q(level_final=F("level_computed"))
                | ~Q(override_reason=""),
                name="assessment_that_departs_from_the_score_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(lowering_approved_by__isnull=True)
                | Q(signed_by__isnull=True)
                | ~Q(lowering_approved_by=F("signed_by")),
                name="lower_danger_is_approved_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=("party",),
                condition=Q(status=AssessmentStatus.DRAFT),
                name="person_has_one_assessment_in_draft",
            ),
            models.UniqueConstraint(
                fields=("party",),
                condition=Q(status=AssessmentStatus.SIGNED),
                name="person_has_one_assessment_that_holds",
            ),
            only_tokens("answers", "override_reason", name="assessment_is_sealed"),
        ]
        triggers = [
            recorded_by_the_servers_clock(),
            pgtrigger.FSM(
                name="assessment_takes_allowed_changes",
                field="status",
                transitions=states.steps_of(states.ASSESSMENT),
            ),
        ]
