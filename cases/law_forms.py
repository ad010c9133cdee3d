"""What is filled in about incidents and events: times as far as they are known, kinds, facts, words."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.actions.events import About
from cases.actions.incidents import When
from cases.forms import SeenForm
from cases.law_choices import Known, PlaceKind
from kbase.localised import localised
from legislation.clocks.moments import Moment, Precision, is_ambiguous
from legislation.due_form import FIRST, LAST

YES, NO = "yes", "no"
TOLD = [("", _("not recorded")), (YES, _("yes")), (NO, _("no"))]
FIRST_TIME, SECOND_TIME = "first", "second"


class LocalisedField(forms.ModelChoiceField):
    """A record of the law, by its name in the page's language."""

    def label_from_instance(self, obj: Any) -> str:
        words = str(localised(obj, "name"))
        return words[:1].upper() + words[1:]


def day_field(label: Any, **options: Any) -> forms.DateField:
    """Make the field of a day."""
    widget = forms.DateInput(
        attrs={"type": "date", "min": FIRST.isoformat(), "max": LAST.isoformat()}, format="%Y-%m-%d"
    )
    return forms.DateField(label=label, widget=widget, **options)


def time_field(label: Any, **options: Any) -> forms.TimeField:
    """Make the field of an hour."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, **options)


def words_field(label: Any, *, rows: int = 4, **options: Any) -> forms.CharField:
    """Make a field for several lines."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


class MomentForm(SeenForm):
    """When something happened, as far as it is known, on the clocks of the place.

    The form needs a zone before it can be read: `zone`, or the jurisdiction that is chosen in it.
    """

    zone = ""
    known = forms.ChoiceField(
        choices=[choice for choice in Known.choices if choice[0] != Known.UNKNOWN],
        label=_("What is known of the time"),
        initial=Known.EXACT,
    )
    day = day_field(_("Day"), help_text=_("Where it happened. If only the month is known, any day of it."))
    time = time_field(
        _("Hour"), required=False, help_text=_("On the clocks of the place. Empty if only the day is known.")
    )
    which = forms.ChoiceField(
        choices=[(FIRST_TIME, _("the first time")), (SECOND_TIME, _("the second time"))],
        label=_("That night the clocks were put back and showed this hour twice: which is meant?"),
        required=False,
    )

    def clean_day(self) -> dt.date | None:
        return self.checked(self.cleaned_data["day"])

    @staticmethod
    def checked(day: dt.date | None) -> dt.date | None:
        """Refuse days that no calendar here reaches."""
        if day is not None and not FIRST <= day <= LAST:
            raise forms.ValidationError(
                _("Give a day from %(first)s to %(last)s."),
                params={"first": FIRST.isoformat(), "last": LAST.isoformat()},
            )
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("known") == Known.EXACT and "time" in data and data["time"] is None:
            self.add_error("time", _("Give the hour, or say that only the day is known."))
        if self.is_told_twice() and not data.get("which"):
            self.add_error("which", _("Say which of the two is meant."))
        return data

    def is_told_twice(self) -> bool:
        """Whether the clocks showed the time that was entered twice."""
        data = self.cleaned_data
        zone = self.zone_name()
        if not (zone and data.get("known") == Known.EXACT and data.get("day") and data.get("time")):
            return False
        return is_ambiguous(dt.datetime.combine(data["day"], data["time"]), ZoneInfo(zone))

    def zone_name(self) -> str:
        """The zone of the jurisdiction that was chosen, else the one the form was given."""
        chosen = self.cleaned_data.get("jurisdiction")
        return chosen.timezone if chosen else self.zone

    def moment_at(self, day: dt.date, time: dt.time | None) -> Moment:
        """The moment of a day and hour of the form."""
        data = self.cleaned_data
        second = data["which"] == SECOND_TIME if data.get("which") else None
        return Moment(dt.datetime.combine(day, time or dt.time()), Precision(data["known"]), second)

    @property
    def moment(self) -> Moment:
        """The moment entered; the form is valid."""
        return self.moment_at(self.cleaned_data["day"], self.cleaned_data["time"])

    def visible_fields(self) -> list[Any]:
        """Leave out the question which of two hours is meant, where there is one."""
        shown = list(super().visible_fields())
        asked = bool(self["which"].errors or self["which"].value())
        return shown if asked else [field for field in shown if field.name != "which"]


