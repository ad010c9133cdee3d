"""What every page of the admin has: languages grouped, ranges as two days, history, the search index kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.forms import DateRangeField as DaysFormField
from django.contrib.postgres.forms import RangeWidget
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslatedVirtualField

from kbase.history import Owned
from kbase.history_page import history_page
from kbase.localised import direction
from legislation.actions import reindex
from legislation.admin.held import held_form
from legislation.choices import Language

TRANSLATIONS = [language for language in Language if language != Language.ENGLISH]
Fieldset = tuple[Any, dict[str, Any]]


class DaysWidget(RangeWidget):
    """A range of days: the first, and the first no longer in it."""

    use_fieldset = True

    def __init__(self) -> None:
        super().__init__(AdminDateWidget)
        self.widgets[0].attrs["aria-label"] = _("First day")
        self.widgets[1].attrs["aria-label"] = _("First day no longer valid")


class DaysField(DaysFormField):
    """A range of days of which either end, or both, may be open."""

    def clean(self, value: list[str]) -> Any:
        if not any(value or ()):
            return self.range_type(None, None, "[)")
        days = super().clean(value)
        if days.lower is not None and days.lower == days.upper:
            raise ValidationError(_("No day lies in this range: its second day is no longer in it."))
        return days


def translations(model: type[models.Model], *names: str) -> list[Fieldset]:
    """Fieldsets with the translations of fields, one for each language, closed until wanted.

    Args:
        names: fields of the model's TranslationField; all of them if none is named.
    """
    names = names or tuple(model._meta.get_field("i18n").fields)  # type: ignore[union-attr]
    return [
        (language.label, {"fields": [f"{name}_{language}" for name in names], "classes": ["collapse"]})
        for language in TRANSLATIONS
    ]


class Languages:
    """For pages and inlines: a translation is written in its own direction, a range as two days."""

    formfield_overrides = {
        DateRangeField: {"form_class": DaysField, "widget": DaysWidget},
        models.URLField: {"assume_scheme": "https"},
    }

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and isinstance(db_field, TranslatedVirtualField) and db_field.language:
            field.widget.attrs |= {"lang": db_field.language, "dir": direction(db_field.language)}
            field.required = False
            field.empty_value = None  # type: ignore[attr-defined]  # no translation: none is kept
        return field


class LegislationAdmin(Languages, admin.ModelAdmin):
    """A page for records of the law."""

    list_per_page = 50
    show_full_result_count = False
    save_on_top = True
    also_in_history: Sequence[Owned] = ()

    class Media:
        css = {"all": ["legislation/admin.css"]}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Let the form know what it is filled from."""
        kwargs["form"] = held_form(kwargs.get("form", self.form))
        return super().get_form(request, obj, change, **kwargs)

    def laws_of(self, records: models.QuerySet[Any]) -> Iterable[int]:
        """Identities of the laws whose search index says something of these records."""
        return ()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        reindex(laws=set(self.laws_of(self._only(form.instance))))

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        laws = set(self.laws_of(self._only(obj)))
        super().delete_model(request, obj)
        reindex(laws=laws)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        laws = set(self.laws_of(queryset))
        super().delete_queryset(request, queryset)
        reindex(laws=laws)

    def _only(self, obj: models.Model) -> models.QuerySet[Any]:
        return type(obj)._default_manager.filter(pk=obj.pk)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return history_page(self, request, object_id, self.also_in_history)


class Checked:
    """For pages of what is checked against its source: whoever notes a check has made it."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if "verified_on" in form.changed_data:
            obj.verified_by = request.user if obj.verified_on else None
        super().save_model(request, obj, form, change)  # type: ignore[misc]


class HeldRows(Languages):
    """For inlines: each row knows what it is filled from."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        kwargs["form"] = held_form(kwargs.get("form", self.form))  # type: ignore[attr-defined]
        return super().get_formset(request, obj, **kwargs)  # type: ignore[misc]


class Inline(HeldRows, admin.StackedInline):
    """Records that belong to the page's record, each with all of its fields."""

    extra = 0
    show_change_link = True


class RowInline(HeldRows, admin.TabularInline):
    """Records that belong to the page's record, one a line."""

    extra = 0
    show_change_link = True
