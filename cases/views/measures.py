"""Measures of a case: recording what was ordered, serving, extending, cancelling, and breach."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cases import door, law_door, law_facts, permissions, record, states
from cases.actions import measures, service
from cases.choices import Deed, Section
from cases.duty_forms import BreachForm, ExtendForm, MeasureForm, ReasonForm, ServeForm, ServiceForm
from cases.law_choices import BREACHED, UntilSource
from cases.law_panel import pinned_by_event
from cases.law_words import event_time, event_title, wall_time
from cases.views.pages import CasePage
from cases.views.recording import RecordingView
from kbase.localised import localised


class MeasureView(CasePage):
    """One measure: what was ordered, its term and where that comes from, its breaches."""

    template_name = "cases/measure.html"
    section = Section.MEASURES
    part = "work-duties"

    @cached_property
    def measure(self) -> Any:
        return law_door.measure_for(self.request.user, self.kwargs["case_id"], self.kwargs["record_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, case, measure = self.request.user, self.case, self.measure
        record.note(Deed.READ, measure)
        events = list(law_door.events_with_former(user, case).filter(measure=measure))
        breaches = [event for event in events if event.kind.slug == BREACHED]
        pins = pinned_by_event(law_door.pins_of(user, case).filter(event__in=[each.pk for each in breaches]))
        return super().get_context_data(
            measure=measure,
            title=localised(measure.norm, "name"),
            facts=law_facts.measure_facts(measure, today=timezone.localdate()),
            conditions=door.opened(measure, "conditions"),
            breaches=[(each, event_time(each), pins[each.pk]) for each in breaches],
            events=[(each, event_title(each.kind), event_time(each)) for each in events
                    if each not in breaches],
            corrected=law_facts.corrections(events),
            duties=law_facts.duty_cards(law_door.duties_of_events(user, case, events)),
            flags=law_facts.flag_rows(law_door.flags_in(user, case).filter(measure=measure)),
            may_settle=law_door.may_settle(user, case),
            deeds=self.deeds(),
            **kwargs,
        )  # fmt: skip

    def deeds(self) -> list[tuple[str, Any]]:
        """Return what this person may do with the measure as it stands: address and words."""
        if not law_door.may_record(self.request.user, self.case, permissions.MEASURE):
            return []
        after, status = states.MEASURE[self.measure.status], self.measure.status
        offered = [
            ("work-measure-serve", _("It was served"), states.IN_FORCE in after),
            ("work-measure-breach", _("It was breached"), status in states.RUNNING_MEASURE),
            ("work-measure-extend", _("It was extended"), states.EXTENDED in after),
            ("work-measure-cancel", _("It was cancelled"), states.CANCELLED in after),
            ("work-measure-service", _("Correct the service"), self.measure.has_own_service),
        ]
        return [(reverse(page, args=(self.case.pk, self.measure.pk)), words)
                for page, words, may in offered if may]  # fmt: skip


class MeasureNewView(RecordingView):
    """Record a measure: the law of the day on which it was issued says what could be ordered."""

    looks_at = "casemeasure"
    form_class = MeasureForm
    template_name = "cases/measure_new.html"
    part = "work-duties"
    section = Section.MEASURES
    thing = permissions.MEASURE
    title = _("Record a measure")
    submit = _("Record")

    def get_form_kwargs(self) -> dict[str, Any]:
        place = self.chosen_place()
        norms = law_door.norms_on(self.chosen_day(), place) if place else law_door.no_norms()
        offered = {
            "norms": norms,
            "jurisdictions": law_door.jurisdictions(),
            "roles": law_door.issuing_roles(),
        }
        return super().get_form_kwargs() | offered

    def chosen_day(self) -> dt.date:
        """The day that was sent, else today."""
        try:
            return dt.date.fromisoformat(self.request.POST.get("day", ""))
        except ValueError:
            return timezone.localdate()

    def chosen_place(self) -> Any:
        """The jurisdiction that was sent, else the usual one."""
        sent = self.request.POST.get("jurisdiction", "")
        if sent.isdecimal():
            return law_door.jurisdictions().filter(pk=sent).first()
        return law_door.usual_jurisdiction(self.request.user, self.case)

    def get_initial(self) -> dict[str, Any]:
        return {"jurisdiction": self.chosen_place(), "day": timezone.localdate()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what could be ordered on another day, keeping what was typed; or record."""
        if "look" not in request.POST:
            return super().post(request, *args, **kwargs)
        given = self.get_form_kwargs()
        unsent = {name: given[name] for name in ("norms", "jurisdictions", "roles")}
        form = MeasureForm(initial=request.POST.dict(), **unsent)
        return self.render_to_response(self.get_context_data(form=form))

    def act(self, data: dict[str, Any]) -> None:
        made = measures.record_measure(
            actor=self.request.user, case_id=self.case.pk, norm=data["norm"], issued=self.form.moment,
            issuer=data["issuer"], conditions=data["conditions"], document=data["document"],
        )  # fmt: skip
        self.made = reverse("work-measure", args=(self.case.pk, made.pk))


