"""The plan of a case: goals, who sees to them, tasks, and when somebody may be reached."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import care_door, door, record, states
from cases.actions import plans, tasks
from cases.choices import Deed, Section
from cases.querysets import DECIDE, WRITE
from cases.views.merging import MergingFormView
from cases.views.notes import who
from cases.views.pages import CaseFormView, CasePage
from cases.work_forms import PlanItemEditForm, PlanItemForm, ProgressForm, SettleForm, TaskForm


class PlanView(CasePage):
    """Goals and tasks, what is open first."""

    template_name = "cases/plan.html"
    section = Section.PLAN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, today = self.request.user, timezone.localdate()
        record.note_ids(Deed.READ, case_id=self.case.pk, kind="planitem")
        items = [
            {"item": item, "goal": door.opened(item, "goal"), "outcome": door.opened(item, "outcome"),
             "owner": who(item.owner.user), "is_open": item.status in (states.PLANNED, states.UNDER_WAY),
             "is_late": item.due_on < today}
            for item in care_door.plan_items_of(user, self.case)
        ]  # fmt: skip
        return super().get_context_data(
            items=sorted(items, key=lambda each: not each["is_open"]),
            tasks=sorted(
                (task_row(task, today) for task in care_door.tasks_of(user, self.case)),
                key=lambda each: not each["is_open"],
            ),
            may_write=door.may_use(user, self.case.pk, section=Section.PLAN, level=WRITE),
            may_settle=door.may_use(user, self.case.pk, section=Section.PLAN, level=DECIDE),
            **kwargs,
        )


def task_row(task: Any, today: Any) -> dict[str, Any]:
    """Return a task as pages print it, with what is sealed in it opened."""
    return {
        "task": task,
        "what": door.opened(task, "what"),
        "outcome": door.opened(task, "outcome"),
        "assignee": who(task.assignee.user) if task.assignee else "",
        "is_open": task.status == states.OPEN,
        "is_late": task.status == states.OPEN and task.due_on < today,
    }


class OfPlan(CaseFormView):
    """A form that leads back to the plan."""

    section = Section.PLAN
    part = "work-plan"

    def workers(self) -> Any:
        return care_door.workers_on(self.request.user, self.case)

    def own_place(self) -> Any:
        return care_door.own_place_on(self.request.user, self.case)


class PlanItemNewView(OfPlan):
    """Add a goal."""

    form_class = PlanItemForm
    title = _("Add a goal")
    lead = _("What she or he wants, not what we think is best.")
    submit = _("Add")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"workers": self.workers(), "initial": {"owner": self.own_place()}}

    def act(self, data: dict[str, Any]) -> None:
        plans.add_plan_item(actor=self.request.user, case_id=self.case.pk, **data)


class OfItem(OfPlan):
    """A form about an item that is still to be seen to."""

    looks_at = "planitem"

    @cached_property
    def item(self) -> Any:
        return care_door.plan_item_for(self.request.user, self.case.pk, self.kwargs["record_id"])

    def check_access(self) -> None:
        _case, _item = self.case, self.item


class PlanItemEditView(OfItem, MergingFormView):
    """Change a goal."""

    form_class = PlanItemEditForm
    title = _("Change a goal")
    submit = _("Save")

    def get_form_kwargs(self) -> dict[str, Any]:
        initial = {
            "goal": door.opened(self.item, "goal"), "service_kind": self.item.service_kind,
            "owner": self.item.owner_id, "due_on": self.item.due_on, "row_version": self.item.row_version,
        }  # fmt: skip
        return super().get_form_kwargs() | {"workers": self.workers(), "initial": initial}

    def act(self, data: dict[str, Any]) -> None:
        plans.edit_plan_item(actor=self.request.user, item_id=self.item.pk, **data)

    def theirs(self, row: Any) -> list[tuple[str, str]]:
        return [
            (gettext("Goal, in her or his own words"), door.opened(row, "goal")),
            (gettext("Which help"), row.get_service_kind_display()),
        ]


class PlanItemMoveView(OfItem):
    """Say how far a goal is."""

    form_class = ProgressForm
    title = _("How far is it?")
    submit = _("Save")

    def act(self, data: dict[str, Any]) -> None:
        plans.move_plan_item(actor=self.request.user, item_id=self.item.pk, **data)


class TaskNewView(OfPlan):
    """Give a task."""

    form_class = TaskForm
    title = _("Give a task")
    submit = _("Give the task")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "workers": self.workers(),
            "parties": door.parties_of(self.request.user, self.case),
            "initial": {"assignee": self.own_place()},
        }

    def act(self, data: dict[str, Any]) -> None:
        about = tasks.About(what=data["what"], party=data["party"])
        tasks.add_task(
            actor=self.request.user, case_id=self.case.pk, kind=data["kind"], about=about,
            assignee=data["assignee"], due_on=data["due_on"],
        )  # fmt: skip


class TaskSettleView(OfPlan):
    """Say that a task is done, or what a supervisor decided."""

    looks_at = "task"
    form_class = SettleForm
    level = DECIDE
    title = _("Settle a task")
    submit = _("Save")

    @cached_property
    def task(self) -> Any:
        return care_door.task_for(self.request.user, self.case.pk, self.kwargs["record_id"])

    def check_access(self) -> None:
        _case, _task = self.case, self.task

    def act(self, data: dict[str, Any]) -> None:
        tasks.settle_task(actor=self.request.user, task_id=self.task.pk, **data)
        messages.success(self.request, gettext("The task is settled."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"lead": self.task.get_kind_display()}
