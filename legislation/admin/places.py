"""Pages of jurisdictions."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from legislation.admin.base import LegislationAdmin, translations
from legislation.models import Jurisdiction


@admin.register(Jurisdiction)
class JurisdictionAdmin(LegislationAdmin):
    list_display = ("name", "code", "parent", "currency", "timezone")
    list_select_related = ("parent",)
    list_filter = ("currency",)
    search_fields = ("code", "name", "i18n")
    autocomplete_fields = ("parent",)
    fieldsets = (
        (None, {"fields": ["code", "name", "parent", "languages", "note"]}),
        (_("Time and money"), {"fields": ["timezone", "rest_days", "holidays", "currency", "fine_unit"]}),
        *translations(Jurisdiction),
    )
