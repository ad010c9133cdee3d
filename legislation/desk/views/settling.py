"""A conflict between the reference data and an editor: both versions of each field, and a choice."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from legislation.desk.access import EditorMixin, attempt
from legislation.editing.conflicts import decide_conflict, record_of, version_of
from legislation.models import ReferenceConflict


class ConflictView(EditorMixin, DetailView):
    """Settle it field by field."""

    template_name = "desk/conflict.html"
    context_object_name = "conflict"
    queryset = ReferenceConflict.objects.filter(decided_at=None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the choices; where they can't be taken, say why."""
        conflict = self.get_object()
        chosen = [
            difference["field"]
            for difference in conflict.differences
            if request.POST.get(f"field-{difference['field']}") == "data"
        ]
        done = attempt(
            request,
            lambda: decide_conflict(
                conflict=conflict, from_data=chosen, actor=request.user, at=timezone.now()
            ),
            _("Settled. The loader leaves it alone until the data change again."),
        )
        return redirect("desk-list", key="conflicts") if done else redirect("desk-conflict", pk=conflict.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what the record is, and whether it is published law."""
        record = record_of(self.object)
        version = version_of(record)
        published = version if version is not None and version.state != "draft" else None
        return super().get_context_data(**kwargs) | {"record": record, "published": published}
