"""Pages of programmes with partners, terms, figures, legal bases and sources."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from programs.admin.base import (
    CheckedAdmin,
    OfRecordInline,
    ProgramsAdmin,
    RequiredSources,
    admin,
    translations,
)
from programs.admin.filters import CheckedFilter, UntranslatedFilter
from programs.models import (
    LegalBasis,
    Programme,
    ProgrammeFigure,
    ProgrammePartner,
    ProgrammeSource,
    ProgrammeTerm,
)


class PartnerInline(OfRecordInline):
    model = ProgrammePartner
    fields = ("position", "organisation")
    autocomplete_fields = ("organisation",)


class TermInline(OfRecordInline):
    model = ProgrammeTerm
    fields = ("position", "key", "amount", "currency", "words")


class FigureInline(OfRecordInline):
    model = ProgrammeFigure
    fields = ("position", "metric", "value", "unit", "as_of", "source_url")


class SourceInline(RequiredSources):
    model = ProgrammeSource
    fields = ("position", "publisher", "url", "note")


class BasisInline(OfRecordInline):
    model = LegalBasis
    fields = ("position", "provision")
    autocomplete_fields = ("provision",)


@admin.register(Programme)
class ProgrammeAdmin(CheckedAdmin):
    list_display = ("name", "kind", "jurisdiction", "status", "lead", "confidence", "verified_on", "held_in")
    list_select_related = ("jurisdiction", "lead")
    list_filter = (
        "kind",
        "status",
        "jurisdiction",
        "confidence",
        CheckedFilter,
        UntranslatedFilter,
    )
    search_fields = ("slug", "name", "summary", "i18n", "lead__name")
    search_help_text = _("By name in any language, by words of the summary, or by who leads it.")
    autocomplete_fields = ("jurisdiction", "lead")
    fieldsets = (
        (_("English"), {"fields": ["name", "summary", "eligibility", "status_words"]}),
        *translations(Programme),
        (_("What it is"), {"fields": ["kind", "jurisdiction", "lead", "status", "slug"]}),
        (_("Days and address"), {"fields": ["started", "ended", "url", "confidence", "verified_on"]}),
    )
    inlines = (PartnerInline, TermInline, FigureInline, BasisInline, SourceInline)


class OfProgrammeAdmin(ProgramsAdmin):
    """A page of records that belong to one programme."""

    list_select_related = ("programme",)
    list_filter = ("programme__jurisdiction", "programme__kind")
    autocomplete_fields: tuple[str, ...] = ("programme",)


@admin.register(ProgrammeFigure)
class ProgrammeFigureAdmin(OfProgrammeAdmin):
    list_display = ("metric", "programme", "value", "unit", "as_of")
    list_filter = ("metric", "programme__jurisdiction")
    search_fields = ("metric", "unit", "programme__name", "source_url")


@admin.register(ProgrammeTerm)
class ProgrammeTermAdmin(OfProgrammeAdmin):
    list_display = ("key", "programme", "amount", "currency", "words")
    search_fields = ("key", "words", "programme__name")
    fieldsets = (
        (None, {"fields": ["programme", "position", "key", "amount", "currency", "words"]}),
        *translations(ProgrammeTerm),
    )


@admin.register(ProgrammeSource)
class ProgrammeSourceAdmin(OfProgrammeAdmin):
    list_display = ("publisher", "programme", "url", "note")
    search_fields = ("publisher", "url", "note", "programme__name")


@admin.register(ProgrammePartner)
class ProgrammePartnerAdmin(OfProgrammeAdmin):
    list_display = ("programme", "organisation")
    list_select_related = ("programme", "organisation")
    search_fields = ("programme__name", "organisation__name")
    autocomplete_fields = ("programme", "organisation")


@admin.register(LegalBasis)
class LegalBasisAdmin(OfProgrammeAdmin):
    list_display = ("programme", "provision")
    list_select_related = ("programme", "provision__law")
    search_fields = ("programme__name", "provision__eid", "provision__law__short_title")
    autocomplete_fields = ("programme", "provision")
