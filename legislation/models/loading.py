"""What the loader of reference data last wrote, so that it never overwrites an editor's change."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedRecord(models.Model):
    """One record as the loader last left it: a record whose digest differs now was changed by a person."""

    model = models.CharField(_("model"), max_length=60)
    key = models.CharField(_("key"), max_length=300)
    object_id = models.BigIntegerField(
        _("record"),
        help_text=_("Kept when an editor deletes the record, so that the next load leaves it deleted."),
    )
    digest = models.CharField(_("digest"), max_length=64, help_text=_("SHA-256 of the values as loaded."))

    class Meta:
        verbose_name = _("loaded record")
        verbose_name_plural = _("loaded records")
        constraints = [models.UniqueConstraint(fields=("model", "key"), name="loaded_record_once")]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"


class ReferenceConflict(models.Model):
    """A record on which the reference data and an editor disagree, kept until someone decides."""

    model = models.CharField(_("model"), max_length=60)
    key = models.CharField(_("key"), max_length=300)
    object_id = models.BigIntegerField(
        _("record"), null=True, blank=True, help_text=_("Empty where the record was deleted here.")
    )
    file = models.CharField(_("file"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    differences = models.JSONField(
        _("differences"),
        default=list,
        help_text=_("Each field that differs: its name, what it says here, what it says in the data."),
    )
    digest = models.CharField(
        _("digest of the data"),
        max_length=64,
        blank=True,
        help_text=_("SHA-256 of what the data say; a decision holds until they say something else."),
    )
    reported_at = models.DateTimeField(_("reported at"), auto_now=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("conflict with the reference data")
        verbose_name_plural = _("conflicts with the reference data")
        ordering = ("model", "key")
        constraints = [models.UniqueConstraint(fields=("model", "key"), name="one_conflict_per_record")]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
