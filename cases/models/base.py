"""What every record of case work has."""

from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cases import keys


class ClockNow(models.Func):
    """The database's clock at this very moment, as records are dated; `Now` is when the transaction began."""

    function = "clock_timestamp"
    output_field = models.DateTimeField()


class Record(models.Model):
    """Identity, who made it and when; `row_version` lets a second editor notice the first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    row_version = models.PositiveIntegerField(_("version of the record"), default=1, editable=False)

    class Meta:
        abstract = True


WRAPPED_KEYS = ["content_key", "identity_key", "content_master", "identity_master"]


class WithOwnKeys(models.Model):
    """Keys apart from the case's, for what an organisation reads that doesn't see the case."""

    content_key = models.TextField(editable=False)
    identity_key = models.TextField(editable=False)
    content_master = models.CharField(max_length=32, editable=False)
    identity_master = models.CharField(max_length=32, editable=False)

    class Meta:
        abstract = True

    def make_keys(self) -> None:
        """Make both keys, wrapped for this record alone."""
        self.content_key = keys.new_wrapped_key(self.pk, keys.CONTENT)
        self.identity_key = keys.new_wrapped_key(self.pk, keys.IDENTITY)
        self.content_master = keys.master_id(self.content_key)
        self.identity_master = keys.master_id(self.identity_key)


def recorded_by_the_servers_clock() -> pgtrigger.Trigger:
    """Let the database say when something was recorded, whatever is sent."""
    return pgtrigger.Trigger(
        name="recorded_by_the_servers_clock",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="NEW.created_at := clock_timestamp(); RETURN NEW;",
    )
