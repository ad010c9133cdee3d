"""What an auditor looks for in the record of accesses."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import Deed, Result
from cases.names import name_of

ANY = ("", _("Any"))
DAY = dt.timedelta(days=1)


class ActorField(forms.ModelChoiceField):
    """A colleague, whatever her roles are or were."""

    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class LogFilterForm(forms.Form):
    """Who, what, how it went, and from which day to which; sent in the address, which names nobody's case."""

    who = ActorField(queryset=None, label=_("Who"), required=False, empty_label=_("Anybody"))
    deed = forms.ChoiceField(choices=[ANY, *Deed.choices], label=_("What"), required=False)
    result = forms.ChoiceField(choices=[ANY, *Result.choices], label=_("Result"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].queryset = people  # type: ignore[attr-defined]

    def filtered(self, events: Any) -> Any:
        """Return the events that were asked for; what can't be read of a filter is left out of it."""
        data = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        given = {
            "actor": data.get("who"),
            "deed": data.get("deed"),
            "result": data.get("result"),
            "at__gte": _start(data["since"]) if data.get("since") else None,
            "at__lt": _start(data["until"] + DAY) if data.get("until") else None,
        }
        return events.filter(**{name: value for name, value in given.items() if value})


def _start(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
