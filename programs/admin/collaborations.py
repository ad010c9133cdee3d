"""Pages of areas of collaboration."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from legislation.admin.base import Inline
from programs.admin.base import (
    NamedAdmin,
    OfRecordInline,
    ProgramsAdmin,
    RequiredSources,
    admin,
    translations,
)
from programs.admin.filters import UntranslatedFilter
from programs.models import (
    CollaborationArea,
    CollaborationEventKind,
    CollaborationLead,
    CollaborationLink,
    CollaborationSource,
)


class EventKindInline(Inline):
    model = CollaborationEventKind
    fields = ("position", "slug", "name", "description", "track")


class LeadInline(OfRecordInline):
    model = CollaborationLead
    fields = ("position", "jurisdiction", "organisation")
    autocomplete_fields = ("jurisdiction", "organisation")


class LinkInline(OfRecordInline):
    model = CollaborationLink
    fields = ("position", "law", "programme", "organisation")
    autocomplete_fields = ("law", "programme", "organisation")


class SourceInline(RequiredSources):
    model = CollaborationSource
    fields = ("position", "publisher", "url", "note")


@admin.register(CollaborationArea)
class CollaborationAreaAdmin(NamedAdmin):
    list_display = ("name", "slug", "jurisdictions", "confidence", "held_in")
    list_filter = ("confidence", UntranslatedFilter)
    search_fields = ("slug", "name", "summary", "i18n")
    fieldsets = (
        (None, {"fields": ["slug", "jurisdictions", "statuses", "measures", "confidence", "position"]}),
        (_("English"), {"fields": ["name", "summary", "idea"]}),
        *translations(CollaborationArea),
    )
    inlines = (LeadInline, LinkInline, EventKindInline, SourceInline)


class OfAreaAdmin(ProgramsAdmin):
    """A page of records that belong to one area."""

    list_select_related = ("area",)
    list_filter = ("area",)
    autocomplete_fields: tuple[str, ...] = ("area",)


@admin.register(CollaborationEventKind)
class CollaborationEventKindAdmin(OfAreaAdmin):
    list_display = ("name", "area", "track")
    search_fields = ("slug", "name", "description", "i18n")
    fieldsets = (
        (None, {"fields": ["area", "position", "slug", "name", "description", "track"]}),
        *translations(CollaborationEventKind),
    )


@admin.register(CollaborationLead)
class CollaborationLeadAdmin(OfAreaAdmin):
    list_display = ("area", "jurisdiction", "organisation")
    list_select_related = ("area", "jurisdiction", "organisation")
    search_fields = ("area__name", "organisation__name")
    autocomplete_fields = ("area", "jurisdiction", "organisation")


@admin.register(CollaborationLink)
class CollaborationLinkAdmin(OfAreaAdmin):
    list_display = ("area", "law", "programme", "organisation")
    list_select_related = ("area", "law", "programme", "organisation")
    search_fields = ("area__name", "law__short_title", "programme__name", "organisation__name")
    autocomplete_fields = ("area", "law", "programme", "organisation")


@admin.register(CollaborationSource)
class CollaborationSourceAdmin(OfAreaAdmin):
    list_display = ("publisher", "area", "url", "note")
    search_fields = ("publisher", "url", "area__name")
