"""A whole draft in one form: days, texts, norms; joined with what others saved meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core import signing
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from legislation.choices import Language
from legislation.desk.forms.clocks import clock_forms
from legislation.desk.forms.fields import DayField, ProvisionAddressField, RoleField, dress
from legislation.desk.merging import Clash, Merged, merge, plain
from legislation.editing.copying import NORMS
from legislation.models import ClockRule, Duty, ProvisionText, ProvisionVersion

BASE = "base"
SALT = "legislation.desk.draft"
BOXES = (
    "-checked", "-remove", "-start_known", "-norms_recorded", "-immediate",
    "-ends_with_measure", "-counting_stated",
)  # fmt: skip
NOT_FIELDS = (BASE, "choose-", "csrfmiddlewaretoken", "_")


class VersionForm(forms.ModelForm):
    """Days, reason and source of a draft."""

    start = DayField(label=_("First day"), required=False)
    end = DayField(label=_("First day no longer valid"), required=False)
    source_url = forms.URLField(label=_("Source"), required=False, max_length=500, assume_scheme="https")

    class Meta:
        model = ProvisionVersion
        fields = (
            "start_known", "confidence", "source_url",
            "change_summary", "change_summary_ru", "change_summary_kk", "change_summary_ur", "norms_recorded",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        valid = self.instance.valid
        self.initial = {**self.initial, "start": valid.lower, "end": valid.upper}
        self.order_fields(["start", "end"])
        dress(self)

    def clean(self) -> dict[str, Any]:
        """Put the days together."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            self.add_error("end", _("It ends before it begins: the end has to be after the first day."))
        else:
            self.instance.valid = DateRange(start, end)
        return cleaned


class TextForm(forms.ModelForm):
    """The text of a draft in one language; left empty, there is none."""

    class Meta:
        model = ProvisionText
        fields = ("status", "heading", "summary", "official_text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checked"] = forms.BooleanField(label=_("Checked for this wording"), required=False)
        if not self.instance.to_be_confirmed:
            del self.fields["checked"]
        dress(self)
        for name in ("heading", "summary", "official_text"):
            self.fields[name].widget.attrs |= {
                "lang": self.instance.language,
                "dir": "rtl" if self.instance.language == Language.URDU else "ltr",
            }
            if name != "heading":
                self.fields[name].widget.attrs["rows"] = 6

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return not any(self.cleaned_data.get(name) for name in ("heading", "summary", "official_text"))


def norm_form(model: type[models.Model]) -> type[forms.ModelForm]:
    """Make the form for one kind of norm, translations included."""
    names = [
        field.name
        for field in model._meta.concrete_fields
        if field.name not in ("id", "version", "position", "to_be_confirmed", "i18n", "slug")
    ]
    translated = list(model._meta.get_field("i18n").fields)  # type: ignore[union-attr]
    translations = [f"{name}_{code}" for code in ("ru", "kk", "ur") for name in translated]
    kinds: dict[str, Any] = {}
    for name in names:
        field: Any = model._meta.get_field(name)
        if name == "breach_provision":
            kinds[name] = ProvisionAddressField(label=field.verbose_name, required=False)
        elif field.is_relation:
            kinds[name] = RoleField(label=field.verbose_name, required=not field.blank)
    meta = type("Meta", (), {"model": model, "fields": (*names, *translations)})
    return type(f"{model.__name__}Form", (NormForm,), {"Meta": meta, **kinds})


class NormForm(forms.ModelForm):
    """One norm of a draft; a new one left empty is none."""

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

    @property
    def main(self) -> list[forms.BoundField]:
        """The fields without the translations."""
        return [field for field in self if field.name[-3:] not in ("_ru", "_kk", "_ur")]

    @property
    def translations(self) -> list[forms.BoundField]:
        """The translations."""
        return [field for field in self if field.name[-3:] in ("_ru", "_kk", "_ur")]


