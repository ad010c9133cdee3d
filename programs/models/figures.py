"""Figures under four eyes: observations with their sources, and the targets they are measured against."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pghistory
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from legislation.models import Provision
from programs.choices import FigureState
from programs.models.fields import period_field, source_field
from programs.models.indicators import Indicator
from programs.models.programmes import Programme
from programs.models.protection import published_basis_stays
from programs.models.reviewed import Reviewed
from programs.periods import parse_period
from programs.querysets import ObservationQuerySet, TargetQuerySet
from programs.units import RANK, problem_with


@pghistory.track()
class Observation(Reviewed):
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

    class Meta(Reviewed.Meta):
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ("indicator", "days", "value")
        permissions = [("review_observation", "Can review and publish figures")]
        constraints = [
            *Reviewed.Meta.constraints,
            models.UniqueConstraint(
                fields=("indicator", "period", "value", "source_url"),
                condition=Q(state=FigureState.PUBLISHED),
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
        """Refuse a value that the unit of the indicator can't have, and a publisher nobody can read."""
        problem = _problem(self, self.value)
        if problem:
            raise ValidationError({"value": problem})
        if not any(character.isalnum() for character in self.publisher):
            raise ValidationError({"publisher": _("Accepted: letters or digits. Who published the figure?")})
        if self.out_of is not None and self.indicator_id and self.indicator.unit != RANK:
            raise ValidationError({"out_of": _("Only a rank is 'of how many'.")})

    def take_days(self) -> None:
        """Set the days that the period means; nobody types them.

        Raises:
            InvalidPeriod: the period can't be read.
        """
        period = parse_period(self.period)
        self.days = DateRange(period.start, period.end, "[)")

    def has_begun_by(self, day: dt.date) -> bool:
        """Whether its period has begun: what hasn't can't have been observed."""
        return parse_period(self.period).start <= day


@pghistory.track()
class Target(Reviewed):
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

    objects = TargetQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ("indicator", "by")
        constraints = [
            *Reviewed.Meta.constraints,
            models.UniqueConstraint(
                fields=("indicator", "by", "source_url"),
                condition=Q(state=FigureState.PUBLISHED),
                name="target_once",
                violation_error_message=_("This source has already been recorded with a target for then."),
            ),
            models.CheckConstraint(
                condition=~Q(source_url=""),
                name="target_has_a_source",
                violation_error_message=_("A target needs the address of its source."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} ({self.by})"

    def clean(self) -> None:
        """Refuse a value that the unit of the indicator can't have."""
        problem = _problem(self, self.value)
        if problem:
            raise ValidationError({"value": problem})


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
        triggers = [published_basis_stays()]

    def __str__(self) -> str:
        return f"{self.target_id} {self.provision_id}"


def _problem(figure: Observation | Target, value: Decimal | None) -> str:
    return problem_with(value, figure.indicator.unit) if figure.indicator_id and value is not None else ""
