"""Fields in which someone without an account says who she is: name, telephone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kbase.contacts import is_phone, plain_name


class NameField(forms.CharField):
    """A name; invisible signs in it are left out."""

    default_error_messages = {"no_letters": _("Write your name in letters.")}

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Your name"))
        super().__init__(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}), **options)

    def clean(self, value: Any) -> str:
        """Refuse what has no letter."""
        given: str = super().clean(value)
        name = plain_name(given)
        if given and not name:
            raise ValidationError(self.error_messages["no_letters"], code="no_letters")
        return name


class PhoneField(forms.CharField):
    """A telephone number that somebody can ring, kept as it was written."""

    default_error_messages = {
        "invalid": _("Write digits, with the country's code in front: +7 701 000 00 00."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Telephone"),
            help_text=_("With the country's code: +7 or +92."),
            max_length=40,
            widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "dir": "ltr"}),
            **options,
        )

    def clean(self, value: Any) -> str:
        """Refuse what can't be rung."""
        given: str = super().clean(value)
        if given and not is_phone(given):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return given
