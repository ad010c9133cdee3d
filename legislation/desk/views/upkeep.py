"""Upkeep of what is published: checks against the source, translations, changes whose day became known."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from kbase.localised import direction
from legislation.choices import EffectKind, Language
from legislation.desk.access import EditorMixin, Refusal, refusal_words
from legislation.desk.forms.requests import WorkInForm, renumbered
from legislation.desk.forms.small import TranslationForm, VerificationForm
from legislation.desk.views.versions import all_versions
from legislation.editing.confirming import verify
from legislation.editing.texts import is_stale, source_text
from legislation.editing.translating import TranslatedMeanwhileError, is_ours, translate
from legislation.editing.working_in import ask_for_repeal, prepared_wording, work_in
from legislation.labels import provision_label
from legislation.models import Effect, Law, ProvisionText, ProvisionVersion
from legislation.views.point_in_time import today

A_YEAR = dt.timedelta(days=365)


class UpkeepView(ABC, EditorMixin, FormView):
    """A form about one record; what the action refuses is said in the form."""

    template_name = "desk/upkeep.html"
    record: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the record."""
        super().setup(request, *args, **kwargs)
        self.record = self.find()

    @abstractmethod
    def find(self) -> Any:
        """Give the record that the page is about."""

    def save(self, cleaned: dict[str, Any]) -> HttpResponse:
        """Take the action and lead on; a page with a form of its own kind needs none."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, or say why that can't be."""
        try:
            return self.save(form.cleaned_data)
        except Refusal as error:
            form.add_error(None, ValidationError(refusal_words(error)))
            return self.form_invalid(form)


class VerifyView(UpkeepView):
    """Record that a law or a version was checked, and when that is due again."""

    form_class = VerificationForm

    def find(self) -> Law | ProvisionVersion:
        """Give the law or the version."""
        laws = Law.objects.with_place()
        return get_object_or_404(
            laws if self.kwargs["kind"] == "law" else all_versions(), pk=self.kwargs["pk"]
        )

    def get_initial(self) -> dict[str, Any]:
        """Today, and again in a year."""
        return {"on": today(), "due_on": today() + A_YEAR}

    def save(self, cleaned: dict[str, Any]) -> HttpResponse:
        """Record the check, which can't be one to come."""
        if cleaned["on"] > today():
            raise ValidationError(_("A check can't be in the future: give the day on which you compared."))
        verify(record=self.record, actor=self.request.user, on=cleaned["on"], due_on=cleaned["due_on"])
        messages.success(self.request, _("Recorded."))
        return redirect("desk-list", key="overdue")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the record and its source."""
        record = self.record
        is_law = isinstance(record, Law)
        law = record if is_law else record.provision.law
        return super().get_context_data(**kwargs) | {
            "title": _("Record a check"),
            "about": "" if is_law else provision_label(record.provision),
            "law": law,
            "source": (law.official_url if is_law else record.source_url) or law.official_url,
            "button": _("Record this check"),
        }


class WorkInView(UpkeepView):
    """Bring an outstanding change into the text, once its day is known."""

    template_name = "desk/work_in.html"
    form_class = WorkInForm

    def find(self) -> Effect:
        """Give the change."""
        return get_object_or_404(
            Effect.objects.with_address().select_related("successor", "provision__parent"),
            pk=self.kwargs["pk"],
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the change to the form: what it asks for depends on that."""
        return super().get_form_kwargs() | {"effect": self.record}

    def get_initial(self) -> dict[str, Any]:
        """Begin with the day, where the change has one."""
        return {"day": self.record.commences_on}

    def save(self, cleaned: dict[str, Any]) -> HttpResponse:
        """Send a repeal to review; of anything else, make the draft."""
        actor = self.request.user
        if self.record.kind == EffectKind.REPEALS:
            asked = ask_for_repeal(
                effect=self.record, day=cleaned["day"], reason=cleaned["reason"], actor=actor, on=today()
            )
            return redirect("desk-request", pk=asked.pk)
        new = renumbered(self.record, cleaned)
        draft = work_in(effect=self.record, day=cleaned["day"], actor=actor, new=new)
        return redirect("desk-draft", pk=draft.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the change is, and what was prepared for it."""
        effect: Effect = self.record
        repeals = effect.kind == EffectKind.REPEALS
        return super().get_context_data(**kwargs) | {
            "effect": effect,
            "label": provision_label(effect.provision),
            "law": effect.provision.law,
            "prepared": prepared_wording(effect),
            "button": _("Send to review") if repeals else _("Make a draft"),
        }


class TranslateView(UpkeepView):
    """A translation beside the text that it is made from."""

    template_name = "desk/translate.html"
    form_class = TranslationForm

    def find(self) -> ProvisionVersion:
        """Give the version with its texts; only those that readers see are translated here."""
        if self.kwargs["language"] not in Language.values:
            raise Http404(_("There is no such language."))
        version = get_object_or_404(all_versions().published(), pk=self.kwargs["pk"])
        self.texts = {text.language: text for text in version.texts.all()}
        self.source = source_text(self.texts.values(), version.provision.content_languages)
        if self.source is None or self.source.language == self.kwargs["language"]:
            raise Http404(_("There is nothing to translate."))
        return version

    def get_initial(self) -> dict[str, Any]:
        """Begin with the translation held, if there is one."""
        text = self.texts.get(self.kwargs["language"])
        source = cast(ProvisionText, self.source)
        given: dict[str, Any] = {"made_from": source.text_sha256, "status": "own", "held": ""}
        if text:
            given |= {name: getattr(text, name) for name in ("heading", "summary", "official_text", "status")}
            given["held"] = text.text_sha256
        return given

    def get_form(self, form_class: Any = None) -> TranslationForm:
        """Write in the direction of the language."""
        form: TranslationForm = super().get_form(form_class)
        language = self.kwargs["language"]
        for name in ("heading", "summary", "official_text"):
            form.fields[name].widget.attrs |= {"lang": language, "dir": direction(language)}
        return form

    def form_valid(self, form: TranslationForm) -> HttpResponse:
        """Save, or put theirs beside mine."""
        cleaned = dict(form.cleaned_data)
        made_from, held = cleaned.pop("made_from"), cleaned.pop("held")
        try:
            translate(
                version=self.record, language=self.kwargs["language"], words=cleaned,
                made_from=made_from, held=held, actor=self.request.user,
            )  # fmt: skip
        except TranslatedMeanwhileError as error:
            return self._ask(form, error)
        except Refusal as error:
            form.add_error(None, ValidationError(refusal_words(error)))
            return self.form_invalid(form)
        messages.success(self.request, _("The translation is saved and shown."))
        return redirect("desk-version", pk=self.record.pk)

    def _ask(self, form: TranslationForm, error: TranslatedMeanwhileError) -> HttpResponse:
        form.data = {**form.data.dict(), "held": error.held.text_sha256}  # type: ignore[attr-defined]
        form.add_error(None, error)
        return self.render_to_response(self.get_context_data(form=form, theirs=error.held), status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Put the source beside the form."""
        language, text = self.kwargs["language"], self.texts.get(self.kwargs["language"])
        return super().get_context_data(**kwargs) | {
            "source": self.source,
            "language": language,
            "stale": bool(text and is_stale(text, self.source)),
            "fixed": bool(text and not is_ours(text)),
            "label": provision_label(self.record.provision),
            "law": self.record.provision.law,
            "version": self.record,
        }
