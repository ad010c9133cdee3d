"""Pages of topics, roles and the glossary."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from legislation.admin.base import LegislationAdmin, RowInline, translations
from legislation.models import GlossaryForm, GlossaryTerm, Law, Role, Topic
from legislation.search.index import index_glossary


@admin.register(Topic)
class TopicAdmin(LegislationAdmin):
    list_display = ("name", "slug", "plain", "position")
    search_fields = ("slug", "name", "plain", "i18n")
    fieldsets = ((None, {"fields": ["slug", "name", "plain", "position"]}), *translations(Topic))

    def laws_of(self, records: QuerySet[Topic]) -> Iterable[int]:
        concerned = Law.objects.filter(Q(topics__in=records) | Q(provisions__topics__in=records))
        return concerned.values_list("pk", flat=True)


@admin.register(Role)
class RoleAdmin(LegislationAdmin):
    list_display = ("name", "slug")
    search_fields = ("slug", "name", "i18n")
    fieldsets = ((None, {"fields": ["slug", "name"]}), *translations(Role))

    def laws_of(self, records: QuerySet[Role]) -> Iterable[int]:
        version = "provisions__versions"
        concerned = Law.objects.filter(
            Q(**{f"{version}__duty__bearer__in": records})
            | Q(**{f"{version}__duty__recipient__in": records})
            | Q(**{f"{version}__penalty__applies_to__in": records})
            | Q(**{f"{version}__measure__issued_by__in": records})
            | Q(**{f"{version}__right__holder__in": records})
        )
        return concerned.values_list("pk", flat=True)


class GlossaryFormInline(RowInline):
    model = GlossaryForm
    fields = ("language", "text", "position")
    show_change_link = False


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(LegislationAdmin):
    list_display = ("slug", "topic", "confidence", "note")
    list_select_related = ("topic",)
    list_filter = ("confidence", "topic")
    search_fields = ("slug", "note", "forms__text")
    autocomplete_fields = ("topic",)
    fieldsets = (
        (None, {"fields": ["slug", "topic", "confidence", "note"]}),
        *translations(GlossaryTerm),
    )
    inlines = (GlossaryFormInline,)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        index_glossary()


@admin.register(GlossaryForm)
class GlossaryFormAdmin(LegislationAdmin):
    list_display = ("text", "language", "term", "position")
    list_select_related = ("term",)
    list_filter = ("language",)
    search_fields = ("text", "term__slug")
    autocomplete_fields = ("term",)
    fields = ("term", "language", "text", "position")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        index_glossary()
