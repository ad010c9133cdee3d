"""Pages of laws, their sources, aliases and relations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kbase.history import Owned
from legislation.admin.base import Checked, LegislationAdmin, RowInline, translations
from legislation.models import Amendment, Law, LawAlias, LawRelation, LawSource
from legislation.models.laws import LawTopic
from legislation.search.index import forget_missing_laws


class SourceInline(RowInline):
    model = LawSource
    fields = ("position", "publisher", "url", "note")
    show_change_link = False


class AliasInline(RowInline):
    model = LawAlias
    fields = ("language", "alias")
    show_change_link = False


class RelationInline(RowInline):
    model = LawRelation
    fk_name = "from_law"
    fields = ("kind", "to_law")
    autocomplete_fields = ("to_law",)
    show_change_link = False


class AmendmentInline(RowInline):
    model = Amendment
    fk_name = "law"
    fields = ("position", "number", "adopted", "commenced", "amending_law")
    readonly_fields = fields  # each is changed on its own page, or on the desk
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any) -> bool:
        return False


@admin.register(Law)
class LawAdmin(Checked, LegislationAdmin):
    list_display = (
        "short_title",
        "jurisdiction",
        "kind",
        "number",
        "adopted",
        "in_force",
        "repealed",
        "tree",
    )
    list_select_related = ("jurisdiction",)
    list_filter = ("jurisdiction", "kind", "topics")
    date_hierarchy = "adopted"
    ordering = ("jurisdiction__code", "identifier")
    search_fields = ("identifier", "number", "title", "short_title", "i18n", "aliases__alias")
    autocomplete_fields = ("jurisdiction", "topics")
    readonly_fields = ("verified_by", "recorded_at")
    fieldsets = (
        (None, {"fields": ["jurisdiction", "identifier", "slug", "frbr_uri", "kind", "number"]}),
        (_("English"), {"fields": ["title", "short_title", "summary", "stage"]}),
        *translations(Law),
        (_("Days"), {"fields": ["adopted", "published", "in_force", "repealed"]}),
        (_("Subject and source"), {"fields": ["topics", "official_url", "unit_names"]}),
        (_("Verification"), {"fields": ["verified_on", "verified_by", "check_due_on", "recorded_at"]}),
    )
    inlines = (SourceInline, AliasInline, RelationInline, AmendmentInline)
    also_in_history = (Owned(LawTopic, "law"),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Law]:
        return super().get_queryset(request).annotate(size=Count("provisions", distinct=True))

    @admin.display(description=_("provisions"), ordering="size")
    def tree(self, law: Law) -> str:
        """How many provisions it has, leading to them in their order."""
        address = reverse("admin:legislation_provision_changelist")
        return format_html('<a href="{}?law__id__exact={}">{}</a>', address, law.pk, law.size)

    def laws_of(self, records: QuerySet[Law]) -> Iterable[int]:
        return records.values_list("pk", flat=True)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Law]) -> None:
        super().delete_queryset(request, queryset)
        forget_missing_laws()


class OfOneLaw(LegislationAdmin):
    """A page of records that belong to one law."""

    list_select_related = ("law",)
    list_filter = ("law__jurisdiction",)
    autocomplete_fields: tuple[str, ...] = ("law",)

    def laws_of(self, records: QuerySet[LawAlias]) -> Iterable[int]:
        return records.values_list("law", flat=True)


@admin.register(LawSource)
class LawSourceAdmin(OfOneLaw):
    list_display = ("publisher", "law", "url", "note")
    search_fields = ("publisher", "url", "note", "law__short_title")
    fields = ("law", "position", "publisher", "url", "note")


@admin.register(LawAlias)
class LawAliasAdmin(OfOneLaw):
    list_display = ("alias", "language", "law")
    list_filter = ("language", "law__jurisdiction")
    search_fields = ("alias", "law__short_title")
    fields = ("law", "language", "alias")


@admin.register(LawRelation)
class LawRelationAdmin(LegislationAdmin):
    list_display = ("from_law", "kind", "to_law")
    list_select_related = ("from_law", "to_law")
    list_filter = ("kind",)
    search_fields = ("from_law__short_title", "to_law__short_title")
    autocomplete_fields = ("from_law", "to_law")
    fields = ("from_law", "kind", "to_law")
