"""What people fill in about files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.file_choices import FileKind
from cases.forms import WorkForm
from kbase.localised_formats import day_text

ACCEPTED = ".pdf,.jpg,.jpeg,.png,.docx,.txt,application/pdf,image/jpeg,image/png,text/plain"


class ConsentField(forms.ModelChoiceField):
    """A consent, by the code of who gave it and the day."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.party.code} · {day_text(obj.given_at)}"


class FileForm(WorkForm):
    """A file, which was encrypted while it came in."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("PDF, JPEG, PNG, DOCX without macros, or plain text; at most 20 MB."),
        error_messages={"empty": _("The file is empty.")},
    )
    kind = forms.ChoiceField(choices=FileKind.choices, label=_("What it is"))
    consent = ConsentField(
        queryset=None, label=_("Consent to the picture being kept"), required=False,
        help_text=_("Needed for a picture of a person or of injuries. It is recorded under Consent."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Name"), max_length=150, required=False,
        help_text=_("As the case shall show it; left empty, the file's own. It is encrypted too."),
    )  # fmt: skip

    def __init__(self, *args: Any, consents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].queryset = consents  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("kind") == FileKind.PICTURE and not data.get("consent"):
            self.add_error("consent", _("Choose the consent: without one such a picture is not kept."))
        return data


class WithdrawalForm(WorkForm):
    """Why a file goes."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500,
        help_text=_("For example: the wrong case, or the person no longer wants it kept."),
    )  # fmt: skip
