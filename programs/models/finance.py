"""Offers of finance: what a source says of amount, price, term, collateral and who may apply."""

from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from legislation.choices import Confidence
from legislation.models import Jurisdiction
from programs.finance.choices import (
    BusinessSector,
    CollateralKind,
    CollateralRule,
    EsgTag,
    OfferKind,
    RateKind,
    SectorRule,
    Settlement,
    WomenRule,
)
from programs.finance.querysets import FinanceOfferQuerySet
from programs.models.fields import period_field, source_field
from programs.models.organisations import Organisation
from programs.models.programmes import Programme

NOT_STATED = _("Blank where the source doesn't say.")


def codes(label: Any, choices: type[models.TextChoices], help_text: Any = "") -> Any:
    """Return a field for several values of a vocabulary."""
    column = models.CharField(max_length=30, choices=choices)
    return ArrayField(column, verbose_name=label, default=list, blank=True, help_text=help_text)


def share(label: Any) -> Any:
    """Return a field for percent that may be unknown."""
    return models.DecimalField(
        label, max_digits=6, decimal_places=3, null=True, blank=True, help_text=NOT_STATED
    )


def count(label: Any) -> Any:
    """Return a field for a number that may be unknown."""
    return models.PositiveSmallIntegerField(label, null=True, blank=True, help_text=NOT_STATED)


@pghistory.track()
class FinanceOffer(models.Model):
    """One offer of a programme. What its source doesn't state stays empty, and is never guessed."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, help_text=_("Never reused."))
    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.CASCADE, related_name="offers"
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, verbose_name=_("jurisdiction"), on_delete=models.PROTECT, related_name="+"
    )
    lender = models.ForeignKey(
        Organisation,
        verbose_name=_("where to ask"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="finance_offers",
        help_text=_("Who lends, grants or guarantees, else who runs the programme and names the banks."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=OfferKind)
    name = models.CharField(_("name"), max_length=200)

    amount_min = models.DecimalField(
        _("least amount"), max_digits=16, decimal_places=2, null=True, blank=True, help_text=NOT_STATED
    )
    amount_max = models.DecimalField(
        _("greatest amount"), max_digits=16, decimal_places=2, null=True, blank=True, help_text=NOT_STATED
    )
    amount_unit = models.CharField(
        _("counted in"),
        max_length=12,
        blank=True,
        help_text=_("A reference unit such as MCI, turned into money of the day; blank for money itself."),
    )
    currency = models.CharField(_("currency"), max_length=3, help_text=_("ISO 4217."))
    rate_kind = models.CharField(
        _("kind of interest"), max_length=12, choices=RateKind, blank=True, help_text=NOT_STATED
    )
    rate_percent = share(_("interest the borrower pays, percent a year"))
    margin_percent = share(_("margin above the base rate, percent"))
    rate_words = models.CharField(_("interest in the words of the source"), max_length=300, blank=True)
    one_off_fee_percent = share(_("fee once, percent of the amount"))
    monthly_fee = models.DecimalField(
        _("fee each month"), max_digits=14, decimal_places=2, null=True, blank=True, help_text=NOT_STATED
    )
    term_months = count(_("longest term, months"))
    grace_months = count(_("months before repayment begins"))
    guaranteed_percent = share(_("guaranteed share at most, percent"))
    collateral = models.CharField(
        _("collateral"), max_length=10, choices=CollateralRule, blank=True, help_text=NOT_STATED
    )
    collateral_kinds = codes(_("kinds of collateral"), CollateralKind)

    settlements = codes(_("places"), Settlement, _("Empty: the whole country."))
    sector_rule = models.CharField(
        _("rule of sectors"), max_length=6, choices=SectorRule, blank=True, help_text=NOT_STATED
    )
    sectors = codes(_("sectors of the rule"), BusinessSector)
    partly_excluded = codes(
        _("sectors excluded in part"), BusinessSector, _("For example 'most trade': one must ask.")
    )
    business_age_min_months = count(_("youngest business, months"))
    business_age_max_months = count(_("oldest business, months"))
    owner_age_min = count(_("youngest owner, years"))
    owner_age_in_some_cases = count(_("youngest owner in some cases, years"))
    owner_age_max = count(_("oldest owner, years"))
    women = models.CharField(_("women"), max_length=10, choices=WomenRule, blank=True, help_text=NOT_STATED)
    women_share_min_percent = share(_("least share owned by women, percent"))
    esg_tags = codes(_("ESG tags"), EsgTag)

    note = models.TextField(_("note"), blank=True, help_text=_("What must be known with it."))
    source_url = source_field()
    publisher = models.CharField(_("publisher"), max_length=200)
    as_of = period_field(
        _("reported"), blank=True, help_text=_("When the source said so; blank where it shows no day.")
    )
    valid_from = models.DateField(_("offered from"), null=True, blank=True)
    valid_until = models.DateField(_("no longer offered from"), null=True, blank=True)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    i18n = TranslationField(fields=("name", "rate_words", "note"))

    objects = FinanceOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer of finance")
        verbose_name_plural = _("offers of finance")
        ordering = ("position", "name")
        constraints = [
            models.CheckConstraint(
                condition=~Q(source_url=""),
                name="finance_offer_has_a_source",
                violation_error_message=_("An offer needs the address of its source."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"),
                name="finance_offer_has_a_currency",
                violation_error_message=_("Give the currency as three capital letters, such as KZT."),
            ),
            models.CheckConstraint(
                condition=(Q(amount_min__isnull=True) | Q(amount_min__gte=0))
                & (
                    Q(amount_max__isnull=True)
                    | Q(amount_max__gt=0) & (Q(amount_min__isnull=True) | Q(amount_max__gte=F("amount_min")))
                ),
                name="finance_offer_amounts_are_in_order",
                violation_error_message=_("The least amount is from 0, and the greatest is not below it."),
            ),
            models.CheckConstraint(
                condition=Q(rate_percent__isnull=True) & Q(margin_percent__isnull=True)
                | ~Q(rate_kind="") & ~Q(kind="grant"),
                name="finance_offer_rate_says_its_kind",
                violation_error_message=_("A rate needs its kind; a grant has none."),
            ),
            models.CheckConstraint(
                condition=(Q(rate_percent__isnull=True) | Q(rate_percent__range=(0, 200)))
                & (Q(guaranteed_percent__isnull=True) | Q(guaranteed_percent__range=(0, 100)))
                & (Q(women_share_min_percent__isnull=True) | Q(women_share_min_percent__range=(0, 100))),
                name="finance_offer_shares_are_possible",
                violation_error_message=_("Interest is from 0 to 200 percent, shares from 0 to 100."),
            ),
            models.CheckConstraint(
                condition=Q(grace_months__isnull=True)
                | Q(term_months__isnull=True)
                | Q(grace_months__lt=F("term_months")),
                name="finance_offer_grace_is_within_term",
                violation_error_message=_("Repayment must begin before the term ends."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lt=F("valid_until")),
                name="finance_offer_ends_after_it_began",
                violation_error_message=_("The offer would end before it began."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of the offer's page."""
        return reverse("finance-detail", args=(self.slug,))

    @property
    def content_languages(self) -> list[str]:
        """Languages to fall back on, in order; needs the jurisdiction loaded."""
        return self.jurisdiction.languages

    @property
    def is_repaid(self) -> bool:
        """Whether it is money that must be paid back."""
        return self.kind in {OfferKind.LOAN, OfferKind.MICROCREDIT}
