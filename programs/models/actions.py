"""Actions of collaboration: who does what by when, how far it is, what came of it."""

import datetime as dt

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from programs.choices import CollaborationStatus
from programs.collaborations import states
from programs.models.collaborations import CollaborationArea
from programs.models.organisations import Organisation
from programs.querysets_collaborations import ActionQuerySet

DONE, DROPPED = CollaborationStatus.COMPLETED, CollaborationStatus.CANCELLED


def jurisdictions_field() -> ArrayField:
    """Return a field for the jurisdictions that work together."""
    return ArrayField(
        models.CharField(max_length=6),
        verbose_name=_("between"),
        default=list,
        help_text=_("The countries, or parts of them, that work together: two or more."),
    )


class Sourced(models.Model):
    """Where what is said of a record was read."""

    url = models.URLField(_("address"), max_length=500)
    publisher = models.CharField(_("publisher"), max_length=200)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.publisher


@pghistory.track()
class CollaborationAction(models.Model):
    """One thing that countries agreed or propose to do together."""

    area = models.ForeignKey(
        CollaborationArea, verbose_name=_("area"), on_delete=models.PROTECT, related_name="actions"
    )
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    jurisdictions = jurisdictions_field()
    owner = models.ForeignKey(
        Organisation,
        verbose_name=_("owner"),
        on_delete=models.PROTECT,
        related_name="actions",
        help_text=_("The organisation that answers for it."),
    )
    status = models.CharField(
        _("status"), max_length=12, choices=CollaborationStatus, default=CollaborationStatus.PROPOSED
    )
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    due_on = models.DateField(
        _("due on"), null=True, blank=True, help_text=_("Later than this day it is shown as overdue.")
    )
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    result = models.TextField(_("result"), blank=True, help_text=_("What came of it; needed to complete it."))
    drop_reason = models.TextField(_("why it was cancelled"), blank=True)
    i18n = TranslationField(fields=("title", "description", "result", "drop_reason"))

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = (F("due_on").asc(nulls_last=True), "pk")
        indexes = [GinIndex(fields=["jurisdictions"], name="action_jurisdictions")]
        constraints = [
            models.CheckConstraint(
                condition=Q(jurisdictions__len__gte=2),
                name="action_is_between_two",
                violation_error_message=_("Choose two or more countries that work together."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(due_on=None) | Q(starts_on__lte=F("due_on")),
                name="action_is_due_after_its_start",
                violation_error_message=_("It is due before it starts. Correct one of the two days."),
            ),
            models.CheckConstraint(
                condition=~Q(status="completed") | (Q(completed_on__isnull=False) & ~Q(result="")),
                name="completed_action_has_a_result",
                violation_error_message=_("Say on which day it was completed and what came of it."),
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(drop_reason=""),
                name="cancelled_action_says_why",
                violation_error_message=_("Say why it was cancelled."),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="action_takes_allowed_steps", field="status", transitions=states.steps(states.ACTION)
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Address of the action's page."""
        return reverse("action-detail", args=(self.pk,))

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor dropped."""
        return self.status not in (DONE, DROPPED)

    def is_overdue(self, today: dt.date) -> bool:
        """Whether its day has passed and it isn't done."""
        return self.is_open and self.due_on is not None and self.due_on < today


@pghistory.track()
class ActionSource(Sourced):
    """Where an action was read of."""

    action = models.ForeignKey(
        CollaborationAction, verbose_name=_("action"), on_delete=models.CASCADE, related_name="sources"
    )

    class Meta(Sourced.Meta):
        verbose_name = _("source of an action")
        verbose_name_plural = _("sources of actions")
