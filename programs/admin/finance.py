"""Pages of offers of finance."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from programs.admin.base import ProgramsAdmin, admin, translations
from programs.models import FinanceOffer


@admin.register(FinanceOffer)
class FinanceOfferAdmin(ProgramsAdmin):
    list_display = ("name", "kind", "jurisdiction", "programme", "rate_percent", "amount_max", "as_of")
    list_select_related = ("jurisdiction", "programme")
    list_filter = ("kind", "jurisdiction", "women", "confidence", ("verified_on", admin.EmptyFieldListFilter))
    search_fields = ("slug", "name", "i18n", "programme__name", "lender__name", "source_url")
    autocomplete_fields = ("jurisdiction", "programme", "lender")
    fieldsets = (
        (None, {"fields": ["slug", "kind", "jurisdiction", "programme", "lender", "position"]}),
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
        (_("English"), {"fields": ["name", "rate_words", "note"]}),
        *translations(FinanceOffer),
    )
