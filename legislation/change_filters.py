"""The form that narrows the register of changes, which is read from several tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from legislation import changes, filter_options
from legislation.changes import KINDS, Chosen


class ChangeForm(forms.Form):
    """Jurisdiction, topic, kind, year; only what exists is offered."""

    jurisdiction = forms.ChoiceField(label=_("Country or part"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    kind = forms.ChoiceField(label=_("What happens"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    show = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
        choices=[(name, name) for name in ("", "undated", "outstanding", "bills")],
    )
    on = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("jurisdiction", filter_options.jurisdictions_with_law().choices)
        self._offer("topic", filter_options.topics_of_law().choices)
        self._offer("kind", KINDS.items())
        self._offer("year", [(year, str(year)) for year in changes.years()])

    def _offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = [("", _("All")), *choices]

    @property
    def chosen(self) -> Chosen:
        """What is asked for; the form is valid."""
        given = self.cleaned_data
        return Chosen(given["jurisdiction"], given["topic"], given["kind"], given["year"])
