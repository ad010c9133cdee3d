"""The public forms of events: to register, and to come back with a receipt code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kbase.receipts import EXAMPLE, InvalidReceiptError, canonical
from legislation.choices import Language
from programs.collaborations.choices import Sex
from programs.collaborations.registering import Details
from programs.contact_fields import NameField, PhoneField
from programs.countries import country_choices


class RegistrationForm(forms.Form):
    """What the organiser needs to know, and no more."""

    form_number = forms.CharField(required=False, widget=forms.HiddenInput, empty_value="")
    name = NameField()
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=200,
        help_text=_("An e-mail address or a telephone number is enough."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = PhoneField(required=False)
    language = forms.ChoiceField(label=_("Language you prefer"), choices=Language)
    country = forms.ChoiceField(label=_("Country"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex, required=False)
    needs = forms.CharField(
        label=_("What you need to take part"),
        required=False,
        max_length=500,
        help_text=_("For example a ramp, sign language, or care for children. Leave empty if nothing."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [  # type: ignore[attr-defined]
            ("", _("Rather not say")),
            *country_choices(),
            ("ZZ", _("Another country")),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for one way to reach the person."""
        cleaned = super().clean() or {}
        given = cleaned.get("email") or cleaned.get("phone")
        if not given and not (self.errors.keys() & {"email", "phone"}):
            self.add_error(
                "email", _("Give an e-mail address or a telephone number, so that you can be told.")
            )
        return cleaned

    def details(self) -> Details:
        """Give what the person told."""
        return Details(**{name: value for name, value in self.cleaned_data.items() if name != "form_number"})


class ReceiptForm(forms.Form):
    """The code that someone was shown."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=60,
        help_text=_("Four groups of letters and digits, such as %(example)s.") % {"example": EXAMPLE},
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """Read the code however it is written."""
        try:
            return canonical(self.cleaned_data["code"])
        except InvalidReceiptError as error:
            raise forms.ValidationError(
                _("This is not a code. It has 16 letters and digits, as %(example)s."),
                params={"example": EXAMPLE},
            ) from error
