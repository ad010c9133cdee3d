"""Enter a law from its text: paste it, correct the tree that is proposed, save it as drafts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView, View

from legislation import structure_actions as actions
from legislation.admin.pasting_forms import PasteForm
from legislation.admin.pasting_page import page_of_key, tree_page
from legislation.admin.uploads import megabytes_sent
from legislation.models import PastedText
from legislation.structure.grafting import ImpossibleCorrection
from legislation.structure.unreadable import LARGEST_FILE, LARGEST_TEXT, MEGABYTE, UnreadableDocument
from legislation.structure_words import correction_words, refusal_words

LARGEST_REQUEST = LARGEST_FILE + MEGABYTE  # the file and the other fields
STALE = gettext_lazy("The tree was changed in another window meanwhile. This is how it stands now.")


class PastePage(PermissionRequiredMixin):
    """A page in the admin's frame, for those who may add provisions; each sees only what is theirs."""

    permission_required = actions.MAY_PASTE
    raise_exception = True
    request: HttpRequest

    def get_queryset(self) -> QuerySet[PastedText]:
        return PastedText.objects.visible_to(self.request.user).kept_at(timezone.now())

    def framed(self, **context: Any) -> dict[str, Any]:
        """Return what the admin's frame needs, and the context of the page."""
        return {**admin.site.each_context(self.request), **context}


class PasteView(PastePage, FormView):
    """Step 1: the text and what it is; below it the texts that wait to be saved."""

    template_name = "admin/legislation/paste_form.html"
    form_class = PasteForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = self.get_queryset().select_related("law").defer("tree", "previous")
        return self.framed(title=_("Paste a law"), waiting=waiting, **super().get_context_data(**kwargs))

    def form_valid(self, form: PasteForm) -> HttpResponse:
        pasted = actions.start_pasting(
            lines=form.lines, about=form.about, actor=self.request.user, at=timezone.now()
        )
        return redirect("admin-paste-tree", pk=pasted.pk)


class PasteTreeView(PastePage, DetailView):
    """Steps 2 and 3: the proposed tree to correct and to save."""

    template_name = "admin/legislation/paste_tree.html"
    context_object_name = "pasted"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pasted: PastedText = self.object
        page = tree_page(actions.tree_of(pasted), self.request.GET.get("page"), self.request.GET.get("lines"))
        return self.framed(title=_("Structure of the text"), page=page, **super().get_context_data(**kwargs))


class PasteStep(ABC, PastePage, View):
    """Something done to a text; then its tree again, with what happened in words."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        pasted = get_object_or_404(self.get_queryset(), pk=pk)
        try:
            return redirect(self.take(pasted, request.POST))
        except actions.ChangedMeanwhile:
            messages.error(request, STALE)
        except ImpossibleCorrection as refusal:
            messages.error(request, correction_words(refusal))
        except ValidationError as refusal:
            for words in refusal.messages:
                messages.error(request, words)
        return redirect(self.back(pasted, request.POST))

    @abstractmethod
    def take(self, pasted: PastedText, given: Any) -> str:
        """Do it and return where to go on."""

    def back(self, pasted: PastedText, given: Any) -> str:
        """Return the address of the tree, at the node or line that was dealt with."""
        return _address(pasted, _whole(given.get("node")))


class PasteCorrectView(PasteStep):
    """Correct a node."""

    def take(self, pasted: PastedText, given: Any) -> str:
        key = _whole(given.get("node"))
        corrected = actions.correct_node(
            pasted=pasted,
            actor=self.request.user,
            revision=_whole(given.get("revision")),
            operation=given.get("operation", ""),
            key=key,
            value=given.get("value", ""),
        )
        return _address(corrected, key)


class PasteLineView(PasteStep):
    """Take up an unparsed line."""

    def take(self, pasted: PastedText, given: Any) -> str:
        corrected = actions.correct_line(
            pasted=pasted,
            actor=self.request.user,
            revision=_whole(given.get("revision")),
            operation=given.get("operation", ""),
            line=_whole(given.get("line")),
        )
        return f"{_address(corrected, 0)}#unparsed"


class PasteUndoView(PasteStep):
    """Take the last correction back."""

    def take(self, pasted: PastedText, given: Any) -> str:
        undone = actions.undo(pasted=pasted, actor=self.request.user, revision=_whole(given.get("revision")))
        messages.success(self.request, _("The last correction is taken back."))
        return _address(undone, 0)


class PasteDiscardView(PasteStep):
    """Throw the text away."""

    def take(self, pasted: PastedText, given: Any) -> str:
        actions.discard(pasted=pasted, actor=self.request.user)
        messages.success(self.request, _("The text is thrown away."))
        return reverse("admin-paste")


class PasteSaveView(PasteStep):
    """Step 3: make the drafts."""

    def take(self, pasted: PastedText, given: Any) -> str:
        saved = actions.save_as_drafts(
            pasted=pasted,
            actor=self.request.user,
            revision=_whole(given.get("revision")),
            at=timezone.now(),
            existing_as_new_versions="existing" in given,
            without_unparsed="without_unparsed" in given,
        )
        messages.success(
            self.request,
            _("Drafts in %(law)s: %(provisions)s new provisions, %(versions)s versions, %(texts)s texts.")
            % {
                "law": saved.law,
                "provisions": saved.provisions,
                "versions": saved.versions,
                "texts": saved.texts,
            },
        )
        return _address(pasted, 0)


def too_large(request: HttpRequest, words: str) -> HttpResponse:
    """Show step 1 again, saying how much was sent and how much is accepted, or other words."""
    refusal = UnreadableDocument(
        "request-too-large",
        megabytes=megabytes_sent(request),
        text=LARGEST_TEXT // MEGABYTE,
        file=LARGEST_FILE // MEGABYTE,
    )
    form = PasteForm({})
    form.full_clean()
    form.errors.clear()
    form.errors["text"] = form.error_class([words or refusal_words(refusal)])
    context = {**admin.site.each_context(request), "title": _("Paste a law"), "form": form, "waiting": []}
    return TemplateResponse(request, PasteView.template_name, context, status=413)


def _address(pasted: PastedText, key: int) -> str:
    address = reverse("admin-paste-tree", args=(pasted.pk,))
    if not key:
        return address
    page = page_of_key(actions.tree_of(pasted), key)
    return f"{address}{f'?page={page}' if page > 1 else ''}#node-{key}"


def _whole(given: str | None) -> int:
    return int(given) if given and given.isdecimal() and len(given) < 16 else 0
