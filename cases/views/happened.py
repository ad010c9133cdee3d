"""What happened: the timeline of a case, and the page of an incident and of an event."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from cases import door, law_door, law_facts, record
from cases.choices import Deed, Section
from cases.law_choices import MEASURE_SERVED, SERVED
from cases.law_panel import law_of_incidents, pinned_law
from cases.law_words import event_time, event_title, incident_time, name_of
from cases.timeline import timeline_of
from cases.views.pages import CasePage


class HappenedView(CasePage):
    """Everything with a date, in one list."""

    template_name = "cases/happened.html"
    section = Section.INCIDENTS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        record.note_ids(Deed.LISTED, case_id=self.case.pk, kind="incident")
        return super().get_context_data(
            timeline=timeline_of(user, self.case, now=timezone.now()),
            may_record=law_door.may_record(user, self.case),
            **kwargs,
        )


class IncidentView(CasePage):
    """One incident: what was recorded, and the law of its days."""

    template_name = "cases/incident.html"
    section = Section.INCIDENTS
    part = "work-happened"

    @cached_property
    def incident(self) -> Any:
        return law_door.incident_for(self.request.user, self.kwargs["case_id"], self.kwargs["record_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, incident = self.request.user, self.incident
        record.note(Deed.READ, incident)
        newer = law_door.correction_of(incident)
        return super().get_context_data(
            incident=incident,
            newer=newer,
            corrected_by=name_of(newer.created_by) if newer else "",
            when=incident_time(incident),
            facts=law_facts.incident_facts(incident),
            narrative=door.opened(incident, "narrative"),
            reason=door.opened(incident, "reason"),
            laws=law_of_incidents(user, self.case, [incident]),
            events=[
                (event, event_title(event.kind), event_time(event))
                for event in law_door.events_of(user, self.case).filter(incident=incident)
            ],
            flags=law_facts.flag_rows(law_door.flags_in(user, self.case).filter(incident=incident)),
            may_settle=law_door.may_settle(user, self.case),
            may_record=newer is None and law_door.may_record(user, self.case),
            **kwargs,
        )


class EventView(CasePage):
    """One event: what was recorded, the law it is about, and the duties it started."""

    template_name = "cases/event.html"
    section = Section.INCIDENTS
    part = "work-happened"

    @cached_property
    def event(self) -> Any:
        return law_door.event_for(self.request.user, self.kwargs["case_id"], self.kwargs["record_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, event = self.request.user, self.event
        record.note(Deed.READ, event)
        newer = law_door.correction_of(event)
        measure = law_door.measures_of(user, self.case).filter(pk=event.measure_id).first()
        return super().get_context_data(
            event=event,
            newer=newer,
            corrected_by=name_of(newer.created_by) if newer else "",
            title=event_title(event.kind),
            facts=law_facts.event_facts(event, measure),
            detail=door.opened(event, "detail"),
            reason=door.opened(event, "reason"),
            pins=pinned_law(law_door.pins_of(user, self.case).filter(event=event)),
            duties=law_facts.duty_cards(law_door.duties_of_events(user, self.case, [event])),
            correct_url=self.correct_url(measure),
            flags=law_facts.flag_rows(law_door.flags_in(user, self.case).filter(event=event)),
            may_settle=law_door.may_settle(user, self.case),
            may_record=newer is None and law_door.may_record(user, self.case),
            **kwargs,
        )

    def correct_url(self, measure: Any) -> str:
        """Where it is corrected: the service of a measure with the measure, since its term hangs on it."""
        event = self.event
        if measure and measure.has_own_service and event.kind.slug in (MEASURE_SERVED, *SERVED.values()):
            return reverse("work-measure-service", args=(self.case.pk, measure.pk))
        return reverse("work-event-correct", args=(self.case.pk, event.pk))
