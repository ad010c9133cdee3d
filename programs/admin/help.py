"""Pages of places of help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from programs.admin.base import CheckedAdmin, admin, translations
from programs.admin.filters import CheckedFilter, UntranslatedFilter
from programs.models import HelpPlace


@admin.register(HelpPlace)
class HelpPlaceAdmin(CheckedAdmin):
    list_display = (
        "name", "kind", "jurisdiction", "region", "phone", "as_of", "confidence", "verified_on", "held_in",
    )  # fmt: skip
    list_select_related = ("jurisdiction",)
    list_filter = (
        "kind", "jurisdiction", "confidence", "is_free", CheckedFilter, UntranslatedFilter,
    )  # fmt: skip
    search_fields = ("slug", "name", "phone", "description", "region", "i18n")
    search_help_text = _("By name in any language, by telephone number, or by region.")
    autocomplete_fields = ("jurisdiction", "programme", "provision")
    fieldsets = (
        (
            _("English"),
            {
                "fields": [
                    "name",
                    "region",
                    "description",
                    "address",
                    "hours",
                    "access_needs",
                    "safe_to_call",
                    "note",
                ]
            },
        ),
        *translations(HelpPlace),
        (_("What it is"), {"fields": ["kind", "jurisdiction", "position", "slug"]}),
        (_("How to reach it"), {"fields": ["phone", "url", "is_free", "languages"]}),
        (_("Source"), {"fields": ["as_of", "source_url", "publisher", "confidence", "verified_on"]}),
        (_("Related"), {"fields": ["programme", "provision"]}),
    )
