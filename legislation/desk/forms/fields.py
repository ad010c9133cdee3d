"""What fields of the desk have in common: look, direction of writing, provisions by address."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kbase.localised import direction, localised
from legislation.labels import provision_label
from legislation.models import Law, Provision, Role


class DayField(forms.DateField):
    """A day, with the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class ProvisionAddressField(forms.CharField):
    """A provision of any law, written as its law's identifier and its eId."""

    default_error_messages = {
        "unknown": _("“%(given)s” is no provision here. Write it as in kz-criminal-code-2014/art_115-1."),
    }

    def prepare_value(self, value: Any) -> Any:
        """Show the address of a provision held by its identity."""
        if isinstance(value, int):
            found = Provision.objects.select_related("law").filter(pk=value).first()
            return f"{found.law.identifier}/{found.eid}" if found else ""
        return value

    def clean(self, value: Any) -> Any:
        """Find the provision."""
        given = super().clean(value)
        if not given:
            return None
        identifier, _slash, eid = given.strip().partition("/")
        found = Provision.objects.filter(law__identifier=identifier, eid=eid).first()
        if found is None:
            raise ValidationError(
                self.error_messages["unknown"], code="unknown", params={"given": given[:80]}
            )
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare addresses, not identities."""
        return (self.prepare_value(initial) or "") != (data or "").strip()


class RoleField(forms.ModelChoiceField):
    """A role, by its name in the page's language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Role.objects.order_by("name"), **kwargs)

    def label_from_instance(self, obj: Role) -> str:
        """Name the role."""
        return str(localised(obj, "name"))


class ProvisionField(forms.ModelChoiceField):
    """A provision of one law, in the order and depth of its tree."""

    def label_from_instance(self, obj: Provision) -> str:
        """Name the provision, set in by its depth."""
        return f"{'– ' * obj.depth}{provision_label(obj)} {localised(obj, 'heading')}".strip()[:120]


class LawField(forms.ModelChoiceField):
    """A law, by its short title and number."""

    def label_from_instance(self, obj: Law) -> str:
        """Name the law."""
        return f"{localised(obj, 'short_title')} {obj.number}".strip()


def offer(form: forms.BaseForm, name: str, records: QuerySet[Any]) -> None:
    """Say which records a field chooses from."""
    cast(forms.ModelChoiceField, form.fields[name]).queryset = records


def dress(form: forms.BaseForm) -> None:
    """Give the widgets of a form the classes of the site, and translations their direction."""
    for name, field in form.fields.items():
        widget = field.widget
        if isinstance(widget, forms.CheckboxInput):
            widget.attrs.setdefault("class", "form-check-input")
        elif isinstance(widget, forms.Select):
            widget.attrs.setdefault("class", "form-select")
        elif not isinstance(widget, forms.RadioSelect | forms.HiddenInput):
            widget.attrs.setdefault("class", "form-control")
        if isinstance(widget, forms.Textarea):
            widget.attrs["rows"] = 3
        language = name.rpartition("_")[2]
        if language in ("ru", "kk", "ur") and "_" in name:
            widget.attrs |= {"lang": language, "dir": direction(language)}
            field.required = False
