"""Small forms of the desk: a comment, a reason, a check, a translation, a place in the tree."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from legislation.choices import ProvisionKind, TextStatus
from legislation.desk.forms.fields import DayField, dress


class Dressed(forms.Form):
    """A form in the look of the site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)


class FilterForm(Dressed):
    """Narrows a work list to laws."""

    q = forms.CharField(label=_("Title of the law"), required=False, max_length=100)
    jurisdiction = forms.ChoiceField(label=_("Jurisdiction"), required=False)

    def offer(self, places: list[tuple[str, str]]) -> None:
        """Say which jurisdictions there are."""
        cast(forms.ChoiceField, self.fields["jurisdiction"]).choices = [("", _("all")), *places]


class CommentForm(Dressed):
    """What a reviewer has to say."""

    comment = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea)


class ReasonForm(Dressed):
    """Why something published is corrected."""

    reason = forms.CharField(
        label=_("What was wrong"),
        widget=forms.Textarea,
        help_text=_("Readers see it: 'corrected on … : …'. Not for changes of the law."),
    )


class VerificationForm(Dressed):
    """A check against the source."""

    on = DayField(label=_("Checked on"))
    due_on = DayField(label=_("Next check due on"))


class TranslationForm(Dressed):
    """A text in another language."""

    STATUSES = [(status.value, status.label) for status in (TextStatus.OWN, TextStatus.DRAFT)]

    heading = forms.CharField(label=_("Heading"), max_length=500, required=False)
    summary = forms.CharField(label=_("Summary"), required=False, widget=forms.Textarea)
    official_text = forms.CharField(
        label=_("Translation of the official text"), required=False, widget=forms.Textarea
    )
    status = forms.ChoiceField(label=_("Status"), choices=STATUSES)
    made_from = forms.CharField(widget=forms.HiddenInput)
    held = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a translation without words."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("summary") and not cleaned.get("official_text"):
            self.add_error("summary", _("Write the translation."))
        return cleaned


class InsertForm(Dressed):
    """A provision that was left out here; not one that a law inserts."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ProvisionKind, initial=ProvisionKind.ARTICLE)
    number = forms.CharField(label=_("Number"), max_length=60)
    heading = forms.CharField(label=_("Heading"), max_length=500, required=False)
