"""The supervisor's board: numbers and codes, nothing about anyone in a case."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cases import door, permissions, record, sharing_door, states, team
from cases.actions import emergencies
from cases.choices import Deed, Risk
from cases.names import name_of
from kbase.localised import Localised
from kbase.localised_formats import number_text
from kbase.tables import Cell, Column

PER_PAGE = 40
CASES = (_("Case"), _("Danger"), _("Lead"), _("Status"), _("Overdue"))
DANGERS = (Risk.IMMEDIATE, Risk.HIGH, Risk.MEDIUM, Risk.STANDARD, Risk.UNKNOWN)
LOADS = (_("Person"), *[risk.label for risk in DANGERS], _("Overdue"))


class BoardView(TemplateView):
    """What waits for the supervisor, the team's load, and the cases, greatest danger first."""

    template_name = "cases/board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        permissions.check(user, permissions.WRITE, permissions.MEMBER)
        page = Paginator(team.by_danger(user), PER_PAGE).get_page(self.request.GET.get("page"))
        record.note_ids(Deed.LISTED, kind="board")
        return super().get_context_data(
            page=page,
            columns=columns(CASES, numbers_from=4),
            rows=[case_row(case) for case in page],
            load_columns=columns(LOADS, numbers_from=1),
            load_rows=[load_row(load) for load in team.loads(user)],
            waiting=[line for line in waiting_for(user) if line[0]],
            **kwargs,
        )


def waiting_for(user: Any) -> list[tuple[int, Any, str]]:
    """Return what waits for a supervisor: how many, what, and where it is done."""
    approved = door.emergencies_about_cases_of(user).filter(status=states.APPROVED)
    found = (
        (emergencies.to_decide(user), _("Emergency access to decide on"), "work-urgent"),
        (approved.exclude(membership__user=user), _("Emergency access to review"), "work-urgent"),
        (sharing_door.approvals_waiting_for(user), _("Approvals to decide on"), "work-approvals"),
        (team.waiting_to_be_closed(user), _("Cases waiting to be closed"), "work-board"),
        (team.cases_left(user), _("Cases of people who left or leave"), "work-members"),
        (door.law_flags_of(user), _("Places where the law changed or is unclear"), "work-law-changes"),
        (team.alarms_for(user), _("Alarms about reading within the last 30 days"), "work-alarms"),
        (door.dispositions().waiting(), _("Cases proposed for destruction"), "work-retention"),
    )
    waits = [(records.count(), words, reverse(page)) for records, words, page in found]
    left = _("Restricted cases of people who left, to agree on")
    return [*waits, (len(team.left_cases(user)), left, reverse("work-members"))]


def case_row(case: Any) -> list[Cell]:
    return [
        Cell(text=Localised(case.shown_number, "en"), url=reverse("work-item", args=(case.pk,))),
        Cell(text=case.get_risk_display()),
        Cell(text=name_of(case.lead.user)),
        Cell(text=case.get_status_display(), note=case.get_step_display()),
        Cell(text=number_text(case.overdue)),
    ]


def load_row(load: Any) -> list[Cell]:
    return [
        Cell(text=name_of(load.member.user), url=reverse("work-member", args=(load.member.pk,)),
             note=load.member.get_role_display()),
        *[Cell(text=number_text(load.by_danger.get(risk, 0))) for risk in DANGERS],
        Cell(text=number_text(load.overdue)),
    ]  # fmt: skip


def columns(words: Any, *, numbers_from: int) -> list[Column]:
    """Return headings; those from a place on are of numbers."""
    return [
        Column(str(word), kind="number" if place >= numbers_from else "text")
        for place, word in enumerate(words)
    ]
