"""Who looked at and did what: for leads about their cases, for auditors about their organisation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.utils.text import capfirst
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from cases import door, permissions, record, team
from cases.audit_forms import LogFilterForm
from cases.choices import Deed, Role
from cases.names import name_of
from cases.querysets import GRANT
from cases.summaries import work_summary
from cases.views.pages import CasePage
from kbase.localised import Localised
from kbase.localised_formats import day_text
from kbase.tables import Cell, Column
from legislation.exports.response import export_response
from legislation.exports.summary import Column as ExportColumn
from legislation.exports.summary import Row, Table

PER_PAGE = 50
MOST_EXPORTED = 100_000
COLUMNS = (_("When"), _("Who"), _("What"), _("Purpose"), _("Result"), _("Record"))


class LogView(TemplateView):
    """The record of an organisation, without content: an auditor sees identities of records, no numbers."""

    template_name = "cases/log.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        check_auditor(self.request.user)
        form, events = asked_for(self.request)
        return super().get_context_data(**listed(events, self.request.GET.get("page")), form=form, **kwargs)


class CaseLogView(CasePage):
    """Who looked at this case."""

    template_name = "cases/log.html"
    level = GRANT

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record.note_ids(Deed.LISTED, case_id=self.case.pk, kind="accessevent")
        events = door.events_about_cases_of(self.request.user).filter(case_id=self.case.pk)
        return super().get_context_data(**listed(events, self.request.GET.get("page")), **kwargs)


class AlarmsView(TemplateView):
    """Who read unusually many cases within an hour."""

    template_name = "cases/alarms.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        if not {Role.AUDITOR, Role.SUPERVISOR} & {member.role for member in door.memberships_of(user)}:
            raise permissions.NotAllowed("record: alarms")
        return super().get_context_data(
            columns=[Column(gettext("When")), Column(gettext("Who"))],
            rows=[row(alarm)[:2] for alarm in team.alarms_for(user)],
            **kwargs,
        )


@require_safe
def export_log(request: HttpRequest) -> HttpResponseBase:
    """Give the record as it was filtered, as CSV; that somebody took it is recorded too."""
    check_auditor(request.user)
    _form, events = asked_for(request)
    record.note_ids(Deed.EXPORTED, kind="accessevent")
    lines = list(lines_of(events.order_by("at")[:MOST_EXPORTED]))
    names = ("at", "who", "what", "purpose", "result", "kind", "record")
    table = Table([ExportColumn(name, name) for name in names], lines)
    title = gettext("Record of accesses")
    return export_response(
        work_summary(slug="record-of-accesses", title=title, on=localdate(), blocks=[table]), "csv"
    )


def check_auditor(user: Any) -> None:
    """Refuse whoever audits nothing."""
    if Role.AUDITOR not in {membership.role for membership in door.memberships_of(user)}:
        raise permissions.NotAllowed("record: read")


def asked_for(request: HttpRequest) -> tuple[LogFilterForm, Any]:
    """Return the filter and the events it leaves."""
    form = LogFilterForm(request.GET or None, people=door.people_audited_by(request.user))
    return form, form.filtered(door.events_audited_by(request.user))


def lines_of(events: Any) -> Iterator[Row]:
    """Yield codes and identities, as they are kept."""
    for event in events:
        yield Row(
            [
                localtime(event.at).isoformat(timespec="seconds"), name_of(event.actor), event.deed,
                event.purpose, event.result, event.object_kind, str(event.object_id or ""),
            ]
        )  # fmt: skip


def listed(events: Any, number: str | None) -> dict[str, Any]:
    """Return a page of events as a table."""
    page = Paginator(events.order_by("-at"), PER_PAGE).get_page(number)
    return {
        "page": page,
        "columns": [Column(str(word)) for word in COLUMNS],
        "rows": [row(event) for event in page],
    }


def row(event: Any) -> list[Cell]:
    return [
        Cell(text=f"{day_text(localtime(event.at).date())}, {localtime(event.at):%H:%M}"),
        Cell(text=name_of(event.actor)),
        Cell(text=event.get_deed_display()),
        Cell(text=event.get_purpose_display()),
        Cell(text=event.get_result_display()),
        Cell(text=capfirst(kind_words(event.object_kind)), note=mark_of(event.object_id)),
    ]


def kind_words(kind: str) -> str:
    """Name the kind of a record; what is no record (a board, a table) keeps its code."""
    try:
        return str(apps.get_model("cases", kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return kind


def mark_of(object_id: Any) -> Localised | str:
    """Return the first letters of an identity, in order in Urdu too."""
    return Localised(str(object_id)[:8], "en") if object_id else ""
