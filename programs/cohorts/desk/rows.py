"""Cohorts, applications and outcomes as rows of the officers' tables."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kbase.localised import localised
from kbase.localised_formats import day_text, number_text
from kbase.tables import Cell, Column
from programs.models import Outcome


def cohort_columns() -> list[Column]:
    """Give the columns of the list of cohorts."""
    return [
        Column(_("Cohort")),
        Column(_("State")),
        Column(_("Deadline")),
        Column(_("Applications"), kind="number"),
        Column(_("To decide"), kind="number"),
        Column(_("Places taken"), kind="number"),
        Column(_("Waiting"), kind="number"),
    ]


def cohort_row(cohort: Any) -> list[Cell]:
    """Give a cohort as a row; it comes with its programme and its counts."""
    return [
        Cell(
            localised(cohort, "name"),
            url=reverse("cohort-desk-cohort", args=(cohort.pk,)),
            note=localised(cohort.programme, "name"),
        ),
        Cell(cohort.get_state_display(), note=_("Made up, for trying out") if cohort.is_demo else ""),
        Cell(day_text(cohort.last_day_to_apply)),
        Cell(number_text(cohort.sent)),
        Cell(number_text(cohort.undecided)),
        Cell(_("%(taken)s of %(capacity)s") % {"taken": cohort.taken, "capacity": cohort.capacity}),
        Cell(number_text(cohort.waiting)),
    ]


def outcome_columns() -> list[Column]:
    """Give the columns of the list of outcomes that are due."""
    return [Column(_("Name")), Column(_("Cohort")), Column(_("Months after")), Column(_("Due on"))]


def outcome_row(outcome: Outcome) -> list[Cell]:
    """Give an outcome as a row; it comes with application, cohort and programme."""
    application = outcome.application
    return [
        Cell(application.name, url=reverse("cohort-desk-outcome", args=(outcome.pk,))),
        Cell(localised(application.cohort, "name")),
        Cell(str(outcome.months)),
        Cell(day_text(outcome.due_on)),
    ]
