"""Fields of these forms: countries, organisations by name, times on the clock of a place, next states."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kbase.localised import localised
from legislation.desk.forms.fields import offer
from legislation.models import Jurisdiction, Topic
from programs.collaborations.states import Transitions
from programs.models import CollaborationArea, CollaborationEventKind, Organisation

LANGUAGES = ("ru", "kk", "ur")


class TickBoxes(forms.CheckboxSelectMultiple):
    """Boxes to tick, in the site's look."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attrs.setdefault("class", "form-check-input")


class NamedField(forms.ModelChoiceField):
    """A record, called by its name in the page's language."""

    def label_from_instance(self, obj: Any) -> str:
        """Name the record."""
        return str(localised(obj, "name"))


class KindField(forms.ModelChoiceField):
    """A kind of event, with its area."""

    def label_from_instance(self, obj: CollaborationEventKind) -> str:
        """Name the kind and its area."""
        return f"{localised(obj, 'name')} ({localised(obj.area, 'name')})"


class WallTimeField(forms.Field):
    """A time as a clock on the wall shows it, without a zone."""

    default_error_messages = {
        "invalid": _("“%(given)s” is not a time. Write it as 2026-12-10T10:00."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateTimeInput(attrs={"type": "datetime-local"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Write it as the browser's field takes it."""
        return value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, dt.datetime) else value

    def to_python(self, value: Any) -> dt.datetime | None:
        """Read it, to the minute."""
        if value in self.empty_values:
            return None
        try:
            moment = dt.datetime.fromisoformat(str(value).strip())
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is not None or not 2000 <= moment.year < 2100:
            raise forms.ValidationError(
                self.error_messages["invalid"], params={"given": str(value)[:40]}, code="invalid"
            )
        return moment.replace(second=0, microsecond=0)


def jurisdictions_choice(*, label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    """Return a field for countries and parts of them."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=help_text,
        choices=lambda: [
            (place.code, f"{localised(place, 'name')}") for place in Jurisdiction.objects.order_by("code")
        ],
        widget=TickBoxes,
    )


def address(label: Any, **options: Any) -> forms.URLField:
    """Return a field for an address on the web."""
    return forms.URLField(label=label, max_length=500, assume_scheme="https", **options)


def areas() -> NamedField:
    """Return a field for an area."""
    return NamedField(label=_("Area"), queryset=CollaborationArea.objects.all())


def organisations(label: Any) -> NamedField:
    """Return a field for an organisation."""
    return NamedField(label=label, queryset=Organisation.objects.select_related("jurisdiction"))


def topics() -> NamedField:
    """Return a field for a topic."""
    return NamedField(label=_("Topic"), queryset=Topic.objects.all(), required=False)


def offer_next_states(form: forms.ModelForm[Any], table: Transitions) -> None:
    """Offer the state that a record has and those that may follow; all of them to a new record."""
    field: Any = form.fields["status"]
    if form.instance.pk:
        now = form.instance.status
        field.choices = [choice for choice in field.choices if choice[0] in (now, *table[now])]


__all__ = [
    "LANGUAGES",
    "KindField",
    "NamedField",
    "TickBoxes",
    "WallTimeField",
    "address",
    "areas",
    "jurisdictions_choice",
    "offer",
    "offer_next_states",
    "organisations",
    "topics",
]
