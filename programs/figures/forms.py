"""Forms of figures: an observation, a target, why something is corrected or withdrawn, a check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from legislation.desk.forms.fields import DayField, ProvisionAddressField, dress
from legislation.desk.forms.small import Dressed, FilterForm
from legislation.loading.comparing import digest, plain_values
from legislation.models import Provision
from programs.figures.rights import Figure
from programs.models import Observation, Target
from programs.models.fields import SOURCE_LENGTH
from programs.periods import period_or_none

TRANSLATED = ("note_ru", "note_kk", "note_ur")


class FigureForm(forms.ModelForm):
    """A figure; what someone else saved meanwhile is not overwritten unseen."""

    source_url = forms.URLField(label=_("Source"), max_length=SOURCE_LENGTH, assume_scheme="https")
    held = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base = state_of(self.instance)
        self.initial["held"] = self.base
        dress(self)

    def clean(self) -> dict[str, Any]:
        """Refuse to write over what was saved since the form was opened."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk and cleaned.get("held") != self.base:
            raise ValidationError(
                _(
                    "Someone else changed this draft while you had it open. Nothing of yours is saved yet: "
                    "look at the draft in another window, then send this again."
                ),
                code="changed_meanwhile",
            )
        return cleaned


class ObservationDraftForm(FigureForm):
    """An observation; its days follow from the period."""

    class Meta:
        model = Observation
        fields = ("period", "value", "out_of", "publisher", "source_url", "note", *TRANSLATED)
        widgets = {"note": forms.Textarea}

    def clean(self) -> dict[str, Any]:
        """Derive the days."""
        cleaned = super().clean()
        if period_or_none(cleaned.get("period") or ""):
            self.instance.period = cleaned["period"]
            self.instance.take_days()
        return cleaned


class TargetDraftForm(FigureForm):
    """A target, with the provisions that make it a promise of law."""

    bases = forms.CharField(
        label=_("Legal basis"),
        required=False,
        widget=forms.Textarea,
        help_text=_("One provision a line, such as kz-elections-1995/art_89__para_4."),
    )

    class Meta:
        model = Target
        fields = ("value", "by", "programme", "source_url", "bases", "note", *TRANSLATED)
        widgets = {"note": forms.Textarea}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            rows = self.instance.bases.select_related("provision__law")
            self.initial["bases"] = "\n".join(
                f"{basis.provision.law.identifier}/{basis.provision.eid}" for basis in rows
            )

    def clean_bases(self) -> list[Provision]:
        """Find the provisions."""
        field = ProvisionAddressField()
        return [field.clean(line.strip()) for line in self.cleaned_data["bases"].splitlines() if line.strip()]


FORMS: dict[str, type[FigureForm]] = {"observation": ObservationDraftForm, "target": TargetDraftForm}


class SeriesFilterForm(FilterForm):
    """Narrows a list to series."""

    q = forms.CharField(label=_("Words in the name of the series"), required=False, max_length=100)


class CorrectionForm(Dressed):
    """Why something published is corrected."""

    reason = forms.CharField(
        label=_("What was wrong, or who revised it"),
        widget=forms.Textarea,
        help_text=_("Readers see it beside the figure that stood here before."),
    )


class WithdrawalForm(Dressed):
    """Why something published is withdrawn."""

    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        widget=forms.Textarea,
        help_text=_("Readers see it once someone else agrees."),
    )


class CheckForm(Dressed):
    """A comparison with the sources."""

    on = DayField(label=_("Checked on"))
    due_on = DayField(label=_("Next check due on"))


def state_of(figure: Figure) -> str:
    """Give the digest of what a draft says now; '' for one that isn't saved yet."""
    if not figure.pk:
        return ""
    names = [field.attname for field in figure._meta.concrete_fields]
    row = type(figure)._default_manager.filter(pk=figure.pk).values(*names).get()
    return digest(plain_values(row))
