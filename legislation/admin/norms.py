"""Pages of the five kinds of norm, and the same as parts of a version's page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from legislation.admin.base import Fieldset, LegislationAdmin, translations
from legislation.admin.drafts import DraftInline, OfDraftForm, OfDrafts
from legislation.choices import TimeUnit
from legislation.models import Conduct, Duty, Jurisdiction, Measure, Penalty, ReferenceUnit, Right

MARK = "to_be_confirmed"
FIELDS: dict[type[Any], list[str | tuple[str, ...]]] = {
    Conduct: ["position", "slug", "name", "description", "note", MARK],
    Duty: [
        "position",
        ("bearer", "recipient"),
        "action",
        "trigger",
        ("deadline_value", "deadline_unit", "immediate"),
        MARK,
    ],
    Penalty: [
        "position",
        "kind",
        ("minimum", "maximum", "unit"),
        ("applies_to", "applies_to_words"),
        "circumstance",
        "note",
        MARK,
    ],
    Measure: [
        "position",
        "slug",
        "name",
        "issued_by",
        ("minimum_value", "minimum_unit"),
        ("maximum_value", "maximum_unit"),
        "conditions",
        "breach_provision",
        MARK,
    ],
    Right: ["position", "holder", "right", MARK],
}
ROLES: dict[type[Any], tuple[str, ...]] = {
    Conduct: (),
    Duty: ("bearer", "recipient"),
    Penalty: ("applies_to",),
    Measure: ("issued_by", "breach_provision"),
    Right: ("holder",),
}


class PenaltyForm(OfDraftForm):
    """A penalty, whose unit is one that the records know."""

    def clean_unit(self) -> str:
        unit: str = self.cleaned_data["unit"]
        if not unit:
            return unit
        codes = set(ReferenceUnit.objects.values_list("code", flat=True))
        codes |= set(Jurisdiction.objects.values_list("currency", flat=True))
        if unit not in {*TimeUnit.values, *codes}:
            raise ValidationError(
                _("%(given)s is no unit. Accepted: %(accepted)s."),
                params={"given": unit, "accepted": ", ".join([*TimeUnit.values, *sorted(codes)])},
            )
        return unit


def _fieldsets(model: type[Any], *first: str) -> list[Fieldset]:
    return [(None, {"fields": [*first, *FIELDS[model]]}), *translations(model)]


def _inline(norm: type[Any], form: type[forms.ModelForm] = OfDraftForm) -> type[DraftInline]:
    """Make the part of a version's page that holds its norms of one kind."""
    attributes = {
        "model": norm,
        "form": form,
        "fieldsets": _fieldsets(norm),
        "autocomplete_fields": ROLES[norm],
        "show_change_link": False,
        "classes": ["collapse"],
    }
    return type(f"{norm.__name__}Inline", (DraftInline,), attributes)


NORM_INLINES = (
    _inline(Conduct),
    _inline(Duty),
    _inline(Penalty, PenaltyForm),
    _inline(Measure),
    _inline(Right),
)


class NormAdmin(OfDrafts, LegislationAdmin):
    """A page of norms of one kind."""

    form = OfDraftForm

    list_select_related: tuple[str, ...] = ("version__provision__law",)
    list_filter: tuple[Any, ...] = (
        "version__provision__law__jurisdiction",
        "version__state",
        "version__confidence",
        MARK,
    )
    place = ("version__provision__eid", "version__provision__law__short_title")

    @admin.display(description=_("provision"), ordering="version__provision__position")
    def provision(self, norm: Any) -> str:
        """The provision that says it, and its law."""
        provision = norm.version.provision
        return f"{provision.law.short_title}, {provision}"

    def laws_of(self, records: QuerySet[Any]) -> Iterable[int]:
        return records.values_list("version__provision__law", flat=True)


@admin.register(Conduct)
class ConductAdmin(NormAdmin):
    list_display = ("name", "provision", "slug")
    search_fields = ("slug", "name", "description", "i18n", *NormAdmin.place)
    autocomplete_fields = ("version",)
    fieldsets = _fieldsets(Conduct, "version")


@admin.register(Duty)
class DutyAdmin(NormAdmin):
    list_display = (
        "action", "bearer", "recipient", "deadline_value", "deadline_unit", "immediate", "provision",
    )  # fmt: skip
    list_select_related = (*NormAdmin.list_select_related, "bearer", "recipient")
    list_filter = (*NormAdmin.list_filter, "deadline_unit", "immediate", "bearer")
    search_fields = ("action", "trigger", "i18n", "bearer__name", *NormAdmin.place)
    autocomplete_fields = ("version", *ROLES[Duty])
    fieldsets = _fieldsets(Duty, "version")


@admin.register(Penalty)
class PenaltyAdmin(NormAdmin):
    form = PenaltyForm
    list_display = ("kind", "minimum", "maximum", "unit", "applies_to", "circumstance", "provision")
    list_select_related = (*NormAdmin.list_select_related, "applies_to")
    list_filter = (*NormAdmin.list_filter, "kind", "unit", "applies_to")
    search_fields = ("circumstance", "note", "applies_to_words", "i18n", *NormAdmin.place)
    autocomplete_fields = ("version", *ROLES[Penalty])
    fieldsets = _fieldsets(Penalty, "version")


@admin.register(Measure)
class MeasureAdmin(NormAdmin):
    list_display = (
        "name", "issued_by", "minimum_value", "minimum_unit", "maximum_value", "maximum_unit", "provision",
    )  # fmt: skip
    list_select_related = (*NormAdmin.list_select_related, "issued_by")
    list_filter = (*NormAdmin.list_filter, "issued_by")
    search_fields = ("slug", "name", "conditions", "i18n", *NormAdmin.place)
    autocomplete_fields = ("version", *ROLES[Measure])
    fieldsets = _fieldsets(Measure, "version")


@admin.register(Right)
class RightAdmin(NormAdmin):
    list_display = ("right", "holder", "provision")
    list_select_related = (*NormAdmin.list_select_related, "holder")
    list_filter = (*NormAdmin.list_filter, "holder")
    search_fields = ("right", "i18n", *NormAdmin.place)
    autocomplete_fields = ("version", *ROLES[Right])
    fieldsets = _fieldsets(Right, "version")
