"""Words planted in every sealed field of what the law attaches to in a case."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cases.actions import duties, events, flags, incidents, measures, progress
from cases.actions.incidents import When
from cases.context import acting_as
from cases.models import CaseDuty, Flag
from tests.factories.case_law import at, issue_order, kazakhstan, make_report, make_rule, record_incident
from tests.factories.cases import make_case

LATER = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)


def plant_law(place: Any) -> list[str]:
    """Tell a case from the incident to its closing; return the words that were typed."""
    make_rule()
    case, lead = make_case(place), place.user("worker")
    incident = record_incident(case, When(), violence_types=["stalking"], narrative="toldmarker")
    order = issue_order(case, conditions="conditionmarker", document="documentmarker")
    make_report(case, recipient="reportmarker", their_ref="theirrefmarker")
    with acting_as(lead):
        incidents.correct_incident(
            actor=lead, incident_id=incident.pk, reason="whymarker", when=When(), narrative="retoldmarker"
        )
        event = events.record_event(
            actor=lead, case_id=case.pk, jurisdiction=kazakhstan(), kind="made-up-event",
            moment=at("2026-03-10 09:00"), source="sourcemarker", detail="detailmarker",
        )  # fmt: skip
        events.correct_event(actor=lead, event_id=event.pk, reason="amendmarker")
        measures.cancel_measure(actor=lead, measure_id=order.pk, reason="cancelmarker")
        for duty in CaseDuty.objects.open().filter(case=case):
            duties.override_duty(actor=lead, duty_id=duty.pk, due_at=LATER, reason="delaymarker")
            duties.complete_duty(actor=lead, duty_id=duty.pk, evidence="proofmarker")
        for flag in Flag.objects.open().filter(case=case):
            flags.resolve_flag(actor=lead, flag_id=flag.pk, resolution="settlemarker")
        progress.move_step(actor=lead, case_id=case.pk, step="implement", reason="stepmarker")
        progress.propose_closing(actor=lead, case_id=case.pk, outcome="other", note="endmarker")
    return [
        "toldmarker", "retoldmarker", "whymarker", "conditionmarker", "documentmarker", "sourcemarker",
        "detailmarker", "amendmarker", "cancelmarker", "delaymarker", "proofmarker", "settlemarker",
        "endmarker", "stepmarker", "reportmarker", "theirrefmarker",
    ]  # fmt: skip
