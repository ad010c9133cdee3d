"""Forms of actions, policy transfers and events; what the database would refuse is said in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kbase.local_times import (
    RepeatedTimeError,
    SkippedTimeError,
    UnknownZoneError,
    instant,
    wall_time,
    zone_names,
)
from legislation.choices import Language
from legislation.desk.forms.fields import DayField, ProvisionAddressField, dress
from legislation.models import Jurisdiction
from programs.collaborations import states
from programs.collaborations.desk.fields import (
    LANGUAGES,
    KindField,
    NamedField,
    TickBoxes,
    WallTimeField,
    address,
    areas,
    jurisdictions_choice,
    offer_next_states,
    organisations,
    topics,
)
from programs.models import (
    ActionSource,
    CollaborationAction,
    CollaborationEventKind,
    Event,
    EventMaterial,
    PolicyTransfer,
    TransferSource,
)
from programs.watched_forms import WatchedForm

TIMES = ("starts_at", "ends_at", "register_until")


class RecordForm(WatchedForm):
    """A form of the desk: its translations stand apart, closed until wanted."""

    translated: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)
        for name, field in self.fields.items():
            if name.rpartition("_")[0] in self.translated:
                field.empty_value = None  # type: ignore[attr-defined]  # no translation: none is kept

    def _is_translation(self, name: str) -> bool:
        return name.rpartition("_")[0] in self.translated and name.rpartition("_")[2] in LANGUAGES

    @property
    def main(self) -> list[forms.BoundField]:
        """The fields that every record has."""
        return [field for field in self if not self._is_translation(field.name)]

    @property
    def translations(self) -> list[forms.BoundField]:
        """The translations."""
        return [field for field in self if self._is_translation(field.name)]


def _in_languages(*names: str) -> list[str]:
    return [f"{name}_{language}" for language in LANGUAGES for name in names]


class ActionForm(RecordForm):
    """An action."""

    translated = ("title", "description", "result", "drop_reason")

    area = areas()
    owner = organisations(_("Owner"))
    jurisdictions = jurisdictions_choice(label=_("Between"), help_text=_("Two or more."))
    agreed_on = DayField(label=_("Agreed on"), required=False)
    starts_on = DayField(label=_("Starts on"), required=False)
    due_on = DayField(label=_("Due on"), required=False)
    completed_on = DayField(label=_("Completed on"), required=False)

    class Meta:
        model = CollaborationAction
        fields = [
            "title",
            "area",
            "jurisdictions",
            "owner",
            "description",
            "status",
            "agreed_on",
            "starts_on",
            "due_on",
            "completed_on",
            "result",
            "drop_reason",
            *_in_languages("title", "description", "result", "drop_reason"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_next_states(self, states.ACTION)


class TransferForm(RecordForm):
    """A policy transfer."""

    translated = ("title", "recommendation", "reject_reason")

    provision = ProvisionAddressField(
        label=_("Learn from"), help_text=_("As in kz-offence-prevention-2025/art_60.")
    )
    to_jurisdiction = NamedField(
        label=_("Recommended to"), queryset=Jurisdiction.objects.order_by("code"), empty_label=None
    )
    topic = topics()
    status_on = DayField(label=_("As of"))
    enacted_provision = ProvisionAddressField(
        label=_("Enacted as"), required=False, help_text=_("The provision that came of it.")
    )
    action: forms.ModelChoiceField[CollaborationAction] = forms.ModelChoiceField(
        label=_("Action"), queryset=CollaborationAction.objects.all(), required=False
    )

    class Meta:
        model = PolicyTransfer
        fields = [
            "title",
            "provision",
            "to_jurisdiction",
            "recommendation",
            "topic",
            "action",
            "status",
            "status_on",
            "enacted_provision",
            "reject_reason",
            *_in_languages("title", "recommendation", "reject_reason"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_next_states(self, states.TRANSFER)


class EventForm(RecordForm):
    """An event; its times are written as the clock of its place shows them."""

    translated = ("title", "description", "venue")

    kind = KindField(label=_("Kind"), queryset=CollaborationEventKind.objects.select_related("area"))
    organiser = organisations(_("Organiser"))
    jurisdictions = jurisdictions_choice(label=_("Who takes part"))
    languages = forms.MultipleChoiceField(label=_("Languages"), choices=Language, widget=TickBoxes)
    zone = forms.CharField(
        label=_("Time zone"),
        max_length=50,
        help_text=_("For example Asia/Almaty or Asia/Karachi. All times below are on its clock."),
        widget=forms.TextInput(attrs={"list": "zones", "dir": "ltr", "autocomplete": "off"}),
    )
    starts_at = WallTimeField(label=_("Starts"))
    ends_at = WallTimeField(label=_("Ends"))
    register_until = WallTimeField(label=_("Registration until"))
    online_url = address(
        _("Online address"), required=False, help_text=_("Shown to those who registered, never publicly.")
    )
    capacity = forms.IntegerField(label=_("Places"), min_value=1, max_value=10_000)
    action: forms.ModelChoiceField[CollaborationAction] = forms.ModelChoiceField(
        label=_("Action"), queryset=CollaborationAction.objects.all(), required=False
    )

    class Meta:
        model = Event
        fields = [
            "title",
            "kind",
            "action",
            "organiser",
            "jurisdictions",
            "description",
            "venue",
            "is_online",
            "online_url",
            "zone",
            "starts_at",
            "ends_at",
            "register_until",
            "languages",
            "capacity",
            *_in_languages("title", "description", "venue"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event = self.instance
        if event.pk:
            for name in TIMES:
                self.initial[name] = wall_time(getattr(event, name), event.zone).replace(tzinfo=None)

    @property
    def zones(self) -> list[str]:
        """Zones to choose from: those of the countries first."""
        first = list(Jurisdiction.objects.values_list("timezone", flat=True).distinct())
        return [*sorted(set(first)), *sorted(zone_names() - set(first))]

    def clean(self) -> dict[str, Any]:
        """Turn times on the clock into instants; a time that isn't, or is twice, is refused."""
        cleaned = super().clean() or {}
        zone = cleaned.get("zone")
        if zone and zone not in zone_names():
            words = _("“%(given)s” is not a time zone. Write it as Asia/Almaty or Asia/Karachi.")
            self.add_error("zone", forms.ValidationError(words, params={"given": zone[:40]}))
            zone = None
        for name in TIMES:
            if zone and isinstance(cleaned.get(name), dt.datetime):
                self._to_instant(name, cleaned, zone)
            else:
                cleaned.pop(name, None)
        return cleaned

    def _to_instant(self, name: str, cleaned: dict[str, Any], zone: str) -> None:
        try:
            cleaned[name] = instant(cleaned[name], zone)
        except SkippedTimeError:
            self.add_error(name, _("The clocks there jump over this time. Choose another."))
        except RepeatedTimeError:
            self.add_error(name, _("The clocks there show this time twice. Choose another."))
        except UnknownZoneError:
            self.add_error("zone", _("There is no such time zone."))


