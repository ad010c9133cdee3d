"""The record of accesses: who looked at or did what, refusals too; added to, never changed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cases.choices import Deed, Purpose, Result
from cases.models.organisations import Organisation
from cases.querysets import AccessEventQuerySet


class AccessEvent(models.Model):
    """One look or deed, without content. The database itself says by whom, when and whose case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(_("when"), db_default=Now())
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    # No foreign keys: what was refused may not exist, and the record outlives what it tells of.
    case_id = models.UUIDField(_("case"), null=True)
    object_kind = models.CharField(_("kind of record"), max_length=30, blank=True)
    object_id = models.UUIDField(_("record"), null=True)
    deed = models.CharField(_("what"), max_length=12, choices=Deed)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose, blank=True)
    result = models.CharField(_("result"), max_length=8, choices=Result, default=Result.ALLOWED)

    objects = AccessEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("access event")
        verbose_name_plural = _("access events")
        ordering = ("-at",)
        indexes = [
            models.Index(fields=("case_id", "at"), name="access_events_of_a_case"),
            models.Index(fields=("organisation", "at"), name="access_events_in_order"),
            models.Index(fields=("actor", "at"), name="access_events_of_a_person"),
        ]


class ChainLink(models.Model):
    """The place of an access event in the chain; written by the database when the event is committed."""

    number = models.BigIntegerField(primary_key=True)
    event_id = models.UUIDField(unique=True)
    previous = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        verbose_name = _("link of the chain")
        verbose_name_plural = _("links of the chain")
