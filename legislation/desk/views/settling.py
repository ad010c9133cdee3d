"""A conflict between the reference data and an editor: both versions of each field, and a choice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from legislation.desk.access import EditorMixin, Refusal, refusal_words, said
from legislation.desk.forms.small import ReasonForm
from legislation.editing.conflicts import decide_conflict, record_of
from legislation.editing.taking import current_of, may_be_taken, version_of
from legislation.loading.parts import taking_of
from legislation.models import ChangeRequest, ProvisionVersion, ReferenceConflict


class ConflictView(EditorMixin, DetailView):
    """Settle it field by field."""

    template_name = "desk/conflict.html"
    context_object_name = "conflict"
    queryset = ReferenceConflict.objects.filter(decided_at=None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the choices; where they can't be taken, say why."""
        self.object = conflict = self.get_object()
        chosen = [
            difference["field"]
            for difference in conflict.differences
            if request.POST.get(f"field-{difference['field']}") == "data"
        ]
        try:
            made = decide_conflict(
                conflict=conflict, from_data=chosen, actor=request.user, at=timezone.now(),
                reason=said(request, "reason"),
            )  # fmt: skip
        except Refusal as error:
            for words in refusal_words(error):
                messages.error(request, words)
            return redirect("desk-conflict", pk=conflict.pk)
        return self.lead_on(made)

    def lead_on(self, made: models.Model | None) -> HttpResponse:
        """Go to what has to be reviewed, else back to the list."""
        own = taking_of(made)
        if made is not None and (own is not None or isinstance(made, ProvisionVersion)):
            messages.success(
                self.request,
                _("The data's values are in this correction. Look at it and send it to review."),
            )
            return redirect(own.address(made)) if own else redirect("desk-draft", pk=made.pk)
        messages.success(self.request, _("Settled. The loader leaves it alone until the data change again."))
        if isinstance(made, ChangeRequest):
            return redirect("desk-request", pk=made.pk)
        return redirect("desk-list", key="conflicts")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the record is, whether it is published law, and which values may be taken."""
        record = record_of(self.object)
        version, own = version_of(record), taking_of(record)
        published = current_of(version) if version is not None and version.state != "draft" else None
        fields = [
            (difference, _label(record, difference["field"]), may_be_taken(record, difference["field"]))
            for difference in self.object.differences
        ]
        return super().get_context_data(**kwargs) | {
            "record": record,
            "kind": record._meta.verbose_name if record else self.object.model,
            "published": published,
            "address": own.address(record) if own is not None and record is not None else "",
            "fields": fields,
            "form": ReasonForm(initial={"reason": _("Brought in line with its source.")}),
        }


def _label(record: models.Model | None, name: str) -> str:
    """Name a field for the editor; a translation by its language."""
    if record is None:
        return name
    plain = next((field.name for field in record._meta.concrete_fields if field.attname == name), name)
    try:
        return str(getattr(record._meta.get_field(plain), "verbose_name", name))
    except FieldDoesNotExist:
        return name
