"""What supervisors fill in about the people who work here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import Role
from cases.forms import MemberField, WorkForm


class MemberForm(WorkForm):
    """A person who has an account, and what she is here."""

    username = forms.CharField(
        label=_("User name"), max_length=150, help_text=_("Of an account that an administrator made.")
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in (Role.CASE_WORKER, Role.INSPECTOR, Role.INTAKE_WORKER)],
        help_text=_("Supervisors and auditors are appointed by an administrator."),
    )
    supervisor = MemberField(queryset=None, label=_("Supervisor"), required=False)

    def __init__(self, *args: Any, supervisors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supervisor"].queryset = supervisors  # type: ignore[attr-defined]


class SupervisorForm(WorkForm):
    """Who supervises the person."""

    supervisor = MemberField(queryset=None, label=_("Supervisor"), required=False)

    def __init__(self, *args: Any, supervisors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supervisor"].queryset = supervisors  # type: ignore[attr-defined]


class LeavingForm(WorkForm):
    """When a person's role ends."""

    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The role ends with that day. Leave it empty to end it now."),
    )

    def clean_last_day(self) -> Any:
        day = self.cleaned_data["last_day"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over: leave it empty to end the role now."))
        return day
