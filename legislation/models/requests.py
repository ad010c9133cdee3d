"""Changes of what is published that are no new wording: each waits for a second person."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legislation.choices import EditorialState, RequestKind
from legislation.models.changes import Amendment
from legislation.models.laws import Law
from legislation.models.provisions import Provision
from legislation.querysets import ChangeRequestQuerySet
from legislation.states import STEPS


@pghistory.track()
class ChangeRequest(models.Model):
    """What someone wants to change, why, and whether someone else agreed."""

    law = models.ForeignKey(
        Law, verbose_name=_("law"), on_delete=models.CASCADE, related_name="change_requests"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=RequestKind)
    amendment = models.ForeignKey(
        Amendment,
        verbose_name=_("amendment"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="change_requests",
    )
    provision = models.ForeignKey(
        Provision,
        verbose_name=_("provision"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="change_requests",
    )
    values = models.JSONField(
        _("values"), default=dict, help_text=_("What is to be changed into what; by kind, see `editing`.")
    )
    reason = models.TextField(_("reason"), blank=True, help_text=_("What the change follows from."))
    state = models.CharField(_("state"), max_length=10, choices=EditorialState, default=EditorialState.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="requests_written",
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests_reviewed",
    )
    review_comment = models.TextField(_("reviewer's comment"), blank=True)
    recorded_at = models.DateTimeField(_("recorded here at"), auto_now_add=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("change to be reviewed")
        verbose_name_plural = _("changes to be reviewed")
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(author=F("reviewer")),
                name="request_reviewer_is_not_its_author",
                violation_error_message=_("Nobody reviews a change of their own."),
            ),
            models.CheckConstraint(
                condition=~Q(state=EditorialState.PUBLISHED) | Q(reviewer__isnull=False),
                name="request_is_carried_out_by_someone_else",
                violation_error_message=_("Someone else has to agree before it is carried out."),
            ),
            models.CheckConstraint(
                condition=Q(state=EditorialState.DRAFT) | ~Q(reason=""),
                name="request_has_a_reason",
                violation_error_message=_("Say what the change follows from."),
            ),
        ]
        triggers = [pgtrigger.FSM(name="request_takes_allowed_steps", field="state", transitions=STEPS)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
