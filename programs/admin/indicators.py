"""Pages of indicators, observations and targets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from programs.admin.base import OfRecordInline, ProgramsAdmin, admin, translations
from programs.models import Indicator, Observation, Target, TargetBasis
from programs.periods import period_or_none


class ObservationForm(forms.ModelForm):
    """The days of an observation follow from its period, so that nobody types them."""

    def clean(self) -> dict[str, Any] | None:
        """Derive the days."""
        cleaned = super().clean()
        period = period_or_none(self.cleaned_data.get("period", ""))
        if period:
            self.instance.days = DateRange(period.start, period.end, "[)")
        return cleaned


class ObservationInline(OfRecordInline):
    model = Observation
    form = ObservationForm
    fields = ("period", "value", "out_of", "publisher", "source_url", "note")


class TargetInline(OfRecordInline):
    model = Target
    fields = ("value", "by", "programme", "source_url")
    autocomplete_fields = ("programme",)
    show_change_link = True


@admin.register(Indicator)
class IndicatorAdmin(ProgramsAdmin):
    list_display = ("name", "jurisdiction", "sector", "unit", "direction", "measure")
    list_select_related = ("jurisdiction",)
    list_filter = ("sector", "jurisdiction", "unit", "direction")
    search_fields = ("slug", "measure", "name", "definition", "i18n")
    autocomplete_fields = ("jurisdiction",)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    "slug",
                    "measure",
                    "jurisdiction",
                    "country",
                    "sector",
                    "unit",
                    "direction",
                    "position",
                ]
            },
        ),
        (_("English"), {"fields": ["name", "definition"]}),
        *translations(Indicator),
    )
    inlines = (TargetInline, ObservationInline)


@admin.register(Observation)
class ObservationAdmin(ProgramsAdmin):
    form = ObservationForm
    list_display = ("indicator", "period", "value", "out_of", "publisher")
    list_select_related = ("indicator",)
    list_filter = ("indicator__sector", "indicator__jurisdiction")
    search_fields = ("indicator__name", "indicator__slug", "period", "publisher", "note")
    autocomplete_fields = ("indicator",)
    fieldsets = (
        (None, {"fields": ["indicator", "period", "value", "out_of", "publisher", "source_url", "note"]}),
        *translations(Observation),
    )


class TargetBasisInline(OfRecordInline):
    model = TargetBasis
    fields = ("position", "provision")
    autocomplete_fields = ("provision",)


@admin.register(Target)
class TargetAdmin(ProgramsAdmin):
    list_display = ("indicator", "value", "by", "programme")
    list_select_related = ("indicator", "programme")
    list_filter = ("indicator__sector", "by")
    search_fields = ("indicator__name", "indicator__slug", "programme__name")
    autocomplete_fields = ("indicator", "programme")
    fieldsets = (
        (None, {"fields": ["indicator", "value", "by", "programme", "source_url", "note"]}),
        *translations(Target),
    )
    inlines = (TargetBasisInline,)


@admin.register(TargetBasis)
class TargetBasisAdmin(ProgramsAdmin):
    list_display = ("target", "provision")
    list_select_related = ("target", "provision__law")
    search_fields = ("target__indicator__name", "provision__eid", "provision__law__short_title")
    autocomplete_fields = ("target", "provision")
