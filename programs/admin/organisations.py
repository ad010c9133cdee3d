"""Pages of organisations."""

from __future__ import annotations

from programs.admin.base import ProgramsAdmin, admin, translations
from programs.models import Organisation


@admin.register(Organisation)
class OrganisationAdmin(ProgramsAdmin):
    list_display = ("name", "kind", "jurisdiction", "country", "url")
    list_select_related = ("jurisdiction",)
    list_filter = ("kind", "jurisdiction", ("jurisdiction", admin.EmptyFieldListFilter))
    search_fields = ("slug", "name", "role", "i18n")
    autocomplete_fields = ("jurisdiction",)
    fieldsets = (
        (None, {"fields": ["slug", "kind", "jurisdiction", "country", "name", "role", "note"]}),
        (None, {"fields": ["url", "source_url"]}),
        *translations(Organisation),
    )
