"""The clock of a duty, as part of the form of a draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kbase.localised import localised
from legislation.clocks.rules import rule_problem
from legislation.desk.forms.fields import ProvisionAddressField, dress
from legislation.models import ClockRule, Duty, EventKind


class EventKindField(forms.ModelChoiceField):
    """A kind of event, by its name in the page's language."""

    def label_from_instance(self, obj: EventKind) -> str:
        """Name the kind of event."""
        return str(localised(obj, "name"))


class ClockForm(forms.ModelForm):
    """How the term of one duty is counted; left empty, the duty has no clock."""

    event_kind = EventKindField(
        label=_("event that starts it"), queryset=EventKind.objects.all(), required=False
    )
    counting_provision = ProvisionAddressField(label=_("provision that says how to count"), required=False)
    counting_url = forms.URLField(
        label=_("where it says how to count"), required=False, max_length=500, assume_scheme="https"
    )
    consequence = ProvisionAddressField(label=_("what follows if missed"), required=False)

    class Meta:
        model = ClockRule
        fields = (
            "event_kind", "choose_by", "offset_value", "offset_unit", "start_rule", "end_rule", "rollover",
            "recurs_times", "recurs_at_most", "recurs_every", "recurs_unit", "ends_with_measure",
            "counting_stated", "counting_provision", "counting_url", "counting_note",
            "counting_note_ru", "counting_note_kk", "counting_note_ur", "consequence",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = self.instance.pk is None
        self.empty_permitted = self.is_new
        self.use_required_attribute = False
        if self.instance.to_be_confirmed:
            self.fields["checked"] = forms.BooleanField(label=_("Checked for this wording"), required=False)
        if not self.is_new:
            self.fields["remove"] = forms.BooleanField(label=_("Remove"), required=False)
        dress(self)

    def clean(self) -> dict[str, Any]:
        """Refuse what can't be counted by, in the words of the arithmetic's own check."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("event_kind"):
            self.add_error("event_kind", _("Say which event starts the clock."))
        problem = rule_problem(
            cleaned.get("offset_value") or 0,
            cleaned.get("offset_unit", ""),
            cleaned.get("start_rule", ""),
            cleaned.get("end_rule", ""),
            cleaned.get("rollover", ""),
        )
        if cleaned.get("offset_unit") and problem:
            self.add_error("offset_value", _("This can't be counted: %(problem)s.") % {"problem": problem})
        return cleaned


def clock_forms(duty: Duty, data: Any) -> dict[str, ClockForm]:
    """Make the form of a saved duty's clock, by its prefix."""
    prefix = f"clockrule-{duty.pk}"
    clock = ClockRule.objects.filter(duty=duty).first() or ClockRule(duty=duty)
    return {prefix: ClockForm(data, prefix=prefix, instance=clock)}
