"""Recording and correcting incidents and events."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import door, law_door, law_facts, permissions
from cases.actions import events, incidents
from cases.choices import CaseStatus, Section
from cases.law_choices import Known
from cases.law_forms import NO, YES, EventForm, IncidentForm
from cases.law_words import event_time, event_title, incident_time, wall_time
from cases.querysets import WRITE
from cases.views.pages import CaseFormView
from kbase.localised import localised


class RecordingView(CaseFormView):
    """A form for who may record what happened; it ends on the page of what was recorded."""

    part = "work-happened"
    section = Section.INCIDENTS
    thing = permissions.CASE
    made = ""

    def check_access(self) -> None:
        _ = self.case
        if not law_door.may_record(self.request.user, self.case, self.thing):
            raise door.NotThere

    def get_success_url(self) -> str:
        return self.made or super().get_success_url()


class IncidentNewView(RecordingView):
    """Record an incident."""

    looks_at = "incident"
    form_class = IncidentForm
    title = _("Record an incident")
    submit = _("Record")

    @property
    def lead(self) -> str:
        if self.case.status == CaseStatus.DRAFT:
            return gettext(
                "First say who will see what you are told, and what you may have to report; only then ask."
            )
        return gettext("Once recorded it is never changed: a correction takes its place, and both stay.")

    def get_form_kwargs(self) -> dict[str, Any]:
        offered = {
            "jurisdictions": law_door.jurisdictions(), "topics": law_door.kinds_of_violence(),
        }  # fmt: skip
        return super().get_form_kwargs() | offered

    def get_initial(self) -> dict[str, Any]:
        return {"jurisdiction": law_door.usual_jurisdiction(self.request.user, self.case)}

    def act(self, data: dict[str, Any]) -> None:
        made = incidents.record_incident(
            actor=self.request.user, case_id=self.case.pk, when=self.form.when, **self.form.facts
        )
        self.made = reverse("work-incident", args=(self.case.pk, made.pk))


class IncidentCorrectView(IncidentNewView):
    """Put a corrected incident in the place of one."""

    title = _("Correct an incident")
    submit = _("Save the correction")

    @cached_property
    def incident(self) -> Any:
        user, kept = self.request.user, self.kwargs
        return law_door.incident_for(user, kept["case_id"], kept["record_id"], level=WRITE)

    def check_access(self) -> None:
        super().check_access()
        _ = self.incident

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"corrects": True}

    def get_initial(self) -> dict[str, Any]:
        kept = self.incident
        zone = kept.jurisdiction.timezone
        start, end = wall_time(kept.starts_at, zone), wall_time(kept.ends_at, zone)
        exact = kept.known == Known.EXACT
        form = IncidentForm
        return {
            "jurisdiction": kept.jurisdiction, "known": kept.known,
            "day": start and start.date(), "time": (start and exact and start.time()) or None,
            "end_day": end and end.date(), "end_time": (end and exact and end.time()) or None,
            "lasted": form.ON if kept.goes_on else form.UNTIL if end else form.SINGLE,
            "kinds": kept.violence_types, "place_kind": kept.place_kind, "region": kept.region,
            "weapon": said(kept.weapon), "children_present": said(kept.children_present),
            "strangulation": said(kept.strangulation), "narrative": door.opened(kept, "narrative"),
        }  # fmt: skip

    def act(self, data: dict[str, Any]) -> None:
        made = incidents.correct_incident(
            actor=self.request.user, incident_id=self.incident.pk, reason=data["reason"],
            when=self.form.when, **self.form.facts,
        )  # fmt: skip
        self.made = reverse("work-incident", args=(self.case.pk, made.pk))

    def show_both(self, form: Any) -> Any:
        self.newest = newest(self.request.user, law_door.incident_for, self.incident)
        self.action = reverse("work-incident-correct", args=(self.case.pk, self.newest.pk))
        return super().show_both(form)

    def standing(self) -> tuple[int, list[dict[str, Any]]]:
        kept = self.newest
        words = law_facts.fact(gettext("What happened"), door.opened(kept, "narrative"))
        return kept.row_version, [*law_facts.incident_facts(kept), words]


class EventNewView(RecordingView):
    """Record an event; the duties that it starts stand on its page."""

    looks_at = "event"
    form_class = EventForm
    title = _("Record an event")
    lead = _("The site counts from it what has to be done by when. Nobody types a deadline.")
    submit = _("Record")

    def get_form_kwargs(self) -> dict[str, Any]:
        user, case = self.request.user, self.case
        offered = {
            "kinds": law_door.kinds_of_event(),
            "roles": law_door.roles_bound(),
            "jurisdictions": law_door.jurisdictions(),
            "incidents": [(str(each.pk), incident_time(each)) for each in law_door.incidents_of(user, case)],
            "measures": [
                (str(each.pk), str(localised(each.norm, "name"))) for each in law_door.measures_of(user, case)
            ],
        }
        return super().get_form_kwargs() | offered

    def get_initial(self) -> dict[str, Any]:
        usual = law_door.usual_jurisdiction(self.request.user, self.case)
        return {"jurisdiction": usual, "incident": self.request.GET.get("of", "")}

    def act(self, data: dict[str, Any]) -> None:
        made = events.record_event(
            actor=self.request.user, case_id=self.case.pk, jurisdiction=data["jurisdiction"],
            kind=data["kind"].slug, moment=self.form.moment, about=self.form.about, source=data["source"],
            detail=data["detail"],
        )  # fmt: skip
        self.made = reverse("work-event", args=(self.case.pk, made.pk))


class EventCorrectView(EventNewView):
    """Put a corrected event in the place of one; duties are derived anew."""

    title = _("Correct an event")
    lead = _("Duties that are still open are counted anew; what was done or waived stays.")
    submit = _("Save the correction")

    @cached_property
    def event(self) -> Any:
        user, kept = self.request.user, self.kwargs
        return law_door.event_for(user, kept["case_id"], kept["record_id"], level=WRITE)

    def check_access(self) -> None:
        super().check_access()
        _ = self.event

    def get_form_kwargs(self) -> dict[str, Any]:
        kinds = law_door.kinds_of_event(kept=self.event.kind)
        return super().get_form_kwargs() | {"kinds": kinds, "corrects": True}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.zone = self.event.jurisdiction.timezone
        return form

    def get_initial(self) -> dict[str, Any]:
        kept = self.event
        at = wall_time(kept.occurred_at, kept.jurisdiction.timezone)
        return {
            "kind": kept.kind.slug, "known": kept.known, "day": at and at.date(),
            "time": at.time() if at and kept.known == Known.EXACT else None, "bound": kept.bound,
            "incident": kept.incident_id, "measure": kept.measure_id,
            "source": door.opened(kept, "source"), "detail": door.opened(kept, "detail"),
        }  # fmt: skip

    def act(self, data: dict[str, Any]) -> None:
        made = events.correct_event(
            actor=self.request.user, event_id=self.event.pk, reason=data["reason"], moment=self.form.moment,
            kind=data["kind"].slug, about=self.form.about, source=data["source"], detail=data["detail"],
        )  # fmt: skip
        self.made = reverse("work-event", args=(self.case.pk, made.pk))

    def show_both(self, form: Any) -> Any:
        self.newest = newest(self.request.user, law_door.event_for, self.event)
        self.action = reverse("work-event-correct", args=(self.case.pk, self.newest.pk))
        return super().show_both(form)

    def standing(self) -> tuple[int, list[dict[str, Any]]]:
        kept = self.newest
        measures = law_door.measures_of(self.request.user, self.case)
        facts = law_facts.event_facts(kept, measures.filter(pk=kept.measure_id).first())
        title = law_facts.fact(gettext("What"), event_title(kept.kind), note=event_time(kept))
        return kept.row_version, [
            title,
            *facts,
            law_facts.fact(gettext("Detail"), door.opened(kept, "detail")),
        ]


def newest(user: Any, find: Any, former: Any) -> Any:
    """Follow corrections to the one that stands."""
    found = find(user, former.case_id, former.pk)
    while newer := law_door.correction_of(found):
        found = find(user, former.case_id, newer.pk)
    return found


def said(told: bool | None) -> str:
    """Return what a choice of yes, no or nothing shows."""
    return "" if told is None else YES if told else NO
