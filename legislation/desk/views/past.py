"""The history of any record: who changed what, when and why; two moments compared field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from legislation.desk.access import DeskMixin
from legislation.editing.copying import NORMS
from legislation.history import Change, Owned, changes_between, history_of
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

OWNED: dict[type[models.Model], list[Owned]] = {
    ProvisionVersion: [Owned(ProvisionText, "version"), *(Owned(model, "version") for model in NORMS)],
    Amendment: [Owned(ProvisionVersion, "amendment"), Owned(Effect, "amendment")],
    Provision: [Owned(ProvisionVersion, "provision"), Owned(CrossReference, "from_provision")],
    Law: [Owned(LawAlias, "law"), Owned(LawSource, "law"), Owned(Amendment, "law")],
}


@dataclass(frozen=True)
class Compared:
    """What differs between two moments."""

    changes: list[Change]


class HistoryView(DeskMixin, TemplateView):
    """What happened to a record and to what belongs to it."""

    template_name = "desk/history.html"

    def find(self) -> models.Model:
        """Find a record of a kind whose history is kept."""
        try:
            model = apps.get_model("legislation", self.kwargs["kind"])
        except LookupError as error:
            raise Http404(_("There is no history of that.")) from error
        if not hasattr(model, "pgh_event_model"):
            raise Http404(_("There is no history of that."))
        found = model._base_manager.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404(_("There is no such record."))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List the entries, and compare two of them where two are chosen."""
        record = self.find()
        owned = OWNED.get(type(record), [])
        chosen = [value for value in self.request.GET.getlist("at") if value.isdigit()][:2]
        moments = list(
            type(record)
            .pgh_event_model._base_manager.filter(pgh_obj=record.pk)  # type: ignore[attr-defined]
            .order_by("pgh_id")
            .values_list("pgh_id", "pgh_created_at")
        )
        compared = None
        if len(chosen) == 2:
            first, second = sorted(map(int, chosen))
            compared = Compared(changes_between(type(record), record.pk, first, second))
        return super().get_context_data(**kwargs) | {
            "record": record,
            "kind": record._meta.verbose_name,
            "entries": history_of(record, owned),
            "moments": moments,
            "chosen": list(map(int, chosen)),
            "compared": compared,
        }
