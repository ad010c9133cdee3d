"""Reference amounts: units such as the monthly calculation index, and their money by date."""

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from legislation.choices import Confidence, ValueRule
from legislation.models.places import Jurisdiction


@pghistory.track()
class ReferenceUnit(models.Model):
    """A unit in which a law counts money, for example the monthly calculation index of Kazakhstan."""

    jurisdiction = models.ForeignKey(Jurisdiction, verbose_name=_("jurisdiction"), on_delete=models.PROTECT)
    code = models.CharField(
        _("code"), max_length=10, unique=True, help_text=_("As penalties name it, for example MCI.")
    )
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    currency = models.CharField(_("currency"), max_length=3, help_text=_("ISO 4217 code."))
    i18n = TranslationField(fields=("name", "summary"))

    class Meta:
        verbose_name = _("reference unit")
        verbose_name_plural = _("reference units")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


@pghistory.track()
class ReferenceAmount(models.Model):
    """What one unit is worth between two dates."""

    unit = models.ForeignKey(
        ReferenceUnit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="amounts"
    )
    valid = DateRangeField(_("valid"), help_text=_("First day inclusive, last day exclusive."))
    amount = models.DecimalField(
        _("amount"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Money for one unit; empty where it is known that no value has been established."),
    )
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence)
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)
    i18n = TranslationField(fields=("note",))

    class Meta:
        verbose_name = _("reference amount")
        verbose_name_plural = _("reference amounts")
        ordering = ("unit", "valid")
        constraints = [
            ExclusionConstraint(
                name="reference_amounts_do_not_overlap",
                expressions=[("unit", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                deferrable=models.Deferrable.IMMEDIATE,  # the loader moves a boundary in two statements
                violation_error_message=_("Another amount of this unit is valid on some of these days."),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0), name="reference_amount_is_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.valid}"


@pghistory.track()
class ReferenceAmountRule(models.Model):
    """Which day's amount a law, or one provision of it, takes."""

    unit = models.ForeignKey(
        ReferenceUnit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="rules"
    )
    law = models.ForeignKey("legislation.Law", verbose_name=_("law"), on_delete=models.CASCADE)
    provision = models.ForeignKey(
        "legislation.Provision",
        verbose_name=_("rule stated in"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    value_on = models.CharField(_("value on"), max_length=10, choices=ValueRule)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence)

    class Meta:
        verbose_name = _("rule of the reference amount")
        verbose_name_plural = _("rules of the reference amount")
        constraints = [models.UniqueConstraint(fields=("unit", "law"), name="one_amount_rule_per_law")]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.value_on}"
