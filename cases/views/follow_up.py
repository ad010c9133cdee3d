"""What a person herself has to follow up, for My day: tasks, goals, contact within safe hours, assessment."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import care_door, door
from cases.care_choices import TaskKind
from cases.safe_times import next_safe
from cases.views.contacting import moment_words
from kbase.localised import Localised
from kbase.localised_formats import day_text
from kbase.tables import Cell, Column

COLUMNS = (_("What must be followed up"), _("Case"), _("By"))
WORDS = 120
WITHIN = dt.timedelta(days=7)


def follow_up_table(user: Any) -> dict[str, Any]:
    """Return columns and rows: what is late or due first, codes of cases, no names."""
    today = timezone.localdate()
    rows = [(task.due_on, task_row(user, task, today)) for task in care_door.tasks_for_day_of(user)]
    rows += [
        (min(each.next_due_on, today), assessment_row(each, today))
        for each in care_door.reassessments_for_day_of(user, today)
    ]
    rows += [
        (item.due_on, goal_row(item, today)) for item in care_door.goals_for_day_of(user, today + WITHIN)
    ]
    return {
        "columns": [Column(str(word)) for word in COLUMNS],
        "rows": [row for _on, row in sorted(rows, key=lambda pair: pair[0])],
    }


def task_row(user: Any, task: Any, today: dt.date) -> list[Cell]:
    words = door.opened(task, "what")[:WORDS] or task.get_kind_display()
    lines = [task.party.code] if task.party_id else []
    if task.kind == TaskKind.CONTACT:
        lines.append(when_to_reach(user, task.party))
    return [
        Cell(text=words, lines=lines, url=where_to(task)), case_cell(task), Cell(text=by(task.due_on, today))
    ]  # fmt: skip


def goal_row(item: Any, today: dt.date) -> list[Cell]:
    where = reverse("work-goal-move", args=(item.case_id, item.pk))
    words = door.opened(item, "goal")[:WORDS]
    return [
        Cell(text=words, lines=[item.get_service_kind_display()], url=where),
        case_cell(item),
        Cell(text=by(item.due_on, today)),
    ]


def where_to(task: Any) -> str:
    """Return the page on which a task is done: reaching somebody, reading what is to be agreed to."""
    if task.kind == TaskKind.CONTACT:
        return reverse("work-person-reach", args=(task.case_id, task.party_id))
    if task.kind == TaskKind.LOWERING:
        return reverse("work-assessments", args=(task.case_id,))
    return reverse("work-task-settle", args=(task.case_id, task.pk))


def assessment_row(assessment: Any, today: dt.date) -> list[Cell]:
    where = reverse("work-assessments", args=(assessment.case_id,))
    words = gettext("Assess needs and danger again")
    if assessment.next_due_on > today:
        words = gettext("Assess needs and danger again: something happened since")
    return [
        Cell(text=words, lines=[assessment.party.code], url=where),
        case_cell(assessment),
        Cell(text=by(min(assessment.next_due_on, today), today)),
    ]


def when_to_reach(user: Any, party: Any) -> str:
    """Say when contact is next safe, as was agreed."""
    rule = care_door.rule_for(user, party)
    now = timezone.localtime().replace(tzinfo=None)
    moment = next_safe(care_door.safe_times(rule), now) if rule else None
    if moment is None:
        return gettext("No time is agreed at which contact is safe")
    if moment == now:
        return gettext("Now is within what was agreed")
    return gettext("Next safe from %(moment)s.") % {"moment": moment_words(moment)}


def case_cell(record: Any) -> Cell:
    number = Localised(record.case.shown_number, "en")
    return Cell(text=number, url=reverse("work-item", args=(record.case_id,)))


def by(on: dt.date, today: dt.date) -> str:
    return f"{day_text(on)} · {gettext('overdue')}" if on < today else day_text(on)
