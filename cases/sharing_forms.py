"""What people fill in to share parts of a case: see cases/forms.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.choices import Section, ServiceKind
from cases.forms import MemberField, WorkForm
from cases.sharing_choices import Told
from kbase.localised import localised
from legislation.labels import provision_label

MOST_DAYS = 180


class KeyedForm(WorkForm):
    """Sent twice, by an impatient finger or a bad line, it does its deed once."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["request_key"].initial = uuid4


class ReferralForm(KeyedForm):
    """What is sent, whatever allows it."""

    service_kind = forms.ChoiceField(choices=ServiceKind.choices, label=_("For what help"))
    sections = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, label=_("Parts of the case"),
        help_text=_("No more than this help needs. They are sent as they stand now."),
    )  # fmt: skip
    message = forms.CharField(
        label=_("Message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}), required=False,
        help_text=_("What the receiver has to know, and how the person may safely be reached."),
    )  # fmt: skip
    respond_by = forms.DateField(
        label=_("Answer wanted by"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    days = forms.IntegerField(
        label=_("Ends after how many days"), min_value=1, max_value=MOST_DAYS, initial=30,
        help_text=_("From then on the receiver reads nothing any more."),
    )  # fmt: skip
    grant_live = forms.BooleanField(
        label=_("Once accepted, let the receiver see these parts of the case itself"), required=False,
        help_text=_("Otherwise it sees only what is sent. The lead of a normal case may do this."),
    )  # fmt: skip

    def __init__(self, *args: Any, parts: Collection[str], may_grant: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = [(part, Section(part).label) for part in parts]  # type: ignore[attr-defined]
        if not may_grant:
            del self.fields["grant_live"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "days" in data:
            data["expires_at"] = timezone.now() + dt.timedelta(days=data["days"])
        return data


class ReceiverForm(ReferralForm):
    """A referral whose receiver is chosen: one of the three."""

    organisation: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=_("To an organisation that works here"), required=False
    )
    listed: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=_("Or to one of the directory"), required=False,
        help_text=_("Nothing is sent to it from here: what you told it is recorded."),
    )  # fmt: skip
    contact = forms.CharField(label=_("Or to somebody else"), max_length=300, required=False)

    field_order: tuple[str, ...] = ("organisation", "listed", "contact")

    def __init__(self, *args: Any, organisations: Any, listed: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["listed"].queryset = listed  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if sum(bool(data.get(name)) for name in ("organisation", "listed", "contact")) != 1:
            raise forms.ValidationError(_("Say to whom: one of the three."))
        return data


def _duty_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        coerce=int, label=_("What the law says"), help_text=_("Duties to tell somebody that are law today.")
    )


def _reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("Why without consent"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why consent can't be asked for, and what happens if nobody is told."),
    )  # fmt: skip


def duties_by_law(duties: Iterable[Any]) -> list[Any]:
    """Return duties as a field offers them, law by law."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for duty in duties:
        law = str(localised(duty.version.provision.law, "short_title").text)
        words = (
            f"{provision_label(duty.version.provision)}: {localised(duty, 'action').text} "
            f"({localised(duty.bearer, 'name').text})"
        )
        groups.setdefault(law, []).append((duty.pk, words))
    return [("", "—"), *groups.items()]


class LawReferralForm(ReceiverForm):
    """A referral that a provision demands or allows."""

    duty = _duty_field()

    field_order = ("duty", *ReceiverForm.field_order)

    def __init__(self, *args: Any, duties: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duty"].choices = duties_by_law(duties)  # type: ignore[attr-defined]


class OverrideReferralForm(ReceiverForm):
    """A referral without consent: a supervisor reads why."""

    reason = _reason_field()

    field_order = ("reason", *ReceiverForm.field_order)


class AnswerForm(WorkForm):
    """Yes, no, or how it ended."""

    status = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What you want to say"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        required=False, help_text=_("Needed for declining and giving back; the sender reads it."),
    )  # fmt: skip

    def __init__(self, *args: Any, answers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = answers  # type: ignore[attr-defined]


class DecisionForm(WorkForm):
    """A supervisor's yes or no."""

    decision = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect,
        choices=[("approve", _("Approve")), ("refuse", _("Refuse"))],
    )  # fmt: skip
    comment = forms.CharField(
        label=_("What you want to say"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )  # fmt: skip


class OfferForm(WorkForm):
    """What those to whom a case is offered have to know."""

    note = forms.CharField(
        label=_("Handover note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("It is read before the case is accepted: no names, only what deciding needs."),
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("Answer wanted within how many days"), min_value=1, max_value=30, initial=7
    )


class OfferToForm(OfferForm):
    """An offer without consent: it says to whom."""

    organisation: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=_("To which organisation")
    )

    field_order: tuple[str, ...] = ("organisation",)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class LawOfferForm(OfferToForm):
    """An offer that a provision demands or allows: a supervisor reads why."""

    duty = _duty_field()
    reason = _reason_field()

    field_order = ("duty", "reason", "organisation")

    def __init__(self, *args: Any, duties: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duty"].choices = duties_by_law(duties)  # type: ignore[attr-defined]


class OverrideOfferForm(OfferToForm):
    """An offer that a supervisor has to approve: she reads why."""

    reason = _reason_field()

    field_order = ("reason", "organisation")


class LeadForm(WorkForm):
    """Who leads a case that is taken over."""

    member = MemberField(queryset=None, label=_("Who leads the case from now on"))

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
        self.fields["member"].initial = members.first()


class DeclineForm(WorkForm):
    """Why not."""

    words = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ExportForm(KeyedForm):
    """A copy of the file: for what, by whose word, and which parts."""

    purpose = forms.CharField(
        label=_("For what"), max_length=200,
        help_text=_("It is printed on every page: no names. For example: hearing of 3 March."),
    )  # fmt: skip
    order_by = forms.CharField(label=_("Who ordered it"), max_length=200, required=False)
    order_number = forms.CharField(label=_("Number of the order"), max_length=100, required=False)
    order_on = forms.DateField(
        label=_("Day of the order"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    consent: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=_("Or the consent that allows it"), required=False
    )
    sections = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, label=_("Parts of the case"),
        help_text=_(
            "Only those that the order or the consent names. Names, numbers and addresses stand in the copy "
            "only if that part is chosen."
        ),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the copy"))
    survivor_told = forms.ChoiceField(
        choices=Told.choices, widget=forms.RadioSelect, label=_("Was the survivor told?"),
        help_text=_("Tell her before the file leaves, unless that is forbidden or unsafe."),
    )  # fmt: skip

    def __init__(self, *args: Any, parts: Collection[str], consents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = [(part, Section(part).label) for part in parts]  # type: ignore[attr-defined]
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language
        self.fields["consent"].queryset = consents  # type: ignore[attr-defined]
        self.fields["consent"].label_from_instance = _consent_words  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        order = [bool(data.get(name)) for name in ("order_by", "order_number", "order_on")]
        if bool(data.get("consent")) == any(order) or (any(order) and not all(order)):
            raise forms.ValidationError(
                _("Name an order, with who gave it, its number and its day; or a consent. One of the two.")
            )
        return data


class ToldForm(WorkForm):
    """Whether the survivor was told."""

    told = forms.ChoiceField(choices=Told.choices, label=_("Was the survivor told?"))


def _consent_words(consent: Any) -> str:
    parts = ", ".join(str(Section(part).label) for part in consent.sections)
    return f"{consent.party.code} → {consent.recipient or consent.recipient_listed}: {parts}"
