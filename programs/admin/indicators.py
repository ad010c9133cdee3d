"""Pages of indicators; their figures are looked at here and written at the desk, under four eyes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from programs.admin.base import NamedAdmin, OfRecordInline, ProgramsAdmin, admin, translations
from programs.admin.filters import UntranslatedFilter
from programs.models import Indicator, Observation, Target, TargetBasis

REVIEW = (
    "state", "author", "reviewer", "review_comment", "corrects", "correction_reason", "corrected_on",
    "withdrawal_reason", "withdrawal_asked_by", "withdrawn_by", "withdrawn_on",
)  # fmt: skip


class LookedAt:
    """Records that the admin shows and doesn't write."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ObservationInline(LookedAt, OfRecordInline):
    model = Observation
    fields = ("period", "value", "out_of", "publisher", "source_url", "note", "state")
    show_change_link = True


class TargetInline(LookedAt, OfRecordInline):
    model = Target
    fields = ("value", "by", "programme", "source_url", "state")
    show_change_link = True


@admin.register(Indicator)
class IndicatorAdmin(NamedAdmin):
    list_display = ("name", "jurisdiction", "sector", "unit", "direction", "held_in", "at_desk")
    list_select_related = ("jurisdiction",)
    list_filter = ("sector", "jurisdiction", "unit", "direction", UntranslatedFilter)
    search_fields = ("slug", "measure", "name", "definition", "i18n")
    autocomplete_fields = ("jurisdiction",)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    "slug", "measure", "jurisdiction", "country", "sector", "unit", "direction", "position",
                    "at_desk",
                ]
            },
        ),
        (_("English"), {"fields": ["name", "definition"]}),
        *translations(Indicator),
        (_("Check"), {"fields": ["verified_on", "verified_by", "check_due_on"]}),
    )  # fmt: skip
    inlines = (TargetInline, ObservationInline)

    def get_readonly_fields(self, request: HttpRequest, obj: Indicator | None = None) -> tuple[str, ...]:
        """What gives the published figures their meaning stays as it is."""
        checked = ("verified_on", "verified_by", "check_due_on", "at_desk")
        held = obj is not None and obj.observations.ever_published().exists()
        return (*checked, "slug", "unit", "direction") if held else checked

    def has_delete_permission(self, request: HttpRequest, obj: Indicator | None = None) -> bool:
        """A series with published figures is never taken away."""
        return bool(
            super().has_delete_permission(request, obj)
            and obj is not None
            and not obj.observations.ever_published().exists()
            and not obj.targets.ever_published().exists()
        )

    @admin.display(description=_("figures"))
    def at_desk(self, indicator: Indicator) -> str | SafeString:
        """The way to where figures are entered."""
        if not indicator.pk:
            return ""
        url = reverse("figures-series", args=(indicator.pk,))
        return format_html('<a href="{}">{}</a>', url, _("Enter, correct, withdraw"))


class FigureAdmin(LookedAt, ProgramsAdmin):
    """A page of a figure, with its history."""

    @admin.display(description=_("At the desk"))
    def at_desk(self, figure: Observation | Target) -> SafeString:
        """The way to where it is corrected."""
        url = reverse("figures-figure", args=(figure._meta.model_name, figure.pk))
        return format_html('<a href="{}">{}</a>', url, _("Review, correct, withdraw"))


@admin.register(Observation)
class ObservationAdmin(FigureAdmin):
    list_display = ("indicator", "period", "value", "out_of", "publisher", "state")
    list_select_related = ("indicator",)
    list_filter = ("state", "indicator__sector", "indicator__jurisdiction")
    search_fields = ("indicator__name", "indicator__slug", "period", "publisher", "note")
    fieldsets = (
        (
            None,
            {
                "fields": [
                    "indicator", "period", "value", "out_of", "publisher", "source_url", "note", "at_desk",
                ]
            },
        ),
        *translations(Observation),
        (_("Review"), {"fields": REVIEW}),
    )  # fmt: skip
    readonly_fields = ("at_desk",)


class TargetBasisInline(LookedAt, OfRecordInline):
    model = TargetBasis
    fields = ("position", "provision")


@admin.register(Target)
class TargetAdmin(FigureAdmin):
    list_display = ("indicator", "value", "by", "programme", "state")
    list_select_related = ("indicator", "programme")
    list_filter = ("state", "indicator__sector", "by")
    search_fields = ("indicator__name", "indicator__slug", "programme__name")
    fieldsets = (
        (None, {"fields": ["indicator", "value", "by", "programme", "source_url", "note", "at_desk"]}),
        *translations(Target),
        (_("Review"), {"fields": REVIEW}),
    )
    readonly_fields = ("at_desk",)
    inlines = (TargetBasisInline,)


@admin.register(TargetBasis)
class TargetBasisAdmin(LookedAt, ProgramsAdmin):
    list_display = ("target", "provision")
    list_select_related = ("target", "provision__law")
    search_fields = ("target__indicator__name", "provision__eid", "provision__law__short_title")
