"""What a figure under four eyes carries: its state, who wrote and reviewed it, what it corrects."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programs.choices import FigureState
from programs.figures.states import SHOWN, STEPS, WITHDRAWN
from programs.models.protection import published_figure_stays


def person(label: Any, **options: Any) -> models.ForeignKey[Any, Any]:
    """Return a field for someone who took a step; nobody who did is ever deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        **options,
    )


class Reviewed(models.Model):
    """A figure that one person writes and another publishes; what came with the data has no author."""

    state = models.CharField(
        _("state"),
        max_length=10,
        choices=FigureState,
        default=FigureState.DRAFT,
        help_text=_("Readers see what is published, and of what was corrected or withdrawn that it was."),
    )
    author = person(_("author"), help_text=_("Empty for what came with the reference data."))
    contributors = ArrayField(
        models.IntegerField(),
        verbose_name=_("contributors"),
        default=list,
        blank=True,
        help_text=_("Identities of others who changed the draft; they can't review it."),
    )
    reviewer = person(_("reviewer"))
    review_comment = models.TextField(
        _("reviewer's comment"), blank=True, help_text=_("Why it was sent back, or what the reviewer noted.")
    )
    corrects = models.ForeignKey(
        "self",
        verbose_name=_("corrects"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        help_text=_("The figure that stood here before; it stays in the history."),
    )
    correction_reason = models.TextField(_("reason for the correction"), blank=True)
    corrected_on = models.DateField(_("corrected on"), null=True, blank=True)
    withdrawal_reason = models.TextField(_("reason for the withdrawal"), blank=True)
    withdrawal_asked_by = person(_("withdrawal asked by"))
    withdrawn_by = person(_("withdrawn by"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(author__isnull=True) | Q(reviewer__isnull=True) | ~Q(author=F("reviewer")),
                name="%(class)s_reviewer_is_not_the_author",
                violation_error_message=_("Nobody reviews a figure of their own."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SHOWN) | Q(author__isnull=True) | Q(reviewer__isnull=False),
                name="%(class)s_is_published_by_someone_else",
                violation_error_message=_(
                    "Someone else has to review what you wrote before it is published."
                ),
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(contributors__contains=[F("reviewer_id")]),
                name="%(class)s_reviewer_did_not_contribute",
                violation_error_message=_("Nobody reviews what they helped to write."),
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(correction_reason="") & Q(author__isnull=False),
                name="%(class)s_correction_has_a_reason",
                violation_error_message=_("Say why this is corrected."),
            ),
            models.CheckConstraint(
                condition=~Q(state=WITHDRAWN)
                | Q(withdrawal_asked_by__isnull=False, withdrawn_by__isnull=False, withdrawn_on__isnull=False)
                & ~Q(withdrawal_reason="")
                & ~Q(withdrawal_asked_by=F("withdrawn_by")),
                name="%(class)s_withdrawal_takes_two_and_a_reason",
                violation_error_message=_("Two people withdraw a figure, and they say why."),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="figure_takes_allowed_steps", field="state", transitions=STEPS),
            published_figure_stays(),
        ]