class OfMeasureView(RecordingView):
    """A form about one measure."""

    part = "work-duties"
    section = Section.MEASURES
    thing = permissions.MEASURE

    @cached_property
    def measure(self) -> Any:
        return law_door.measure_for(self.request.user, self.kwargs["case_id"], self.kwargs["record_id"])

    def check_access(self) -> None:
        super().check_access()
        _measure = self.measure

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.zone = self.measure.norm.version.provision.law.jurisdiction.timezone
        return form

    def get_initial(self) -> dict[str, Any]:
        return {"seen": self.measure.row_version}

    def standing(self) -> tuple[int, list[dict[str, Any]]]:
        del self.measure  # as it is now
        return self.measure.row_version, law_facts.measure_facts(self.measure, today=timezone.localdate())

    def get_success_url(self) -> str:
        page = reverse("work-measure", args=(self.kwargs["case_id"], self.kwargs["record_id"]))
        return self.made or page


class ServeView(OfMeasureView):
    """It was served: it is in force from that day."""

    form_class = ServeForm
    title = _("It was served")
    lead = _("From the day of service it is in force, and the clocks of the law start.")
    submit = _("Record")

    def act(self, data: dict[str, Any]) -> None:
        measures.serve_measure(
            actor=self.request.user, measure_id=self.measure.pk, served=self.form.moment,
            last=self.form.last, seen=data["seen"],
        )  # fmt: skip


class ServiceView(OfMeasureView):
    """It was served at another time than was recorded."""

    form_class = ServiceForm
    title = _("Correct the service")
    lead = _("Term and duties are counted anew. What is done and due as before stays done; the former stays.")
    submit = _("Save the correction")

    def get_initial(self) -> dict[str, Any]:
        measure = self.measure
        at = wall_time(measure.served_at, measure.norm.version.provision.law.jurisdiction.timezone)
        by_rule = measure.until_source == UntilSource.RULE
        return super().get_initial() | {
            "day": at and at.date(), "time": at and at.time(), "source": measure.until_source,
            "last_day": None if by_rule else measure.until_on,
        }  # fmt: skip

    def act(self, data: dict[str, Any]) -> None:
        service.correct_service(
            actor=self.request.user, measure_id=self.measure.pk, served=self.form.moment,
            reason=data["why"], last=self.form.last, seen=data["seen"],
        )  # fmt: skip


class ExtendView(OfMeasureView):
    """It goes on: another measure follows the day after the last one."""

    form_class = ExtendForm
    title = _("It was extended")
    lead = _("The former stays as it was; the extension follows the day after its last one.")
    submit = _("Record")

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"source": UntilSource.COURT}

    def act(self, data: dict[str, Any]) -> None:
        made = measures.extend_measure(
            actor=self.request.user, measure_id=self.measure.pk, decided=self.form.moment,
            last=self.form.last, seen=data["seen"],
        )  # fmt: skip
        self.made = reverse("work-measure", args=(self.case.pk, made.pk))


class CancelView(OfMeasureView):
    """A court or a prosecutor cancelled it."""

    form_class = ReasonForm
    title = _("It was cancelled")
    lead = _("By a court or a prosecutor: say by which decision.")
    submit = _("Record")

    def act(self, data: dict[str, Any]) -> None:
        measures.cancel_measure(
            actor=self.request.user, measure_id=self.measure.pk, reason=data["reason"], seen=data["seen"]
        )


class BreachView(OfMeasureView):
    """It was breached: the provision that punishes it is pinned as of that day."""

    form_class = BreachForm
    title = _("It was breached")
    lead = _("The measure stays in force. The provision that punishes the breach is noted as of its day.")
    submit = _("Record")

    def act(self, data: dict[str, Any]) -> None:
        event = measures.breach_measure(
            actor=self.request.user, measure_id=self.measure.pk, moment=self.form.moment,
            detail=data["detail"],
        )  # fmt: skip
        self.made = reverse("work-event", args=(self.case.pk, event.pk))
