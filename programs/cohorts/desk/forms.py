"""Forms of programme officers: cohorts, questions, sessions; times are those of the cohort's clocks."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kbase.local_times import RepeatedTimeError, SkippedTimeError, instant
from kbase.localised import localised
from legislation.choices import Language
from legislation.desk.forms.fields import DayField, dress
from programs.cohorts.choices import QuestionKind, RevocationReason
from programs.models import Cohort, CohortQuestion, CohortSession, Programme
from programs.models.cohorts import validate_zone
from programs.watched_forms import WatchedForm

TRANSLATIONS = ("ru", "kk", "ur")


def in_all(name: str) -> list[str]:
    """Name a field and its translations."""
    return [name, *(f"{name}_{language}" for language in TRANSLATIONS)]


class ClockField(forms.TimeField):
    """A time of day, with the browser's own clock."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(input_formats=["%H:%M"], widget=widget, **kwargs)


class NearDayField(DayField):
    """A day of this century: nothing is planned for another, and clocks can't be told there."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators += [validate_near]


def validate_near(day: dt.date) -> None:
    """Refuse a day of another century."""
    if not 2000 <= day.year < 2100:
        words = _("%(day)s is not in this century. Look at the year once more.")
        raise ValidationError(words % {"day": day.isoformat()}, code="far")


class ProgrammeField(forms.ModelChoiceField):
    """A programme, by its name in the page's language."""

    def label_from_instance(self, obj: Programme) -> str:
        """Name the programme."""
        return str(localised(obj, "name"))


def moment_in(day: dt.date, clock: dt.time, zone: str) -> dt.datetime:
    """Give the instant of a day and a time of day.

    Raises:
        ValidationError: the clocks of the zone skip this time, or show it twice.
    """
    try:
        return instant(dt.datetime.combine(day, clock), zone)
    except (SkippedTimeError, RepeatedTimeError) as error:
        words = (
            _("%(clock)s comes twice on that day in %(zone)s, since clocks are changed. Choose another.")
            if isinstance(error, RepeatedTimeError)
            else _("%(clock)s doesn't exist on that day in %(zone)s, because the clocks are changed.")
        )
        raise ValidationError(words % {"clock": f"{clock:%H:%M}", "zone": zone}) from error


class CohortForm(WatchedForm):
    """A cohort."""

    programme = ProgrammeField(label=_("Programme"), queryset=Programme.objects.none())
    starts_on = NearDayField(label=_("Begins on"))
    ends_on = NearDayField(label=_("Ends on"))
    closes_on = NearDayField(label=_("Deadline: day"))
    closes_time = ClockField(
        label=_("Deadline: time"), initial=dt.time(18), help_text=_("In the time zone below.")
    )
    timezone = forms.CharField(
        label=_("Time zone"),
        max_length=50,
        validators=[validate_zone],
        help_text=_("IANA name, for example Asia/Almaty; the deadline and all sessions are shown in it."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Taught in"), choices=Language.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Cohort
        fields = (
            "programme", *in_all("name"), "slug", *in_all("summary"), "starts_on", "ends_on", "closes_on",
            "closes_time", "timezone", "capacity", "languages", "retention_months",
        )  # fmt: skip

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)
        field = cast(ProgrammeField, self.fields["programme"])
        field.queryset = programmes.select_related("jurisdiction")
        self.fields["languages"].widget.attrs["class"] = "form-check-input"
        if self.instance.pk:
            local = self.instance.closes_at.astimezone(ZoneInfo(self.instance.timezone))
            self.initial.update(closes_on=local.date(), closes_time=local.time())
        else:
            self.initial.update(timezone=settings.TIME_ZONE, retention_months=24)

    def clean(self) -> dict[str, Any]:
        """Turn the deadline into an instant."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if all(cleaned.get(name) for name in ("closes_on", "closes_time", "timezone")):
            try:
                self.instance.closes_at = moment_in(
                    cleaned["closes_on"], cleaned["closes_time"], cleaned["timezone"]
                )
            except ValidationError as error:
                self.add_error("closes_time", error)
        if cleaned.get("closes_on") and cleaned.get("ends_on") and cleaned["closes_on"] > cleaned["ends_on"]:
            self.add_error("closes_on", _("The deadline is after the last day."))
        return cleaned


class QuestionForm(WatchedForm):
    """A question to applicants."""

    choices = forms.CharField(
        label=_("Choices"),
        required=False,
        widget=forms.Textarea,
        help_text=_("One a line; translations after a bar: English | Russian | Kazakh | Urdu."),
    )
    wanted = forms.CharField(
        label=_("Answer that meets the conditions"),
        required=False,
        max_length=40,
        help_text=_("yes, no, or the number of the line of a choice; empty where every answer does."),
    )

    class Meta:
        model = CohortQuestion
        fields = (
            "kind", *in_all("text"), *in_all("hint"), "is_required", "choices", "least", "most", "date_rule",
            "wanted",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)
        if self.instance.pk:
            self.initial["choices"] = "\n".join(
                " | ".join(option["words"].get(code, "") for code in ("en", *TRANSLATIONS)).rstrip(" |")
                for option in self.instance.options
            )

    def clean(self) -> dict[str, Any]:
        """Read the choices, and check the wanted answer against them."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        lines = [line for line in cleaned.get("choices", "").splitlines() if line.strip()]
        kind, wanted = cleaned.get("kind"), cleaned.get("wanted", "")
        if kind == QuestionKind.CHOICE and len(lines) < 2:
            self.add_error("choices", _("A choice needs two lines or more."))
        is_choice = kind == QuestionKind.CHOICE
        self.instance.options = (
            [_option(number, line) for number, line in enumerate(lines, 1)] if is_choice else []
        )
        accepted = [option["code"] for option in self.instance.options]
        if kind == QuestionKind.YES_NO:
            accepted = ["yes", "no"]
        if wanted and wanted not in accepted:
            self.add_error("wanted", _("This question has no such answer."))
        return cleaned


def _option(number: int, line: str) -> dict[str, Any]:
    words = [part.strip() for part in line.split("|")]
    named = zip(("en", *TRANSLATIONS), words, strict=False)
    return {"code": str(number), "words": {language: text for language, text in named if text}}


class RevocationForm(forms.Form):
    """Why a certificate is revoked."""

    reason = forms.ChoiceField(label=_("Why"), choices=[("", "—"), *RevocationReason.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)


class SessionForm(WatchedForm):
    """A session on one day."""

    day = NearDayField(label=_("Day"))
    begins = ClockField(label=_("Begins"))
    ends = ClockField(label=_("Ends"))

    class Meta:
        model = CohortSession
        fields = (*in_all("title"), "day", "begins", "ends", "place")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)
        if self.instance.pk:
            zone = ZoneInfo(self.instance.cohort.timezone)
            start, end = (
                moment.astimezone(zone) for moment in (self.instance.starts_at, self.instance.ends_at)
            )
            self.initial.update(day=start.date(), begins=start.time(), ends=end.time())

    def clean(self) -> dict[str, Any]:
        """Turn the times into instants."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        zone = self.instance.cohort.timezone
        for name, column in (("begins", "starts_at"), ("ends", "ends_at")):
            if cleaned.get("day") and cleaned.get(name) is not None:
                try:
                    setattr(self.instance, column, moment_in(cleaned["day"], cleaned[name], zone))
                except ValidationError as error:
                    self.add_error(name, error)
        begins, ends = self.instance.starts_at, self.instance.ends_at
        if not self.errors and begins and ends and ends <= begins:
            self.add_error("ends", _("A session ends after it begins."))
        return cleaned
