"""Norms: what a version says. They live exactly as long as the version they hang on."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from legislation.choices import PenaltyKind, TimeUnit
from legislation.models.protection import published_norm_stays
from legislation.models.provisions import Provision, ProvisionVersion
from legislation.models.vocabulary import Role
from legislation.querysets import NormQuerySet


class Norm(models.Model):
    """What every norm has: the version that says it, and its place there."""

    version = models.ForeignKey(ProvisionVersion, verbose_name=_("version"), on_delete=models.CASCADE)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    to_be_confirmed = models.BooleanField(
        _("to be confirmed"),
        default=False,
        help_text=_("Copied from an earlier version and not yet confirmed; readers see the mark."),
    )

    objects = NormQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("version", "position")
        triggers = [published_norm_stays()]

    @property
    def content_languages(self) -> list[str]:
        """Languages to fall back on, in order; needs version, provision, law and jurisdiction loaded."""
        return self.version.provision.content_languages


@pghistory.track()
class Conduct(Norm):
    """What is prohibited."""

    slug = models.SlugField(_("slug"), max_length=80)
    name = models.CharField(_("name"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("A reservation that must be shown with it."))
    i18n = TranslationField(fields=("name", "description", "note"))

    class Meta(Norm.Meta):
        verbose_name = _("conduct")
        verbose_name_plural = _("conducts")

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Duty(Norm):
    """Who must do what, for whom, when what happens, and by when."""

    bearer = models.ForeignKey(
        Role, verbose_name=_("who must act"), on_delete=models.PROTECT, related_name="duties_borne"
    )
    action = models.TextField(_("what must be done"))
    recipient = models.ForeignKey(
        Role,
        verbose_name=_("towards whom"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="duties_owed",
        help_text=_("Empty where the law names nobody."),
    )
    trigger = models.TextField(
        _("when"), blank=True, help_text=_("What sets the duty off; blank where it is constant.")
    )
    deadline_value = models.PositiveSmallIntegerField(
        _("deadline"), null=True, blank=True, help_text=_("Empty where the law sets none.")
    )
    deadline_unit = models.CharField(_("unit of the deadline"), max_length=12, choices=TimeUnit, blank=True)
    immediate = models.BooleanField(_("at once"), default=False)
    i18n = TranslationField(fields=("action", "trigger"))

    class Meta(Norm.Meta):
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline_value__isnull=True, deadline_unit="")
                | Q(deadline_value__gt=0, immediate=False) & ~Q(deadline_unit=""),
                name="duty_deadline_has_value_and_unit",
                violation_error_message=_(
                    "Give a deadline both a number and a unit, or neither; 'at once' has none."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.action[:80]


@pghistory.track()
class Penalty(Norm):
    """What a breach costs, and whom. No minimum: only a maximum is stated; equal: a fixed amount."""

    kind = models.CharField(_("kind"), max_length=24, choices=PenaltyKind)
    minimum = models.DecimalField(_("minimum"), max_digits=14, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(_("maximum"), max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(
        _("unit"),
        max_length=10,
        blank=True,
        help_text=_("A unit of time, a reference unit (MCI) or a currency (PKR)."),
    )
    applies_to = models.ForeignKey(
        Role,
        verbose_name=_("applies to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="penalties",
    )
    applies_to_words = models.CharField(
        _("applies to, in words"), max_length=200, blank=True, help_text=_("Where no role fits.")
    )
    circumstance = models.TextField(_("in which case"), blank=True)
    note = models.TextField(
        _("note"), blank=True, help_text=_("For example 'suspended until'; shown with the penalty.")
    )
    i18n = TranslationField(fields=("applies_to_words", "circumstance", "note"))

    class Meta(Norm.Meta):
        verbose_name = _("penalty")
        verbose_name_plural = _("penalties")
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum__isnull=True) | Q(maximum__isnull=True) | Q(minimum__lte=F("maximum")),
                name="penalty_minimum_is_not_above_its_maximum",
                violation_error_message=_("The minimum is above the maximum."),
            ),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True, maximum__isnull=True) | ~Q(unit=""),
                name="penalty_amount_has_a_unit",
                violation_error_message=_("An amount needs its unit."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@pghistory.track()
class Measure(Norm):
    """What can be ordered to protect or restrain, by whom, for how long."""

    slug = models.SlugField(_("slug"), max_length=80)
    name = models.CharField(_("name"), max_length=300)
    issued_by = models.ForeignKey(
        Role, verbose_name=_("issued by"), on_delete=models.PROTECT, related_name="measures"
    )
    minimum_value = models.PositiveSmallIntegerField(_("shortest term"), null=True, blank=True)
    minimum_unit = models.CharField(
        _("unit of the shortest term"), max_length=12, choices=TimeUnit, blank=True
    )
    maximum_value = models.PositiveSmallIntegerField(_("longest term"), null=True, blank=True)
    maximum_unit = models.CharField(
        _("unit of the longest term"), max_length=12, choices=TimeUnit, blank=True
    )
    conditions = models.TextField(_("conditions"), blank=True, help_text=_("One a line."))
    breach_provision = models.ForeignKey(
        Provision,
        verbose_name=_("breach is punished by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="punished_measures",
    )
    i18n = TranslationField(fields=("name", "conditions"))

    class Meta(Norm.Meta):
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = [
            models.CheckConstraint(
                condition=~Q(minimum_unit=F("maximum_unit"))
                | Q(minimum_value__isnull=True)
                | Q(maximum_value__isnull=True)
                | Q(minimum_value__lte=F("maximum_value")),
                name="measure_shortest_term_is_not_above_its_longest",
                violation_error_message=_("The shortest term is above the longest."),
            ),
            models.CheckConstraint(
                condition=Q(minimum_value__isnull=True, minimum_unit="")
                | Q(minimum_value__isnull=False) & ~Q(minimum_unit=""),
                name="measure_shortest_term_has_value_and_unit",
            ),
            models.CheckConstraint(
                condition=Q(maximum_value__isnull=True, maximum_unit="")
                | Q(maximum_value__isnull=False) & ~Q(maximum_unit=""),
                name="measure_longest_term_has_value_and_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Right(Norm):
    """What a holder may ask for or rely on."""

    holder = models.ForeignKey(
        Role, verbose_name=_("who holds it"), on_delete=models.PROTECT, related_name="rights"
    )
    right = models.TextField(_("right"))
    i18n = TranslationField(fields=("right",))

    class Meta(Norm.Meta):
        verbose_name = _("right")
        verbose_name_plural = _("rights")

    def __str__(self) -> str:
        return self.right[:80]