class IncidentForm(MomentForm):
    """What was done: facts in codes, the rest in words that are sealed."""

    SINGLE, UNTIL, ON = "single", "until", "on"
    known = forms.ChoiceField(choices=Known.choices, label=_("What is known of the time"), initial=Known.DAY)
    day = day_field(
        _("Day"), required=False,
        help_text=_("Where it happened. If only the month is known, any day of it; if nothing is, none."),
    )  # fmt: skip
    lasted = forms.ChoiceField(
        choices=[(SINGLE, _("One deed")), (UNTIL, _("Went on until")), (ON, _("Still goes on"))],
        label=_("How long"),
        initial=SINGLE,
        widget=forms.RadioSelect,
    )
    end_day = day_field(_("Last day"), required=False, help_text=_("Only for what went on until a day."))
    end_time = time_field(_("Last hour"), required=False)
    kinds = forms.MultipleChoiceField(label=_("Kinds of violence"), widget=forms.CheckboxSelectMultiple)
    place_kind = forms.ChoiceField(choices=PlaceKind.choices, label=_("Where"), initial=PlaceKind.UNKNOWN)
    region = forms.CharField(
        label=_("Region"), max_length=60, required=False, help_text=_("No address: only the region.")
    )
    weapon = forms.ChoiceField(choices=TOLD, label=_("A weapon was used or shown"), required=False)
    children_present = forms.ChoiceField(choices=TOLD, label=_("Children were there"), required=False)
    strangulation = forms.ChoiceField(choices=TOLD, label=_("She was strangled"), required=False)
    narrative = words_field(
        _("What happened"), rows=8, required=False,
        help_text=_("In her words, and only what the work needs. It is encrypted; no search finds it."),
    )  # fmt: skip
    jurisdiction = LocalisedField(queryset=None, label=_("Whose law and clocks"), empty_label=None)
    reason = forms.CharField(label=_("Why it is corrected"), max_length=500)

    def __init__(
        self, *args: Any, jurisdictions: Any, topics: Any, corrects: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jurisdiction"].queryset = jurisdictions  # type: ignore[attr-defined]
        self.fields["kinds"].choices = [  # type: ignore[attr-defined]
            (topic.slug, str(localised(topic, "name"))) for topic in topics
        ]
        if not corrects:
            del self.fields["reason"]

    def clean_end_day(self) -> dt.date | None:
        return self.checked(self.cleaned_data["end_day"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("known") == Known.UNKNOWN:
            data["lasted"] = self.SINGLE
        elif "day" in data and data["day"] is None:
            self.add_error("day", _("Give the day, or say that the time is not known."))
        if data.get("lasted") == self.UNTIL and not data.get("end_day"):
            self.add_error("end_day", _("Give the last day, or say that it still goes on."))
        if data.get("lasted") == self.UNTIL and data.get("known") == Known.EXACT and not data.get("end_time"):
            self.add_error("end_time", _("Give the hour, or say that only the day is known."))
        return data

    def clean_weapon(self) -> bool | None:
        return told(self.cleaned_data["weapon"])

    def clean_children_present(self) -> bool | None:
        return told(self.cleaned_data["children_present"])

    def clean_strangulation(self) -> bool | None:
        return told(self.cleaned_data["strangulation"])

    @property
    def when(self) -> When:
        """When it happened; the form is valid."""
        data = self.cleaned_data
        if data["known"] == Known.UNKNOWN:
            return When()
        ended = data["lasted"] == self.UNTIL
        return When(
            start=self.moment,
            end=self.moment_at(data["end_day"], data["end_time"]) if ended else None,
            goes_on=data["lasted"] == self.ON,
        )

    @property
    def facts(self) -> dict[str, Any]:
        """What the actions take besides the time; the form is valid."""
        names = (
            "jurisdiction", "place_kind", "region", "weapon", "children_present", "strangulation",
            "narrative",
        )  # fmt: skip
        return {name: self.cleaned_data[name] for name in names} | {
            "violence_types": self.cleaned_data["kinds"]
        }


def told(answer: str) -> bool | None:
    """Return yes or no, or None where nobody recorded it."""
    return None if not answer else answer == YES


class EventForm(MomentForm):
    """Something that the law may attach a duty to."""

    field_order = ("seen", "kind", "known", "day", "time", "which")
    kind = LocalisedField(queryset=None, label=_("What"), to_field_name="slug")
    bound = LocalisedField(
        queryset=None, label=_("Whom it concerned"), required=False, empty_label=_("not said"),
        help_text=_("For example who learned of it: then only what binds that role is derived."),
    )  # fmt: skip
    incident = forms.ChoiceField(label=_("Of which incident"), required=False)
    measure = forms.ChoiceField(label=_("Of which measure"), required=False)
    source = forms.CharField(
        label=_("Document that proves it"), max_length=300, required=False,
        help_text=_("Its number and date, for example. It is encrypted."),
    )  # fmt: skip
    detail = words_field(
        _("Detail"), required=False, help_text=_("Only what the work needs. It is encrypted.")
    )
    jurisdiction = LocalisedField(queryset=None, label=_("Whose law and clocks"), empty_label=None)
    reason = forms.CharField(label=_("Why it is corrected"), max_length=500)

    def __init__(
        self, *args: Any, kinds: Any, roles: Any, jurisdictions: Any, incidents: Any, measures: Any,
        corrects: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]
        self.fields["bound"].queryset = roles  # type: ignore[attr-defined]
        self.fields["jurisdiction"].queryset = jurisdictions  # type: ignore[attr-defined]
        for name, choices in (("incident", incidents), ("measure", measures)):
            self.fields[name].choices = [("", _("none")), *choices]  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]
        if corrects:
            del self.fields["jurisdiction"]
        else:
            del self.fields["reason"]

    @property
    def about(self) -> About:
        """What it concerns; the form is valid."""
        data = self.cleaned_data
        return About(
            bound=data["bound"],
            incident_id=data.get("incident") or None,
            measure_id=data.get("measure") or None,
        )
