"""What is known in a case that a rule may depend on; what isn't recorded, or isn't one thing, is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cases.choices import AgeBand, PartyKind, Relationship
from cases.law_choices import Known
from cases.models import Event, Party

MINORS = (AgeBand.UNDER_7, AgeBand.UNDER_14, AgeBand.UNDER_18)


def facts_of(event: Event) -> Mapping[str, object]:
    """Return the facts that conditions of rules can ask for (legislation.clocks.conditions.FIELDS)."""
    parties = list(Party.objects.filter(case_id=event.case_id))
    incident, measure = event.incident, event.measure
    facts: dict[str, object] = {
        "victim_is_minor": _is_minor(parties, PartyKind.SURVIVOR),
        "offender_is_minor": _is_minor(parties, PartyKind.ALLEGED_OFFENDER),
        "relationship": _one(
            party.relationship
            for party in parties
            if party.kind == PartyKind.ALLEGED_OFFENDER and party.relationship != Relationship.UNKNOWN
        ),
        "bearer": event.bound.slug if event.bound else None,
        "event_date": event.days[0] if event.known != Known.MONTH else None,
    }
    if incident:
        days = None if incident.goes_on else incident.days(event.days[0])
        facts |= {
            "child_present": incident.children_present,
            "violence_type": _one(incident.violence_types),
            "incident_date": days[0] if days and days[0] == days[1] else None,
        }
    if measure:
        facts |= {"measure": measure.norm.slug, "issuer": measure.issuer.slug}
    return facts


def _is_minor(parties: Iterable[Any], kind: str) -> bool | None:
    bands = [party.age_band for party in parties if party.kind == kind]
    if not bands or AgeBand.UNKNOWN in bands:
        return None
    return bool(_one(band in MINORS for band in bands)) if len({b in MINORS for b in bands}) == 1 else None


def _one(values: Iterable[Any]) -> Any:
    """Return what all of them are; None where they differ or there are none."""
    found = set(values)
    return found.pop() if len(found) == 1 else None
