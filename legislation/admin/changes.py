"""Pages of amendments and their effects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from legislation.admin.base import LegislationAdmin, translations
from legislation.admin.steps import Steps
from legislation.choices import EditorialState
from legislation.models import Amendment, Effect

DECIDED = ("state", "author", "reviewer", "review_comment")
BEGINNING = (
    "provision", "kind", "successor", "state", "amendment", "version",
    "commencement", "commences_on", "commencement_event",
)  # fmt: skip
PARTICULARS = ("law", "number", "amending_law", "adopted", "commenced")


@admin.register(Amendment)
class AmendmentAdmin(Steps, LegislationAdmin):
    list_display = ("number", "law", "amending_law", "adopted", "commenced", "state")
    list_select_related = ("law", "amending_law")
    list_filter = ("law__jurisdiction", "state", ("commenced", admin.EmptyFieldListFilter))
    date_hierarchy = "adopted"
    search_fields = ("number", "summary", "i18n", "law__short_title", "amending_law__short_title")
    autocomplete_fields = ("law", "amending_law")
    readonly_fields = (*DECIDED, "contributors")
    fieldsets = (
        (None, {"fields": ["law", "position", "number", "amending_law", "adopted", "commenced", "summary"]}),
        *translations(Amendment),
        (_("Editing"), {"fields": ["state", "author", "reviewer", "review_comment"]}),
    )

    def laws_of(self, records: QuerySet[Amendment]) -> Iterable[int]:
        return records.values_list("law", flat=True)

    def get_readonly_fields(self, request: HttpRequest, obj: Amendment | None = None) -> Sequence[str]:
        """What is published is corrected on the desk, where a second person agrees."""
        published = obj is not None and obj.state == EditorialState.PUBLISHED
        return (*self.readonly_fields, *PARTICULARS) if published else self.readonly_fields


@admin.register(Effect)
class EffectAdmin(LegislationAdmin):
    list_display = ("provision", "law", "kind", "commencement", "commences_on", "by", "state")
    list_select_related = ("provision__law",)
    list_filter = ("provision__law__jurisdiction", "kind", "state", "commencement")
    date_hierarchy = "commences_on"
    search_fields = ("by", "summary", "i18n", "provision__eid", "provision__law__short_title")
    autocomplete_fields = ("provision", "amendment", "version", "successor")
    fieldsets = (
        (None, {"fields": ["provision", "position", "kind", "successor", "state"]}),
        (_("When it begins"), {"fields": ["commencement", "commences_on", "commencement_event"]}),
        (_("Made by"), {"fields": ["amendment", "by", "version", "summary"]}),
        *translations(Effect),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Effect | None = None) -> Sequence[str]:
        """When a published change begins is said on the desk, where a second person agrees."""
        amendment = obj.amendment if obj else None
        published = amendment is not None and amendment.state == EditorialState.PUBLISHED
        return BEGINNING if published else ()

    @admin.display(description=_("law"), ordering="provision__law__short_title")
    def law(self, effect: Effect) -> str:
        """The law that is changed."""
        return effect.provision.law.short_title
