"""The moment of an event, as a reader enters it to learn when something is due."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legislation.clocks.moments import Moment, Precision

# The calendars of holidays begin with the independence of Kazakhstan.
FIRST, LAST = dt.date(1991, 1, 1), dt.date(2099, 12, 31)


class DueForm(forms.Form):
    """Day and hour; what isn't known is counted from its first moment."""

    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        help_text=_("Where the law applies, not where you are."),
    )
    time = forms.TimeField(
        label=_("Hour"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": "form-control"}, format="%H:%M"),
        help_text=_("Leave it empty if only the day is known: it is then counted from its first moment."),
    )
    month_only = forms.BooleanField(
        label=_("Only the month is known"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    second_time = forms.BooleanField(
        label=_("The second time that the clocks showed this hour is meant"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].widget.attrs |= {"min": FIRST.isoformat(), "max": LAST.isoformat()}
        for name, field in self.fields.items():
            field.widget.attrs |= {"autocomplete": "off"}
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{name}_help"

    def clean_day(self) -> dt.date:
        """Refuse days that no calendar here reaches."""
        day: dt.date = self.cleaned_data["day"]
        if not FIRST <= day <= LAST:
            raise forms.ValidationError(
                _("Give a day from %(first)s to %(last)s."),
                params={"first": FIRST.isoformat(), "last": LAST.isoformat()},
            )
        return day

    @property
    def moment(self) -> Moment:
        """The moment entered; the form is valid."""
        time: dt.time | None = self.cleaned_data["time"]
        local = dt.datetime.combine(self.cleaned_data["day"], time or dt.time())
        if self.cleaned_data["month_only"]:
            return Moment(local, Precision.MONTH)
        if time is None:
            return Moment(local, Precision.DAY)
        return Moment(local, Precision.EXACT, self.cleaned_data["second_time"])
