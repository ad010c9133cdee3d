"""Pages of provisions, in the order of their law, and of the references between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kbase.history import Owned
from legislation.admin.base import LegislationAdmin, RowInline, translations
from legislation.choices import Language
from legislation.editing.tree import check_place
from legislation.models import CrossReference, Effect, Provision, ProvisionVersion
from legislation.models.provisions import ProvisionTopic

DEEPEST_SHOWN = 6
IN_ITS_LAW = ("law", "eid", "kind", "number", "parent", "position", "depth", "renumbered_to")
HEADINGS = ("heading", *(f"heading_{code}" for code in Language.values if code != "en"))


class VersionInline(RowInline):
    """The versions at a glance; each is corrected on its own page."""

    model = ProvisionVersion
    fields = ("valid", "start_known", "ceased_unknown", "changed_by", "state", "confidence")
    readonly_fields = fields
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None) -> bool:
        return False


class ReferenceInline(RowInline):
    model = CrossReference
    fk_name = "from_provision"
    fields = ("kind", "to_law", "to_provision")
    autocomplete_fields = ("to_law", "to_provision")
    show_change_link = False


class EffectInline(RowInline):
    """What changed it at a glance; a change is entered on the desk, where a second person agrees."""

    model = Effect
    fk_name = "provision"
    fields = ("position", "kind", "commencement", "commences_on", "by", "state")
    readonly_fields = fields
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None) -> bool:
        return False


class ProvisionForm(forms.ModelForm):
    """A provision, which can't be part of itself or of another law."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        parent, moved = cleaned.get("parent"), self.instance
        if parent is not None and "law" in cleaned:
            moved.law = cleaned["law"]
            check_place(moved, parent, {each.pk: each for each in Provision.objects.filter(law=moved.law)})
        return cleaned


@admin.register(Provision)
class ProvisionAdmin(LegislationAdmin):
    form = ProvisionForm
    list_display = ("in_tree", "kind", "law", "eid")
    list_select_related = ("law__jurisdiction",)
    list_filter = (
        "law__jurisdiction",
        "kind",
        "versions__state",
        "versions__confidence",
        "topics",
        ("law", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("eid", "number", "heading", "i18n", "law__short_title", "law__identifier")
    search_help_text = _("Number, heading in any language, eId, or title of the law.")
    ordering = ("law__identifier", "position")
    autocomplete_fields = ("law", "parent", "topics", "renumbered_to")
    fieldsets = (
        (None, {"fields": ["law", "eid", "kind", "number", "heading"]}),
        *translations(Provision),
        (_("Place in the law"), {"fields": ["parent", "position", "depth", "renumbered_to"]}),
        (_("Subject"), {"fields": ["topics"]}),
    )
    inlines = (VersionInline, ReferenceInline, EffectInline)
    also_in_history = (Owned(ProvisionTopic, "provision"),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """What readers see of its place, number and heading changes at the desk, where two people agree."""
        fixed = obj is not None and not obj.awaits_publication
        return (*IN_ITS_LAW, *HEADINGS) if fixed else ()

    def save_model(self, request: HttpRequest, obj: Provision, form: Any, change: bool) -> None:
        """Readers see a new provision once something of it is published."""
        if not change:
            obj.awaits_publication = True
        super().save_model(request, obj, form, change)

    @admin.display(description=_("provision"), ordering="position")
    def in_tree(self, provision: Provision) -> str:
        """Number and heading, set in by the depth in the tree."""
        depth = min(provision.depth, DEEPEST_SHOWN)
        return format_html('<span class="tree-{}">{} {}</span>', depth, provision.number, provision.heading)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Provision], search_term: str
    ) -> tuple[QuerySet[Provision], bool]:
        found, duplicates = super().get_search_results(request, queryset, search_term)
        return found.select_related("law"), duplicates

    def laws_of(self, records: QuerySet[Provision]) -> Iterable[int]:
        return records.values_list("law", flat=True)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"position": 0, "depth": 0} | super().get_changeform_initial_data(request)


@admin.register(CrossReference)
class CrossReferenceAdmin(LegislationAdmin):
    list_display = ("from_provision", "of_law", "kind", "to_law", "to_provision")
    list_select_related = ("from_provision__law", "to_law", "to_provision")
    list_filter = ("kind", "from_provision__law__jurisdiction")
    search_fields = ("from_provision__eid", "to_provision__eid", "to_law__short_title")
    autocomplete_fields = ("from_provision", "to_law", "to_provision")
    fields = ("from_provision", "kind", "to_law", "to_provision")

    @admin.display(description=_("of"))
    def of_law(self, reference: CrossReference) -> str:
        """The law that refers."""
        return reference.from_provision.law.short_title
