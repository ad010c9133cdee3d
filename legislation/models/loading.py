"""What the loader of reference data last wrote, so that it never overwrites an editor's change."""

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
