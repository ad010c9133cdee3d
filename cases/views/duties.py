"""Duties of a case: the list, one of them with its working, and what becomes of it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cases import door, law_door, law_facts, permissions, record, states
from cases.actions import duties
from cases.choices import Deed, Section
from cases.duty_forms import DoneForm, OverrideForm, ReasonForm, WaiveForm
from cases.law_choices import FlagKind
from cases.law_words import length_words, zone_of_duty
from cases.moments import instant_of
from cases.views.pages import REFUSALS, CaseFormView, CasePage, refusal_words
from legislation.clock_rows import clock_row
from legislation.clock_words import moment_text, trace_words
from legislation.labels import provision_label


class DutiesView(CasePage):
    """What is to be done, the least time left first; the measures taken; what was done."""

    template_name = "cases/duties.html"
    section = Section.MEASURES

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, case = self.request.user, self.case
        record.note_ids(Deed.LISTED, case_id=case.pk, kind="caseduty")
        cards = law_facts.duty_cards(law_door.duties_of(user, case))
        return super().get_context_data(
            to_do=[card for card in cards if card.duty.status in states.OPEN_DUTY],
            over=[card for card in cards if card.duty.status not in states.OPEN_DUTY],
            measures=law_facts.measure_cards(law_door.measures_of(user, case), today=timezone.localdate()),
            reports=[
                (each, provision_label(each.version.provision), length_words(each.elapsed))
                for each in law_door.reports_of(user, case)
            ],
            flags=law_facts.flag_rows(law_door.flags_in(user, case)),
            may_settle=law_door.may_settle(user, case),
            may_record=law_door.may_record(user, case, permissions.MEASURE),
            **kwargs,
        )


# Which deed leads a duty to which state; override leads to none.
STATES = {duties.COMPLETE: states.DONE, duties.WAIVE: states.WAIVED, duties.REOPEN: states.DUTY_REOPENED}
PAGES = {
    duties.COMPLETE: "work-duty-done",
    duties.OVERRIDE: "work-duty-time",
    duties.WAIVE: "work-duty-waive",
    duties.REOPEN: "work-duty-again",
}
WORDS = {
    duties.COMPLETE: _("It is done"),
    duties.OVERRIDE: _("Set another time"),
    duties.WAIVE: _("Waive it"),
    duties.REOPEN: _("It was not done after all"),
}


def is_possible(duty: Any, deed: str) -> bool:
    """Whether a duty as it stands can take a deed."""
    if deed in STATES:
        return STATES[deed] in states.DUTY[duty.status]
    return duty.status in states.OPEN_DUTY


class DutyView(CasePage):
    """One duty: what the law says, when it is due and why, and how it stands."""

    template_name = "cases/duty.html"
    section = Section.MEASURES
    part = "work-duties"

    @cached_property
    def duty(self) -> Any:
        return law_door.duty_for(self.request.user, self.kwargs["case_id"], self.kwargs["record_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, case, duty = self.request.user, self.case, self.duty
        record.note(Deed.READ, duty)
        (card,) = law_facts.duty_cards([duty])
        flags = list(law_door.flags_in(user, case).filter(duty=duty))
        changed = any(flag.kind == FlagKind.RULE_CHANGED for flag in flags)
        return super().get_context_data(
            duty=duty,
            card=card,
            counted=moment_text(duty.due_local),
            steps=trace_words(duty.calc_trace),
            clock=clock_row(duty.clock.duty, suffix=f"?on={duty.chosen_from.isoformat()}"),
            facts=law_facts.duty_facts(duty),
            override_reason=door.opened(duty, "override_reason"),
            replaced_by=law_door.duty_seen(user, case, duty.replaced_by_id),
            replaces=list(law_door.duties_of(user, case).filter(replaced_by=duty)),
            flags=law_facts.flag_rows(flags),
            may_settle=law_door.may_settle(user, case),
            deeds=self.deeds(),
            may_accept=changed and is_possible(duty, duties.REPLACE)
            and duties.may(user, case, duties.REPLACE),
            **kwargs,
        )  # fmt: skip

    def deeds(self) -> list[tuple[str, Any]]:
        """Return what this person may do with the duty as it stands: address and words."""
        offered = [
            deed
            for deed in PAGES
            if is_possible(self.duty, deed) and duties.may(self.request.user, self.case, deed)
        ]
        return [(reverse(PAGES[deed], args=(self.case.pk, self.duty.pk)), WORDS[deed]) for deed in offered]


class DeedView(CaseFormView):
    """A form about one duty."""

    looks_at = "caseduty"
    template_name = "cases/duty_deed.html"
    part = "work-duties"
    section = Section.MEASURES
    deed = duties.COMPLETE

    @cached_property
    def level(self) -> str:  # type: ignore[override]
        return duties.NEEDS[self.deed][0]

    @cached_property
    def duty(self) -> Any:
        return law_door.duty_for(self.request.user, self.kwargs["case_id"], self.kwargs["record_id"])

    def check_access(self) -> None:
        _case, _duty = self.case, self.duty
        if not duties.may(self.request.user, self.case, self.deed):
            raise door.NotThere

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead back to the duty where it can no longer take the deed."""
        if not is_possible(self.duty, self.deed):
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"seen": self.duty.row_version}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.zone = zone_of_duty(self.duty)
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        (card,) = law_facts.duty_cards([self.duty])
        return super().get_context_data(**{"card": card} | kwargs)

    def standing(self) -> tuple[int, list[dict[str, Any]]]:
        del self.duty  # as it is now
        return self.duty.row_version, law_facts.duty_standing(self.duty)

    def get_success_url(self) -> str:
        return reverse("work-duty", args=(self.kwargs["case_id"], self.kwargs["record_id"]))

    def instant(self, moment: Any) -> dt.datetime:
        """The instant of a local time of the duty's place."""
        return instant_of(moment, zone_of_duty(self.duty))


