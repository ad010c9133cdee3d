"""What people fill in about consent and first contact; see cases.forms."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import care_choices as care
from cases import choices
from cases.forms import WorkForm

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
# Asked at first contact; sharing is asked for each recipient by itself.
FIRST_KINDS = [choice for choice in care.ConsentKind.choices if choice[0] != care.ConsentKind.SHARE]


class BeforeForm(WorkForm):
    """What decides which duties to report are shown; sent in the address, it names nobody."""

    age = forms.ChoiceField(choices=choices.AgeBand.choices, label=_("How old is the person?"))
    place: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=_("Whose law applies"), to_field_name="code", empty_label=None
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]


class FirstContactForm(WorkForm):
    """What was explained and agreed to; nothing that she told."""

    limits_explained = forms.BooleanField(
        label=_("I have explained this, and it was understood"), required=False
    )
    kinds = forms.MultipleChoiceField(
        choices=FIRST_KINDS, widget=forms.CheckboxSelectMultiple, required=False, label=_("She or he agrees"),
        help_text=_("Tick only what was agreed to. Nothing ticked means 'not now'; ask again later."),
    )  # fmt: skip
    capacity = forms.ChoiceField(choices=care.Capacity.choices, label=_("In whose name"))
    method = forms.ChoiceField(choices=care.ConsentMethod.choices, label=_("How it was given"))
    emergency_reason = forms.CharField(
        label=_("Or: an emergency that leaves no time for this"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Then begin, and record first contact as soon as the danger is over."),
    )  # fmt: skip


class ConsentForm(WorkForm):
    """What a person agrees to."""

    party: forms.ModelChoiceField[Any] = forms.ModelChoiceField(queryset=None, label=_("Who agrees"))
    kind = forms.ChoiceField(choices=care.ConsentKind.choices, label=_("To what"))
    recipient: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=_("To share with"), required=False, help_text=_("Only for sharing.")
    )
    recipient_listed: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=_("Or with an organisation of the public directory"), required=False
    )
    sections = forms.MultipleChoiceField(
        choices=choices.Section.choices, widget=forms.CheckboxSelectMultiple, required=False,
        label=_("Parts that may be shared"), help_text=_("Only for sharing."),
    )  # fmt: skip
    capacity = forms.ChoiceField(choices=care.Capacity.choices, label=_("In whose name"))
    method = forms.ChoiceField(choices=care.ConsentMethod.choices, label=_("How it was given"))
    last_on = forms.DateField(
        label=_("Last day"), required=False, widget=DAY, help_text=_("Empty: until it is withdrawn.")
    )
    evidence = forms.CharField(
        label=_("What shows it"), required=False, max_length=300,
        help_text=_("For example where the signed sheet is kept."),
    )  # fmt: skip

    def __init__(self, *args: Any, parties: Any, organisations: Any, listed: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (("party", parties), ("recipient", organisations), ("recipient_listed", listed)):
            self.fields[name].queryset = found  # type: ignore[attr-defined]

    def clean_last_on(self) -> dt.date | None:
        last: dt.date | None = self.cleaned_data["last_on"]
        if last and last < timezone.localdate():
            raise forms.ValidationError(_("This day is over: give today or a later day."))
        return last


class WithdrawForm(WorkForm):
    """What was said when consent was withdrawn."""

    words = forms.CharField(
        label=_("What was said"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No reason is needed."),
    )  # fmt: skip
