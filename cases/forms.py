"""What people fill in at work. Each form names the fields it takes; anything else that is sent is ignored."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cases import choices
from cases.safe_times import SafeTimes, next_safe

NO_COMPLETION = {"autocomplete": "off", "spellcheck": "false"}


class WorkForm(forms.Form):
    """Nothing typed here is remembered by the browser."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.update(NO_COMPLETION)


class SeenForm(WorkForm):
    """A form about something that another person may change meanwhile: it knows what was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MemberField(forms.ModelChoiceField):
    """A colleague, by name and role."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.get_full_name() or obj.user.get_username()} · {obj.get_role_display()}"


class MemberOfField(MemberField):
    """A person of any organisation, by name, role and organisation."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{super().label_from_instance(obj)} · {obj.organisation}"


class NewCaseForm(WorkForm):
    """Who leads a new case and who may see it; first contact is recorded next."""

    lead = MemberField(queryset=None, label=_("Who leads the case"))
    confidentiality = forms.ChoiceField(
        choices=choices.Confidentiality.choices, label=_("Who may see it"), initial="normal"
    )

    def __init__(self, *args: Any, leads: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = leads  # type: ignore[attr-defined]


class PartyForm(WorkForm):
    """A person by code."""

    kind = forms.ChoiceField(choices=choices.PartyKind.choices, label=_("Who this is in the case"))
    age_band = forms.ChoiceField(choices=choices.AgeBand.choices, label=_("Age"))
    sex = forms.ChoiceField(choices=choices.Sex.choices, label=_("Sex"))
    relationship = forms.ChoiceField(choices=choices.Relationship.choices, label=_("To the survivor"))
    language = forms.CharField(label=_("Language"), max_length=10, required=False)
    needs_access = forms.BooleanField(
        label=_("Has a disability that help must take into account"), required=False
    )
    is_official = forms.BooleanField(
        label=_("Works for a state body"),
        required=False,
        help_text=_("Then set a barrier against that body and that person before you go on."),
    )


class PartyEditForm(PartyForm, SeenForm):
    """A person who is recorded already."""

    code = forms.CharField(
        label=_("Code"), max_length=4, required=False,
        help_text=_("Notes may speak of this person by it. For another kind the next free code is taken."),
    )  # fmt: skip

    field_order = ("kind", "code")


class IdentityForm(SeenForm):
    """Who a person is. Never filled in with what is kept: that is revealed apart."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    iin = forms.CharField(label=_("Individual identification number"), max_length=20, required=False)
    phones = forms.CharField(
        label=_("Telephone numbers"), max_length=200, required=False, help_text=_("Separated by commas.")
    )
    address = forms.CharField(label=_("Address"), max_length=500, required=False)


class ContactForm(WorkForm):
    """How a person may be reached without danger."""

    channel = forms.ChoiceField(choices=choices.ContactChannel.choices, label=_("Way"))
    do_not_contact = forms.BooleanField(label=_("Do not contact in any way"), required=False)
    ok_days = forms.TypedMultipleChoiceField(
        choices=[(number + 1, name) for number, name in WEEKDAYS.items()], coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple, label=capfirst(_("safe days")),
        help_text=_("Without hours: any hour of the days ticked. Hours without days: every day."),
    )  # fmt: skip
    ok_from = forms.TimeField(
        label=_("Safe from"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    ok_until = forms.TimeField(
        label=_("Safe until"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    voicemail_ok = forms.BooleanField(label=_("A message may be left"), required=False)
    code_word = forms.CharField(label=_("Code word"), max_length=100, required=False)
    who_may_answer = forms.CharField(label=_("Who else may answer"), max_length=200, required=False)
    valid_until = forms.DateField(
        label=_("Agreed until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an agreement that holds no moment, unless it is not to contact the person at all."""
        data = super().clean() or self.cleaned_data
        times = SafeTimes(days=data.get("ok_days", ()), start=data.get("ok_from"), end=data.get("ok_until"))
        now = timezone.localtime().replace(tzinfo=None)
        if not (self.errors or data.get("do_not_contact") or next_safe(times, now)):
            raise forms.ValidationError(_("No time is agreed at which contact is safe"))
        return data


class PurposeForm(WorkForm):
    """Why a name is looked at."""

    purpose = forms.ChoiceField(choices=choices.Purpose.choices, label=_("Why do you need it now?"))


class GrantForm(WorkForm):
    """Access for a colleague."""

    member = MemberField(queryset=None, label=_("Colleague"))
    kind = forms.ChoiceField(
        choices=[
            (kind.value, kind.label)
            for kind in (
                choices.AccessKind.COWORKER,
                choices.AccessKind.SUPERVISOR,
                choices.AccessKind.AUDITOR_TEMP,
            )
        ],
        label=_("As what"),
    )
    sections = forms.MultipleChoiceField(
        choices=choices.Section.choices, widget=forms.CheckboxSelectMultiple, label=_("Parts of the case")
    )
    days = forms.IntegerField(label=_("For how many days"), min_value=1, max_value=365, initial=30)
    reason = forms.CharField(label=_("Reason"), max_length=500)

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]


class BarrierForm(WorkForm):
    """Somebody who must never see the case: one of the two."""

    member = MemberOfField(queryset=None, label=_("Person"), required=False)
    organisation: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=_("Or a whole organisation"), required=False
    )
    reason = forms.CharField(label=_("Reason"), max_length=500)

    def __init__(self, *args: Any, members: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("member")) == bool(data.get("organisation")):
            raise forms.ValidationError(_("Choose a person or an organisation, one of the two."))
        return data


class HandOverForm(WorkForm):
    """Another lead."""

    member = MemberField(queryset=None, label=_("Who leads the case from now on"))

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]


class EmergencyForm(WorkForm):
    """A number read out over a telephone, and why it can't wait."""

    number = forms.CharField(label=_("Number of the case"), max_length=14)
    reason = forms.CharField(label=_("What is happening, and why it can't wait"), max_length=1000)


class StepForm(WorkForm):
    """The next step, or another with a reason."""

    step = forms.ChoiceField(choices=choices.Step.choices, label=_("Step"))
    reason = forms.CharField(
        label=_("Reason"), max_length=300, required=False, help_text=_("Needed for going back or skipping.")
    )
