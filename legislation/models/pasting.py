"""A pasted law between the steps of entering it: its editor's alone, and forgotten after two weeks."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from legislation.choices import Language, TextStatus
from legislation.models.laws import Law
from legislation.querysets import KEPT_PASTED_FOR, PastedTextQuerySet


class PastedText(models.Model):
    """The proposed structure of a text, as far as its editor has corrected it."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.CASCADE,
        related_name="pasted_texts",
        help_text=_("Nobody else sees it."),
    )
    created_at = models.DateTimeField(_("pasted at"))
    name = models.CharField(
        _("name"), max_length=200, blank=True, help_text=_("Of the file; blank for what was pasted.")
    )
    law = models.ForeignKey(
        Law,
        verbose_name=_("law"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty for a law that is made when the text is saved."),
    )
    new_law = models.JSONField(
        _("new law"),
        default=dict,
        blank=True,
        help_text=_("Jurisdiction, kind, title, number, day of adoption."),
    )
    language = models.CharField(_("language"), max_length=3, choices=Language)
    status = models.CharField(_("status"), max_length=20, choices=TextStatus)
    starts_on = models.DateField(
        _("first day valid"), null=True, blank=True, help_text=_("Empty where not established.")
    )
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    tree = models.JSONField(_("tree"), help_text=_("As `legislation.structure.tree.to_dict` writes it."))
    previous = models.JSONField(
        _("tree before"),
        null=True,
        blank=True,
        help_text=_("What undoing goes back to; empty when there is nothing."),
    )
    revision = models.PositiveIntegerField(
        _("revision"),
        default=0,
        help_text=_("Counts corrections, so that two windows don't undo each other's."),
    )
    saved_at = models.DateTimeField(
        _("saved at"),
        null=True,
        blank=True,
        help_text=_("When drafts were made of it; nothing changes after."),
    )

    objects = PastedTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("pasted text")
        verbose_name_plural = _("pasted texts")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.name or f"{self.created_at:%Y-%m-%d %H:%M}"

    @property
    def expires_at(self) -> dt.datetime:
        """When it is forgotten."""
        return self.created_at + KEPT_PASTED_FOR
