"""The glossary: concepts with their words in each language."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from legislation import filter_options
from legislation.glossary import entries, letters
from legislation.models import GlossaryForm, GlossaryTerm
from legislation.views.registers import without_empty


class GlossaryFilter(forms.Form):
    """Words in any language, topic, and the letter in the page's language."""

    q = forms.CharField(label=_("Words, in any language"), required=False, max_length=100)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    letter = forms.CharField(required=False, max_length=2, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topic = cast(forms.ChoiceField, self.fields["topic"])
        topic.choices = [("", _("All")), *filter_options.topics_of_terms().choices]


class GlossaryView(TemplateView):
    """All concepts, or those that match."""

    template_name = "legislation/glossary.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead a form sent with empty fields to a tidy address; 400 for what is not offered."""
        tidy = without_empty(request)
        if tidy is not None:
            return HttpResponseRedirect(tidy)
        status = 200 if self.form.is_valid() else 400
        return self.render_to_response(self.get_context_data(), status=status)

    @cached_property
    def form(self) -> GlossaryFilter:
        """The filters as given."""
        return GlossaryFilter(self.request.GET)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the concepts, and the letters that they are filed under."""
        found = entries(self.terms()) if self.form.is_valid() else []
        letter = self.form.cleaned_data.get("letter", "")
        shown = [entry for entry in found if letter in {"", entry.letter}]
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "active": sum(bool(self.request.GET.get(name)) for name in ("q", "topic", "letter")),
            "reset_url": self.request.path,
            "letters": letters(found),
            "letter": letter,
            "entries": shown,
        }

    def terms(self) -> QuerySet[GlossaryTerm]:
        """Apply words and topic."""
        found = GlossaryTerm.objects.select_related("topic").prefetch_related("forms")
        given = self.form.cleaned_data
        if given["topic"]:
            found = found.filter(topic__slug=given["topic"])
        for word in given["q"].split():
            form = GlossaryForm.objects.filter(term=OuterRef("pk"), text__icontains=word)
            found = found.filter(Q(Exists(form)))
        return found
