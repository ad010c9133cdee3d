"""The history of any record: who changed what, when and why; two moments compared field by field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from kbase.history import Change, Owned, changes_between, history_of, moment, moments_of
from legislation.desk.access import DeskMixin, EditorMixin, Refusal, refusal_words
from legislation.desk.forms.small import ReasonForm
from legislation.editing import rights
from legislation.editing.copying import NORMS
from legislation.editing.restoring import RESTORABLE, restore_moment
from legislation.models import (
    Amendment,
    CrossReference,
    Effect,
    Law,
    LawAlias,
    LawSource,
    Provision,
    ProvisionText,
    ProvisionVersion,
)
from legislation.views.point_in_time import today

KEY = re.compile(r"[0-9]{1,17}")
OWNED: dict[type[models.Model], list[Owned]] = {
    ProvisionVersion: [Owned(ProvisionText, "version"), *(Owned(model, "version") for model in NORMS)],
    Amendment: [Owned(ProvisionVersion, "amendment"), Owned(Effect, "amendment")],
    Provision: [Owned(ProvisionVersion, "provision"), Owned(CrossReference, "from_provision")],
    Law: [Owned(LawAlias, "law"), Owned(LawSource, "law"), Owned(Amendment, "law")],
}


@dataclass(frozen=True)
class Compared:
    """What differs between two moments, and their keys."""

    changes: list[Change]
    keys: tuple[int, int]


def find_record(kind: str, key: int) -> models.Model:
    """Find a record of a kind whose history is kept.

    Raises:
        Http404: with words, where there is none.
    """
    try:
        model = apps.get_model("legislation", kind)
    except LookupError as error:
        raise Http404(_("There is no history of that.")) from error
    if not hasattr(model, "pgh_event_model"):
        raise Http404(_("There is no history of that."))
    found = model._base_manager.filter(pk=key).first()
    if found is None:
        raise Http404(_("There is no such record."))
    return found


class HistoryView(DeskMixin, TemplateView):
    """What happened to a record and to what belongs to it."""

    template_name = "desk/history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List the entries, and compare two of them where two are chosen."""
        record = find_record(self.kwargs["kind"], self.kwargs["pk"])
        owned = OWNED.get(type(record), [])
        chosen = [value for value in self.request.GET.getlist("at") if KEY.fullmatch(value)][:2]
        compared = None
        if len(chosen) == 2:
            first, second = sorted(map(int, chosen))
            compared = Compared(changes_between(record, owned, first, second), (first, second))
        return super().get_context_data(**kwargs) | {
            "record": record,
            "kind": record._meta.verbose_name,
            "entries": history_of(record, owned),
            "moments": moments_of(record, owned),
            "chosen": list(map(int, chosen)),
            "compared": compared,
            "kind_name": self.kwargs["kind"],
            "restorable": isinstance(record, RESTORABLE) and rights.may_edit(self.request.user),
        }


class RestoreMomentView(EditorMixin, FormView):
    """Draft what a version, a text or a norm said at a moment of its history."""

    template_name = "desk/restore.html"
    form_class = ReasonForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the record and the moment."""
        super().setup(request, *args, **kwargs)
        self.record = find_record(kwargs["kind"], kwargs["pk"])
        keys = [key for key, _at in moments_of(self.record, OWNED.get(type(self.record), []))]
        if not isinstance(self.record, RESTORABLE) or kwargs["at"] not in keys:
            raise Http404(_("There is nothing to restore."))
        self.latest = keys[-1]

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        """Make the draft, or say why there can't be one."""
        try:
            draft = restore_moment(
                record=self.record,
                at=moment(self.kwargs["at"]),
                actor=self.request.user,
                reason=form.cleaned_data["reason"],
                on=today(),
            )
        except Refusal as error:
            form.add_error(None, ValidationError(refusal_words(error)))
            return self.form_invalid(form)
        return redirect("desk-draft", pk=draft.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what would become different from now."""
        record = self.record
        owned = OWNED.get(type(record), [])
        return super().get_context_data(**kwargs) | {
            "record": record,
            "kind": record._meta.verbose_name,
            "at": moment(self.kwargs["at"]),
            "changes": changes_between(record, owned, self.latest, self.kwargs["at"]),
        }
