"""My day: what is to be done by when, in all cases that a person sees."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.views.generic import TemplateView

from cases import door, my_day, record
from cases.choices import Deed
from cases.views.follow_up import follow_up_table

PER_PAGE = 40


class DayView(TemplateView):
    """Duties by the time that is left, read from the database's clock; codes of cases, no names."""

    template_name = "cases/day.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        page = Paginator(door.duties_for_day_of(user), PER_PAGE).get_page(self.request.GET.get("page"))
        record.note_ids(Deed.LISTED, kind="caseduty")
        parts = my_day.duty_parts(list(page))
        parts += [source(user, today) for source in my_day.SOURCES]
        return super().get_context_data(
            page=page,
            parts=[part for part in parts if part.rows],
            today=today,
            follow_up=follow_up_table(user),
            **kwargs,
        )
