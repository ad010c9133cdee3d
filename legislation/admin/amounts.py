"""Pages of reference units, their amounts and rules."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from legislation.admin.base import LegislationAdmin, RowInline, translations
from legislation.models import ReferenceAmount, ReferenceAmountRule, ReferenceUnit


class AmountInline(RowInline):
    model = ReferenceAmount
    fields = ("valid", "amount", "confidence", "source_url")


class RuleInline(RowInline):
    model = ReferenceAmountRule
    fields = ("law", "provision", "value_on", "confidence")
    autocomplete_fields = ("law", "provision")
    show_change_link = False


@admin.register(ReferenceUnit)
class ReferenceUnitAdmin(LegislationAdmin):
    list_display = ("code", "name", "jurisdiction", "currency")
    list_select_related = ("jurisdiction",)
    list_filter = ("jurisdiction",)
    search_fields = ("code", "name", "i18n")
    autocomplete_fields = ("jurisdiction",)
    fieldsets = (
        (None, {"fields": ["code", "jurisdiction", "currency", "name", "summary"]}),
        *translations(ReferenceUnit),
    )
    inlines = (AmountInline, RuleInline)


@admin.register(ReferenceAmount)
class ReferenceAmountAdmin(LegislationAdmin):
    list_display = ("unit", "valid", "amount", "confidence", "note")
    list_select_related = ("unit",)
    list_filter = ("unit", "confidence", ("amount", admin.EmptyFieldListFilter))
    search_fields = ("unit__code", "note", "source_url")
    autocomplete_fields = ("unit",)
    ordering = ("unit", "-valid")
    fieldsets = (
        (None, {"fields": ["unit", "valid", "amount", "confidence", "source_url", "note"]}),
        *translations(ReferenceAmount),
    )


@admin.register(ReferenceAmountRule)
class ReferenceAmountRuleAdmin(LegislationAdmin):
    list_display = ("unit", "law", "provision", "value_on", "confidence")
    list_select_related = ("unit", "law", "provision")
    list_filter = ("unit", "value_on", "confidence")
    search_fields = ("law__short_title", "law__identifier")
    search_help_text = _("Title or identifier of the law.")
    autocomplete_fields = ("unit", "law", "provision")
    fields = ("unit", "law", "provision", "value_on", "confidence")
