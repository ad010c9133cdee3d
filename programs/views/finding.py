"""Find one record by its slug."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.views.generic import DetailView


class FoundOr404(DetailView):
    """A record by its slug; where there is none, the answer says so in words."""

    not_found: Any = ""

    def get_object(self, queryset: QuerySet[Any] | None = None) -> Any:
        """Find the record."""
        found = (queryset or self.get_queryset()).filter(slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404(str(self.not_found))
        return found
