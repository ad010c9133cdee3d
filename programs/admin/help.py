"""Pages of places of help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from programs.admin.base import ProgramsAdmin, admin, translations
from programs.models import HelpPlace


@admin.register(HelpPlace)
class HelpPlaceAdmin(ProgramsAdmin):
    list_display = ("name", "kind", "jurisdiction", "region", "phone", "as_of", "confidence")
    list_select_related = ("jurisdiction",)
    list_filter = ("kind", "jurisdiction", "confidence", ("verified_on", admin.EmptyFieldListFilter))
    search_fields = ("slug", "name", "phone", "description", "i18n")
    autocomplete_fields = ("jurisdiction", "programme", "provision")
    fieldsets = (
        (None, {"fields": ["slug", "kind", "jurisdiction", "region", "name", "description", "position"]}),
        (_("How to reach it"), {"fields": ["phone", "url", "address", "hours", "is_free", "languages"]}),
        (_("Safety and access"), {"fields": ["safe_to_call", "access_needs", "note"]}),
        (_("Source"), {"fields": ["as_of", "source_url", "publisher", "confidence", "verified_on"]}),
        (_("Related"), {"fields": ["programme", "provision"]}),
        *translations(HelpPlace),
    )
