"""Organisations: who runs, pays for, hosts or watches."""

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from programs.choices import OrganisationKind
from programs.models.fields import Placed, source_field
from programs.querysets import OrganisationQuerySet


@pghistory.track()
class Organisation(Placed):
    """A state body, court, company, network or other body that programmes name."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, help_text=_("Never reused."))
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    role = models.TextField(_("role"), blank=True, help_text=_("What it does here, in our own words."))
    url = models.URLField(_("web site"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("A reservation that must be shown with it."))
    source_url = source_field()
    i18n = TranslationField(fields=("name", "role", "note"))

    objects = OrganisationQuerySet.as_manager()

    class Meta(Placed.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of the organisation's page."""
        return reverse("organisation-detail", args=(self.slug,))
