"""What someone asks of finance: which offers fit, and what a loan costs. Both are sent by GET."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kbase.localised_formats import money_text
from programs.countries import countries, country_choices, country_name, currency_choices
from programs.finance.choices import BusinessSector, CollateralKind, Settlement
from programs.finance.fitting import Business
from programs.finance.repayment import ANNUITY, EQUAL_PRINCIPAL, LONGEST_MONTHS, Loan
from programs.models import FinanceOffer

METHODS = [
    (ANNUITY, _("The same payment each month (annuity)")),
    (EQUAL_PRINCIPAL, _("The same part of the loan each month, so payments fall")),
]
GREATEST = Decimal(10) ** 12
ANY = _("I'd rather not say")


def money(label: Any, *, required: bool = True, least: str = "0.01", **options: Any) -> forms.DecimalField:
    """Return a field for money, at most two decimals."""
    field = forms.DecimalField(
        label=label,
        required=required,
        min_value=Decimal(least),
        max_value=GREATEST,
        decimal_places=2,
        **options,
    )
    field.widget.attrs |= {"inputmode": "decimal", "step": "any"}
    return field


class FitForm(forms.Form):
    """A business, as far as its owner wants to describe it."""

    country = forms.ChoiceField(label=_("Where is the business?"), choices=country_choices)
    amount = money(_("How much do you need?"), least="1")
    currency = forms.ChoiceField(label=_("In which currency?"), choices=currency_choices)
    settlement = forms.ChoiceField(
        label=_("In what sort of place?"), choices=[("", ANY), *Settlement.choices], required=False
    )
    sector = forms.ChoiceField(
        label=_("What does it do?"), choices=[("", ANY), *BusinessSector.choices], required=False
    )
    age_months = forms.IntegerField(
        label=_("How many months old is it?"),
        required=False,
        min_value=0,
        max_value=1200,
        help_text=_("0 if it hasn't begun."),
    )
    women_share = forms.DecimalField(
        label=_("What share of it do women own, in percent?"),
        required=False,
        min_value=0,
        max_value=100,
        decimal_places=2,
    )
    owner_age = forms.IntegerField(
        label=_("How old is the owner?"), required=False, min_value=14, max_value=120
    )
    collateral = forms.MultipleChoiceField(
        label=_("What could you pledge?"),
        choices=CollateralKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a currency that isn't the country's: sums are never converted here."""
        cleaned = super().clean() or {}
        country, currency = cleaned.get("country"), cleaned.get("currency")
        if not (country and currency):
            return cleaned
        expected = next(each.currency for each in countries() if each.code == country)
        if expected != currency:
            words = _("Offers in %(country)s are counted in %(expected)s; you chose %(given)s.")
            names = dict(currency_choices())
            given = {
                "country": country_name(country),
                "expected": names[expected],
                "given": names[currency],
            }
            self.add_error("currency", ValidationError(words, code="currency", params=given))
        return cleaned

    def business(self) -> Business:
        """Give what was said; the form is valid."""
        return Business(**self.cleaned_data)


class RepaymentForm(forms.Form):
    """A loan, perhaps after an offer."""

    offer = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    amount = money(_("Sum of the loan"))
    currency = forms.ChoiceField(label=_("Currency"), choices=currency_choices)
    percent = forms.DecimalField(
        label=_("Interest, percent a year"), min_value=0, max_value=200, decimal_places=3
    )
    months = forms.IntegerField(label=_("Months"), min_value=1, max_value=LONGEST_MONTHS)
    method = forms.ChoiceField(
        label=_("How it is paid back"),
        choices=METHODS,
        widget=forms.RadioSelect,
        required=False,
        initial=ANNUITY,
    )
    grace_months = forms.IntegerField(
        label=_("First months without repayment"),
        required=False,
        min_value=0,
        max_value=LONGEST_MONTHS - 1,
        help_text=_("Interest and fees are paid in these months as well."),
    )
    one_off_fee = money(_("Fee paid once"), required=False, least="0")
    monthly_fee = money(_("Fee each month"), required=False, least="0")
    starts_on = forms.DateField(
        label=_("Day of the loan"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Today, if left empty."),
    )

    def clean_starts_on(self) -> dt.date | None:
        """Refuse a day that no loan here has."""
        day: dt.date | None = self.cleaned_data["starts_on"]
        if day and not 2000 <= day.year <= 2100:
            raise ValidationError(_("%(given)s is not between 2000 and 2100."), params={"given": day})
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse what doesn't go together: currencies, months, fees."""
        cleaned = super().clean() or {}
        offer, currency = self._offer(cleaned.get("offer") or ""), cleaned.get("currency")
        cleaned["offer"] = offer
        if offer and currency and offer.currency != currency:
            words = _(
                "This offer is counted in %(expected)s; you chose %(given)s. Sums are not converted here:"
                " choose %(expected)s, or reckon without the offer."
            )
            params = {"expected": offer.currency, "given": currency}
            self.add_error("currency", ValidationError(words, code="currency", params=params))
        months, grace = cleaned.get("months"), cleaned.get("grace_months") or 0
        if months and grace >= months:
            words = _("%(grace)s is not less than the %(months)s months of the loan.")
            self.add_error("grace_months", ValidationError(words, params={"grace": grace, "months": months}))
        amount, fee = cleaned.get("amount"), cleaned.get("one_off_fee") or 0
        if amount and fee >= amount:
            words = _("The fee must be less than the loan, %(amount)s.")
            params = {"amount": money_text(amount, currency or "")}
            self.add_error("one_off_fee", ValidationError(words, params=params))
        return cleaned

    def _offer(self, slug: str) -> FinanceOffer | None:
        """Find the offer; its field is hidden, so what is wrong is said above the form."""
        if not slug:
            return None
        found = FinanceOffer.objects.with_place().filter(slug=slug).first()
        if found is None:
            words = _("There is no offer “%(given)s”.")
            self.add_error(None, ValidationError(words, params={"given": slug[:40]}))
        elif not found.is_repaid:
            self.add_error(None, ValidationError(_("This offer is no loan: nothing is paid back.")))
        return found

    def loan(self, today: dt.date) -> Loan:
        """Give the loan; the form is valid."""
        given = self.cleaned_data
        return Loan(
            amount=given["amount"],
            yearly_percent=given["percent"],
            months=given["months"],
            method=given["method"] or ANNUITY,
            starts_on=given["starts_on"] or today,
            grace_months=given["grace_months"] or 0,
            one_off_fee=given["one_off_fee"] or Decimal(0),
            monthly_fee=given["monthly_fee"] or Decimal(0),
        )
