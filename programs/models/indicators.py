"""Indicators: series of figures, each measured in one place and unit."""

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from programs.choices import IndicatorDirection, Sector
from programs.models.fields import Placed
from programs.querysets import IndicatorQuerySet


@pghistory.track()
class Indicator(Placed):
    """One series: what is measured, where, in which unit."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, help_text=_("Never reused."))
    measure = models.SlugField(
        _("measure"),
        max_length=80,
        help_text=_("The same in each place that measures the same thing: such series are compared."),
    )
    name = models.CharField(_("name"), max_length=300)
    definition = models.TextField(_("definition"))
    unit = models.CharField(_("unit"), max_length=40, help_text=_("For example percent, rank or cases."))
    sector = models.CharField(_("sector"), max_length=16, choices=Sector)
    direction = models.CharField(_("direction"), max_length=20, choices=IndicatorDirection)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    verified_on = models.DateField(
        _("checked on"), null=True, blank=True, help_text=_("When someone last compared it with its sources.")
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    check_due_on = models.DateField(_("next check due on"), null=True, blank=True)
    i18n = TranslationField(fields=("name", "definition"))

    objects = IndicatorQuerySet.as_manager()

    class Meta(Placed.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of the indicator's page."""
        return reverse("indicator-detail", args=(self.slug,))