class DraftForms:
    """All forms of a draft; `clashes` holds what somebody else changed otherwise meanwhile."""

    def __init__(self, version: ProvisionVersion, posted: Mapping[str, str] | None = None) -> None:
        self.version = version
        self.clashes: list[Clash] = []
        self.current = snapshot(self._build(None))
        data = None
        if posted is not None:
            merged = self._join(posted)
            self.clashes = merged.clashes
            data = {name: value for name, value in merged.values.items() if value or not self._is_box(name)}
        self.forms = self._build(data)

    def _join(self, posted: Mapping[str, str]) -> Merged:
        """Join what is posted with what was saved since the form was filled.

        A page that asks about clashes is filled from what is held then, so that a choice of theirs means
        the value that the form was filled from.
        """
        base: dict[str, str] = signing.loads(posted.get(BASE, ""), salt=SALT)
        mine = {name: posted.get(name, "") for name in {*base, *posted} if not name.startswith(NOT_FIELDS)}
        for name in base:
            if posted.get(f"choose-{name}") == "theirs":
                mine[name] = base[name]
        for prefix in self._removed_by_others(base, mine):
            # What I wrote in a norm that they removed comes back as a new one.
            base = {name: value for name, value in base.items() if not name.startswith(prefix)}
        return merge(base, self.current, mine)

    def _removed_by_others(self, base: Mapping[str, str], mine: Mapping[str, str]) -> set[str]:
        """Give the prefixes of norms that are gone, and that I changed."""
        gone = (name for name in base.keys() - self.current.keys() if plain(mine[name]) != plain(base[name]))
        return {f"{name.rpartition('-')[0]}-" for name in gone}

    @staticmethod
    def _is_box(name: str) -> bool:
        return name.endswith(BOXES)

    @property
    def token(self) -> str:
        """What the form was filled from, sealed: the next save is joined against it."""
        return signing.dumps(self.current, salt=SALT, compress=True)

    def _build(self, data: Mapping[str, str] | None) -> dict[str, forms.ModelForm]:
        version = self.version
        found: dict[str, forms.ModelForm] = {"version": VersionForm(data, prefix="version", instance=version)}
        texts = {text.language: text for text in version.texts.all()}
        for language in Language.values:
            text = texts.get(language) or ProvisionText(language=language)
            found[f"text-{language}"] = TextForm(data, prefix=f"text-{language}", instance=text)
        for model in NORMS:
            kind, form = model._meta.model_name, norm_form(model)
            for norm in model._default_manager.filter(version=version).order_by("position", "pk"):
                found[f"{kind}-{norm.pk}"] = form(data, prefix=f"{kind}-{norm.pk}", instance=norm)
                if isinstance(norm, Duty):
                    found |= clock_forms(norm, data)
            for prefix in self._unknown(kind, found, data or {}):
                found[prefix] = form(data, prefix=prefix, instance=model())
            found[f"{kind}-new"] = form(data, prefix=f"{kind}-new", instance=model())
        return found

    @staticmethod
    def _unknown(kind: str | None, found: Mapping[str, Any], data: Mapping[str, str]) -> list[str]:
        """Give the prefixes of filled norms of a kind that nobody holds any more."""
        prefixes = dict.fromkeys(name.rpartition("-")[0] for name, value in data.items() if value)
        return [prefix for prefix in prefixes if re.fullmatch(rf"{kind}-\d+", prefix) and prefix not in found]

    @property
    def head(self) -> forms.ModelForm:
        """Days, reason, source."""
        return self.forms["version"]

    @property
    def texts(self) -> list[forms.ModelForm]:
        """The texts, a form for each language."""
        return [form for name, form in self.forms.items() if name.startswith("text-")]

    @property
    def norms(self) -> list[tuple[str, list[forms.ModelForm]]]:
        """The norms by kind, each kind with an empty form at its end."""
        return [
            (
                str(model._meta.verbose_name_plural),
                [self._with_clock(f) for f in self.forms.values() if f._meta.model is model],
            )
            for model in NORMS
        ]

    def _with_clock(self, form: Any) -> Any:
        """Put the form of its clock beside the form of a duty; others, and new duties, have none."""
        form.clock = self.forms.get(f"clockrule-{form.instance.pk}") if form._meta.model is Duty else None
        return form

    def is_valid(self) -> bool:
        """Whether all can be saved as it is, and nothing is left to decide."""
        valid = [form.is_valid() for form in self.forms.values()]
        return all(valid) and not self.clashes

    def changed(self) -> tuple[list[models.Model], list[models.Model]]:
        """Give the texts and norms to save, and those to remove."""
        rows, removed = [], []
        for form in self._rows():
            if isinstance(form.instance, ClockRule) and form.instance.duty in removed:
                continue  # it goes with its duty
            row, cleaned = form.instance, form.cleaned_data
            is_text = isinstance(row, ProvisionText)
            if row.pk and (cleaned.get("remove") or (is_text and form.is_empty)):
                removed.append(row)
            elif form.has_changed() and not (is_text and form.is_empty):
                # Whoever writes in what was copied has checked it.
                row.to_be_confirmed = False
                if hasattr(row, "slug") and not row.slug:
                    row.slug = slugify(row.name)[:80] or row._meta.model_name
                if not is_text:
                    row.i18n = {name: words for name, words in (row.i18n or {}).items() if words}
                if row.pk is None and not isinstance(row, ProvisionText | ClockRule):
                    row.position = type(row)._default_manager.filter(version=self.version).count()
                rows.append(row)
        return rows, removed

    def _rows(self) -> Iterator[Any]:
        return (form for name, form in self.forms.items() if name != "version")

    def label_of(self, name: str) -> str:
        """Name a field of any of the forms for the reader."""
        prefix, _dash, field = name.rpartition("-")
        form = self.forms.get(prefix)
        if form is None or field not in form.fields:
            return name
        return f"{form._meta.model._meta.verbose_name}: {form[field].label}"


def snapshot(all_forms: Mapping[str, forms.ModelForm]) -> dict[str, str]:
    """Give what unbound forms hold, as a browser would send it back."""
    return {
        bound.html_name: _sent(bound)
        for form in all_forms.values()
        for bound in form
        if bound.name not in ("checked", "remove")
    }


def _sent(bound: forms.BoundField) -> str:
    value = bound.field.prepare_value(bound.initial)
    if isinstance(value, bool):
        return "on" if value else ""
    shown = bound.field.widget.format_value(value)
    if isinstance(shown, list):
        shown = shown[0] if shown else ""
    return plain(str(shown)) if shown not in (None, "") else ""
