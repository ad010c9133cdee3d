"""What is filled in about a report that the law demands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms import WorkForm
from cases.law_choices import Informed, ReportChannel
from cases.sharing_forms import duties_by_law

MOMENT = "%Y-%m-%dT%H:%M"


def _moment_field(label: Any, **given: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label, input_formats=[MOMENT, f"{MOMENT}:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT), **given,
    )  # fmt: skip


class ReportForm(WorkForm):
    """Who was told what the law says must be told, and how fast."""

    aware_at = _moment_field(_("When it became known"), help_text=_("To whoever has the duty."))
    duty = forms.TypedChoiceField(
        coerce=int, label=_("What the law says"),
        help_text=_("Duties to tell somebody that were law on that day."),
    )  # fmt: skip
    sent_at = _moment_field(_("When it was reported"))
    channel = forms.ChoiceField(choices=ReportChannel.choices, label=_("Way"))
    recipient = forms.CharField(
        label=_("To whom"), max_length=300, help_text=_("The body and, if known, the person on duty.")
    )
    their_ref = forms.CharField(label=_("Their number of the report"), max_length=100, required=False)
    survivor_informed = forms.ChoiceField(
        choices=Informed.choices, widget=forms.RadioSelect, label=_("Was the survivor told?")
    )

    def __init__(self, *args: Any, duties: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duty"].choices = duties_by_law(duties)  # type: ignore[attr-defined]
