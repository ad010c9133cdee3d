"""An import of many records between its two steps: its editor's alone, and forgotten after a day."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kbase.models import Job
from legislation.querysets import KEPT_IMPORT_FOR, BulkImportQuerySet


class KeptImport(models.Model):
    """What a file holds, and what its import would do, as it was shown."""

    created_at = models.DateTimeField(_("sent at"))
    name = models.CharField(_("name of the file"), max_length=200)
    tables = models.JSONField(
        _("tables"), default=list, help_text=_("As `legislation.bulk.tables` writes them.")
    )
    lines = models.JSONField(_("lines"), default=list, help_text=_("What would become of each row."))
    digest = models.CharField(
        _("digest"),
        max_length=64,
        blank=True,
        help_text=_("SHA-256 of what was shown; nothing else is carried out. Blank until it is known."),
    )
    reason = models.TextField(_("reason for the corrections"), blank=True)
    applied_at = models.DateTimeField(_("carried out at"), null=True, blank=True)

    class Meta:
        abstract = True
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_rehearsed(self) -> bool:
        """Whether it is known what it would do."""
        return bool(self.digest)

    @property
    def written(self) -> int:
        """How many rows would be new or changed."""
        return sum(line["outcome"] in ("new", "changed") for line in self.lines)

    @property
    def problems(self) -> int:
        """How many rows can't be taken."""
        return sum(line["outcome"] == "problem" for line in self.lines)

    @property
    def corrections(self) -> int:
        """How many rows correct something published."""
        return sum(line["corrects"] and line["outcome"] in ("new", "changed") for line in self.lines)

    @property
    def expires_at(self) -> dt.datetime:
        """When it is forgotten."""
        return self.created_at + KEPT_IMPORT_FOR


class BulkImport(KeptImport):
    """An import of records of the law."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.CASCADE,
        related_name="bulk_imports",
        help_text=_("Nobody else sees it."),
    )
    kind = models.CharField(_("kind of record"), max_length=40, blank=True, help_text=_("Of a CSV."))
    content = models.BinaryField(
        _("content"), null=True, blank=True, help_text=_("Of a large file, until a job has read it.")
    )
    job = models.ForeignKey(
        Job,
        verbose_name=_("job"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The last that was begun for it."),
    )

    objects = BulkImportQuerySet.as_manager()

    @property
    def is_under_way(self) -> bool:
        """Whether a job for it waits or runs."""
        return self.job is not None and self.job.finished_at is None
