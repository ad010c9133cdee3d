"""Step 1 of entering a law from its text: the text, its law, its language, since when, from where."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from kbase.localised import localised
from legislation.choices import Language, LawKind, TextStatus
from legislation.models import Jurisdiction, Law
from legislation.structure.reading import read_file, read_text
from legislation.structure.tree import Line
from legislation.structure.unreadable import LARGEST_FILE, MEGABYTE, UnreadableDocument
from legislation.structure_actions import PastedLaw
from legislation.structure_words import refusal_words

# Our own words are no text of a law.
STATUSES = [
    (one.value, one.label)
    for one in (TextStatus.AUTHORITATIVE, TextStatus.OFFICIAL_TRANSLATION, TextStatus.DRAFT)
]


class PastedField(forms.CharField):
    """Text of any length as it was pasted; what no law has, such as NUL, is cleaned when it is read."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.validators = [
            one for one in self.validators if not isinstance(one, ProhibitNullCharactersValidator)
        ]


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class LawField(forms.ModelChoiceField):
    """A law by the title in the page's language."""

    def label_from_instance(self, obj: Law) -> str:
        return f"{localised(obj, 'short_title')} ({obj.jurisdiction.code})"


class PlaceField(forms.ModelChoiceField):
    """A jurisdiction by its name in the page's language."""

    def label_from_instance(self, obj: Jurisdiction) -> str:
        return str(localised(obj, "name"))


class PasteForm(forms.Form):
    """What an editor gives; `lines` and `about` hold it once it is valid."""

    text = PastedField(
        label=_("Text of the law"),
        required=False,
        help_text=_("Paste it with its numbers and headings, one provision or paragraph to a line."),
        widget=forms.Textarea(attrs={"rows": 14, "class": "vLargeTextField", "dir": "auto"}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("DOCX, plain text (.txt) or Markdown (.md), up to %(limit)s MB.")
        % {"limit": LARGEST_FILE // MEGABYTE},
        widget=forms.FileInput(attrs={"accept": ".docx,.txt,.md"}),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=Language.choices)
    status = forms.ChoiceField(label=_("What the text is"), choices=STATUSES)
    starts_on = forms.DateField(
        label=_("First day valid"),
        required=False,
        help_text=_("Since when this wording holds. Leave it empty where that isn't established."),
        widget=DayInput,
    )
    source_url = forms.URLField(
        label=_("Source"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("The address where the text was found."),
    )
    law = LawField(
        label=_("Law"),
        required=False,
        queryset=Law.objects.none(),
        empty_label=_("A new law, described below"),
    )
    jurisdiction = PlaceField(label=_("Jurisdiction"), required=False, queryset=Jurisdiction.objects.none())
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", "---------"), *LawKind.choices])
    title = forms.CharField(label=_("Title"), required=False, max_length=500)
    number = forms.CharField(label=_("Number"), required=False, max_length=60)
    adopted = forms.DateField(label=_("Adopted on"), required=False, widget=DayInput)

    NEW_LAW = ("jurisdiction", "kind", "title", "number", "adopted")
    lines: list[Line]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["law"].queryset = Law.objects.with_place()  # type: ignore[attr-defined]
        self.fields["jurisdiction"].queryset = Jurisdiction.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self._read(values)
        self._check_law(values)
        return values

    def _read(self, values: dict[str, Any]) -> None:
        text, file = values.get("text", ""), values.get("file")
        if bool(text.strip()) == bool(file):
            if "file" not in self.errors:
                self.add_error("text", _("Paste a text, or choose a file: one of the two."))
            return
        try:
            self.lines = read_file(file.name, file.read(LARGEST_FILE + 1)) if file else read_text(text)
        except UnreadableDocument as refusal:
            self.add_error("file" if file else "text", refusal_words(refusal))

    def _check_law(self, values: dict[str, Any]) -> None:
        given = [name for name in self.NEW_LAW if values.get(name)]
        if values.get("law"):
            if given:
                self.add_error("law", _("Choose a law, or describe a new one: not both."))
            return
        for name in ("jurisdiction", "kind", "title"):
            if not values.get(name) and name not in self.errors:
                self.add_error(name, _("A new law needs this; or choose a law above."))

    @property
    def about(self) -> PastedLaw:
        """What is said of the text, for the action."""
        values = self.cleaned_data
        new = {} if values["law"] else {name: values[name] for name in ("kind", "title", "number")}
        if new:
            new["jurisdiction"] = values["jurisdiction"].code
            new["adopted"] = values["adopted"].isoformat() if values["adopted"] else ""
        return PastedLaw(
            language=values["language"],
            status=values["status"],
            law=values["law"],
            new_law=new,
            starts_on=values["starts_on"],
            source_url=values["source_url"],
            name=values["file"].name if values["file"] else "",
        )