class MaterialForm(RecordForm):
    """A file or a link."""

    url = address(_("Address"), required=False)
    upload = forms.FileField(
        label=_("File"), required=False, help_text=_("PDF, DOCX, PPTX, XLSX, JPG or PNG, at most 15 MB.")
    )

    class Meta:
        model = EventMaterial
        fields = ["title", "language", "url"]

    def clean(self) -> dict[str, Any]:
        """Ask for a file or an address: one of them."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("upload")) == bool(cleaned.get("url")) and not self.errors:
            raise forms.ValidationError(_("Give a file or an address: one of them."))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # The file is set by the action, and with it the constraint holds.
        return super()._get_validation_exclusions() | {"file", "url"}  # type: ignore[misc]


class CancelForm(forms.Form):
    """Why an event is cancelled."""

    reason = forms.CharField(label=_("Why it is cancelled"), max_length=1000, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)


class SourceForm(forms.ModelForm):
    """Where a record was read of."""

    url = address(_("Address"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)


def _sources(parent: Any, model: Any) -> Any:
    return forms.inlineformset_factory(
        parent, model, form=SourceForm, fields=["publisher", "url", "note"], extra=2, can_delete=True
    )


ActionSources = _sources(CollaborationAction, ActionSource)
TransferSources = _sources(PolicyTransfer, TransferSource)
