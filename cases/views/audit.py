"""Who looked at and did what: for leads about their cases, for auditors about their organisation."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cases import door, permissions
from cases.choices import Role
from cases.querysets import GRANT
from cases.views.pages import CasePage
from kbase.localised_formats import day_text
from kbase.tables import Cell, Column

PER_PAGE = 50
COLUMNS = (_("When"), _("Who"), _("What"), _("Purpose"), _("Result"), _("Record"))


class LogView(TemplateView):
    """The record of an organisation, without content: an auditor sees identities of records, no numbers."""

    template_name = "cases/log.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        if Role.AUDITOR not in {membership.role for membership in door.memberships_of(user)}:
            raise permissions.NotAllowed("record: read")
        return super().get_context_data(
            **listed(door.events_audited_by(user), self.request.GET.get("page")), **kwargs
        )


class CaseLogView(CasePage):
    """Who looked at this case."""

    template_name = "cases/log.html"
    level = GRANT

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = door.events_about_cases_of(self.request.user).filter(case_id=self.case.pk)
        return super().get_context_data(**listed(events, self.request.GET.get("page")), **kwargs)


def listed(events: Any, number: str | None) -> dict[str, Any]:
    """Return a page of events as a table."""
    page = Paginator(events.order_by("-at"), PER_PAGE).get_page(number)
    return {
        "page": page,
        "columns": [Column(str(word)) for word in COLUMNS],
        "rows": [row(event) for event in page],
    }


def row(event: Any) -> list[Cell]:
    who = event.actor.get_full_name() or event.actor.get_username() if event.actor else ""
    return [
        Cell(text=f"{day_text(localtime(event.at).date())}, {localtime(event.at):%H:%M}"),
        Cell(text=who),
        Cell(text=event.get_deed_display()),
        Cell(text=event.get_purpose_display()),
        Cell(text=event.get_result_display()),
        Cell(text=f"{event.object_kind} {str(event.object_id or '')[:8]}".strip()),
    ]
