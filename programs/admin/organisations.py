"""Pages of organisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from programs.admin.base import NamedAdmin, admin, translations
from programs.admin.filters import UntranslatedFilter
from programs.models import Organisation


@admin.register(Organisation)
class OrganisationAdmin(NamedAdmin):
    list_display = ("name", "kind", "jurisdiction", "country", "held_in", "url")
    list_select_related = ("jurisdiction",)
    list_filter = ("kind", "jurisdiction", ("jurisdiction", admin.EmptyFieldListFilter), UntranslatedFilter)
    search_fields = ("slug", "name", "role", "i18n")
    search_help_text = _("By name in any language, by role, or by address.")
    autocomplete_fields = ("jurisdiction",)
    fieldsets = (
        (_("English"), {"fields": ["name", "role", "note"]}),
        *translations(Organisation),
        (_("What it is"), {"fields": ["kind", "jurisdiction", "country", "slug"]}),
        (_("Where to find it, and who says so"), {"fields": ["url", "source_url"]}),
    )

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Ask for a source: nothing is shown here that nobody says."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "source_url":
            field.required = True
        return field
