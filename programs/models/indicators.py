"""Indicators: series of observations with their sources, and the targets they are measured against."""

import pghistory
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from legislation.models import Provision
from programs.choices import IndicatorDirection, Sector
from programs.models.fields import Placed, period_field, source_field
from programs.models.programmes import Programme
from programs.querysets import IndicatorQuerySet, ObservationQuerySet
from programs.units import problem_with


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


@pghistory.track()
class Observation(models.Model):
    """What one source says of one period; sources that disagree are kept side by side."""

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.CASCADE, related_name="observations"
    )
    period = period_field(
        _("period"), help_text=_("2024, 2024-12, 2021-Q1, 2024-25 (July to June) or 2025-01/2025-08.")
    )
    days = DateRangeField(_("days"), help_text=_("The days of the period; last day exclusive."))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    out_of = models.PositiveSmallIntegerField(
        _("of how many"), null=True, blank=True, help_text=_("Of a rank: how many are ranked.")
    )
    source_url = source_field()
    publisher = models.CharField(_("publisher"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    i18n = TranslationField(fields=("note",))

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ("indicator", "days", "value")
        constraints = [
            models.UniqueConstraint(
                fields=("indicator", "period", "value", "source_url"),
                name="observation_once",
                violation_error_message=_("This source has already been recorded with this value."),
            ),
            models.CheckConstraint(
                condition=~models.Q(source_url=""),
                name="observation_has_a_source",
                violation_error_message=_("An observation needs the address of its source."),
            ),
            models.CheckConstraint(
                condition=models.Q(out_of__isnull=True) | models.Q(value__lte=F("out_of")),
                name="rank_is_not_beyond_the_last",
                violation_error_message=_("The rank is greater than the number of those ranked."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.value}"

    def clean(self) -> None:
        """Refuse a value that the unit of the indicator can't have."""
        problem = problem_with(self.value, self.indicator.unit) if self.indicator_id and self.value else ""
        if problem:
            raise ValidationError({"value": problem})


@pghistory.track()
class Target(models.Model):
    """A value that someone promised to reach by a day."""

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.CASCADE, related_name="targets"
    )
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    by = period_field(_("by the end of"))
    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programme"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="targets",
    )
    source_url = source_field()
    note = models.TextField(_("note"), blank=True)
    i18n = TranslationField(fields=("note",))

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ("indicator", "by")
        constraints = [
            models.UniqueConstraint(fields=("indicator", "by", "source_url"), name="target_once"),
        ]

    def __str__(self) -> str:
        return f"{self.value} ({self.by})"


@pghistory.track()
class TargetBasis(models.Model):
    """A provision that makes a target a promise of law."""

    target = models.ForeignKey(
        Target, verbose_name=_("target"), on_delete=models.CASCADE, related_name="bases"
    )
    provision = models.ForeignKey(
        Provision, verbose_name=_("provision"), on_delete=models.PROTECT, related_name="target_bases"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("legal basis of a target")
        verbose_name_plural = _("legal bases of targets")
        ordering = ("target", "position")
        constraints = [models.UniqueConstraint(fields=("target", "provision"), name="target_basis_once")]

    def __str__(self) -> str:
        return f"{self.target_id} {self.provision_id}"
