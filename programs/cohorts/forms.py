"""Small forms of applicants and staff: what someone does some months after."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legislation.desk.forms.fields import dress
from programs.cohorts.choices import IncomeChange, Occupation

EMPTY: list[tuple[str, Any]] = [("", "—")]


class OutcomeForm(forms.Form):
    """What someone does 6 or 12 months after."""

    occupation = forms.ChoiceField(label=_("What do you do now?"), choices=[*EMPTY, *Occupation.choices])
    income = forms.ChoiceField(
        label=_("Your income since"), choices=[*EMPTY, *IncomeChange.choices], required=False
    )
    jobs = forms.IntegerField(
        label=_("How many people do you give work to?"), min_value=0, max_value=10_000, required=False
    )
    note = forms.CharField(
        label=_("Anything you want to tell us"), widget=forms.Textarea, max_length=1000, required=False
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        dress(self)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
