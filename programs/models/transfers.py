"""Policy transfers: a provision of one country as a recommendation to another ('Pakistan can learn …')."""

import pghistory
import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from legislation.models import Jurisdiction, Provision, Topic
from programs.collaborations import states
from programs.collaborations.choices import TransferStatus
from programs.models.actions import CollaborationAction, Sourced
from programs.querysets_collaborations import TransferQuerySet


@pghistory.track()
class PolicyTransfer(models.Model):
    """What one country can learn from a provision of another, and how far it has come."""

    provision = models.ForeignKey(
        Provision,
        verbose_name=_("model provision"),
        on_delete=models.PROTECT,
        related_name="transfers",
        help_text=_("The provision to learn from."),
    )
    to_jurisdiction = models.ForeignKey(
        Jurisdiction,
        verbose_name=_("recommended to"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The country, or part of one, that can learn from it."),
    )
    title = models.CharField(_("title"), max_length=200)
    recommendation = models.TextField(_("recommendation"), help_text=_("What it could do, in our own words."))
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    action = models.ForeignKey(
        CollaborationAction,
        verbose_name=_("action"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="transfers",
        help_text=_("The action under which it is dealt with, if there is one."),
    )
    status = models.CharField(
        _("status"), max_length=16, choices=TransferStatus, default=TransferStatus.PROPOSED
    )
    status_on = models.DateField(_("as of"), help_text=_("The day on which the status became known."))
    enacted_provision = models.ForeignKey(
        Provision,
        verbose_name=_("enacted as"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="transferred_from",
        help_text=_("The provision that came of it; needed when it is enacted."),
    )
    reject_reason = models.TextField(_("why it was rejected"), blank=True)
    i18n = TranslationField(fields=("title", "recommendation", "reject_reason"))

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy transfer")
        verbose_name_plural = _("policy transfers")
        ordering = ("-status_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="enacted", enacted_provision__isnull=False)
                | (~Q(status="enacted") & Q(enacted_provision=None)),
                name="enacted_transfer_names_its_provision",
                violation_error_message=_(
                    "Name the provision that came of it when it is enacted, and only then."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status="rejected") | ~Q(reject_reason=""),
                name="rejected_transfer_says_why",
                violation_error_message=_("Say why it was rejected."),
            ),
            models.UniqueConstraint(
                fields=("provision", "to_jurisdiction", "title"),
                name="policy_transfer_once",
                violation_error_message=_("This recommendation has already been recorded."),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="transfer_takes_allowed_steps", field="status", transitions=states.steps(states.TRANSFER)
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Address of its page."""
        return reverse("transfer-detail", args=(self.pk,))

    def clean(self) -> None:
        """Refuse a recommendation to the country that has the provision, and another's as enacted."""
        if not (self.provision_id and self.to_jurisdiction_id):
            return
        if self.provision.law.jurisdiction_id == self.to_jurisdiction_id:
            raise ValidationError(
                {
                    "to_jurisdiction": _(
                        "The provision is of this jurisdiction. Choose the one that can learn."
                    )
                }
            )
        enacted = self.enacted_provision
        if enacted and not _is_of(enacted, self.to_jurisdiction):
            raise ValidationError(
                {"enacted_provision": _("This provision is not of the jurisdiction that was to learn.")}
            )


def _is_of(provision: Provision, place: Jurisdiction) -> bool:
    """Whether a provision is law of a place: its own, or of one of its parts."""
    home = provision.law.jurisdiction
    return place.pk in (home.pk, home.parent_id)


@pghistory.track()
class TransferSource(Sourced):
    """Where a policy transfer was read of."""

    transfer = models.ForeignKey(
        PolicyTransfer, verbose_name=_("policy transfer"), on_delete=models.CASCADE, related_name="sources"
    )

    class Meta(Sourced.Meta):
        verbose_name = _("source of a policy transfer")
        verbose_name_plural = _("sources of policy transfers")