class DoneView(DeedView):
    """It is done, and this proves it."""

    form_class = DoneForm
    title = _("It is done")
    lead = _("Say what proves it: whoever checks later has only this.")
    submit = _("Done")

    def act(self, data: dict[str, Any]) -> None:
        duties.complete_duty(
            actor=self.request.user, duty_id=self.duty.pk, evidence=data["evidence"],
            done_at=self.instant(self.form.done) if self.form.done else None, seen=data["seen"],
        )  # fmt: skip


class TimeView(DeedView):
    """Another time, beside the one that was counted."""

    form_class = OverrideForm
    deed = duties.OVERRIDE
    title = _("Set another time")
    lead = _("The time that was counted stays beside it, with your reason.")
    submit = _("Set")

    def act(self, data: dict[str, Any]) -> None:
        duties.override_duty(
            actor=self.request.user, duty_id=self.duty.pk, due_at=self.instant(self.form.moment),
            reason=data["reason"], seen=data["seen"],
        )  # fmt: skip


class WaiveView(DeedView):
    """Let a duty be, under a provision."""

    form_class = WaiveForm
    deed = duties.WAIVE
    title = _("Waive it")
    lead = _("A waived duty can't be opened again. Name the provision that allows it.")
    submit = _("Waive")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"provisions": law_door.provisions_of_law(self.duty)}

    def act(self, data: dict[str, Any]) -> None:
        duties.waive_duty(
            actor=self.request.user, duty_id=self.duty.pk, reason=data["reason"],
            under=self.form.provision, seen=data["seen"],
        )  # fmt: skip


class AgainView(DeedView):
    """What was held to be done was not."""

    form_class = ReasonForm
    deed = duties.REOPEN
    title = _("It was not done after all")
    lead = _("It is to be done again; the clock did not stop.")
    submit = _("Open again")

    def act(self, data: dict[str, Any]) -> None:
        duties.reopen_duty(
            actor=self.request.user, duty_id=self.duty.pk, reason=data["reason"], seen=data["seen"]
        )


@require_POST
def accept(request: HttpRequest, case_id: UUID, record_id: UUID) -> HttpResponse:
    """Count a duty anew by the version of the law that holds now; lead to the one in its place."""
    case = door.case_for(request.user, case_id, section=Section.MEASURES, level="write")
    duty = law_door.duty_for(request.user, case_id, record_id)
    if not duties.may(request.user, case, duties.REPLACE):
        raise door.NotThere
    made = None
    try:
        made = duties.accept_rule_change(actor=request.user, duty_id=duty.pk)
    except REFUSALS as error:
        messages.error(request, refusal_words(error))
    else:
        if made is None:
            messages.warning(request, gettext("No rule, or no clear one, holds for that date any more."))
    return redirect("work-duty", case_id, made.pk if made else duty.pk)
