"""Pages of offers of finance."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from programs.admin.base import CheckedAdmin, admin, translations
from programs.admin.filters import CheckedFilter, UntranslatedFilter
from programs.models import FinanceOffer


@admin.register(FinanceOffer)
class FinanceOfferAdmin(CheckedAdmin):
    list_display = (
        "name", "kind", "jurisdiction", "programme", "rate_percent", "amount_max", "as_of", "valid_until",
        "held_in",
    )  # fmt: skip
    list_select_related = ("jurisdiction", "programme")
    list_filter = (
        "kind", "jurisdiction", "women", "confidence", ("valid_until", admin.EmptyFieldListFilter),
        CheckedFilter, UntranslatedFilter,
    )  # fmt: skip
    search_help_text = _("By name in any language, by programme, by lender, or by address of the source.")
    search_fields = ("slug", "name", "i18n", "programme__name", "lender__name", "source_url")
    autocomplete_fields = ("jurisdiction", "programme", "lender")
    fieldsets = (
        (_("English"), {"fields": ["name", "rate_words", "note"]}),
        *translations(FinanceOffer),
        (_("What it is"), {"fields": ["kind", "jurisdiction", "programme", "lender", "position", "slug"]}),
        (
            _("Terms"),
            {
                "fields": [
                    ("amount_min", "amount_max", "amount_unit", "currency"),
                    ("rate_kind", "rate_percent", "margin_percent"),
                    ("one_off_fee_percent", "monthly_fee"),
                    ("term_months", "grace_months", "guaranteed_percent"),
                    ("collateral", "collateral_kinds"),
                ]
            },
        ),
        (
            _("Who may apply"),
            {
                "fields": [
                    "settlements",
                    ("sector_rule", "sectors", "partly_excluded"),
                    ("business_age_min_months", "business_age_max_months"),
                    ("owner_age_min", "owner_age_in_some_cases", "owner_age_max"),
                    ("women", "women_share_min_percent"),
                    "esg_tags",
                ]
            },
        ),
        (
            _("Source"),
            {
                "fields": [
                    ("publisher", "source_url"),
                    ("as_of", "confidence", "verified_on"),
                    ("valid_from", "valid_until"),
                ]
            },
        ),
    )
