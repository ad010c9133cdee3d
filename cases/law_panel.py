"""The law on the day: what is pinned for incidents and events, with what it prohibits and punishes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cases import law_door
from cases.law_words import incident_time, topic_names
from cases.models import Incident, LawPin
from cases.penalties import penalties_by_pin
from kbase.localised import Localised, localised
from legislation.labels import provision_label
from legislation.models import Conduct, Jurisdiction
from legislation.norm_rows import MeasureRow, PenaltyRow, for_rows, measure_rows, rate_notes


@dataclass(frozen=True, slots=True)
class PinnedLaw:
    """One pinned provision, as of its day.

    Attributes:
        url: the provision as it stood on that day.
        since, until: of the version; the first day in force where it is known, and the first day after it.
        conducts: what it prohibits.
        rate_notes: whose rate counts, to be said under the penalties.
    """

    pin: LawPin
    label: str
    heading: Localised
    law: Localised
    url: str
    since: dt.date | None
    until: dt.date | None
    conducts: list[Localised]
    penalties: list[PenaltyRow]
    rate_notes: list[tuple[Localised, str]]


@dataclass(frozen=True, slots=True)
class IncidentLaw:
    """The law of one incident."""

    incident: Incident
    title: str
    when: str
    provisions: list[PinnedLaw]


def law_of_incidents(user: Any, case: Any, incidents: Iterable[Incident]) -> list[IncidentLaw]:
    """Gather the law of the days of incidents, in a number of queries that grows with the days alone."""
    listed = list(incidents)
    topics = {topic.slug: topic for topic in law_door.kinds_of_violence()} if listed else {}
    pins = law_door.pins_of(user, case).filter(incident__in=[each.pk for each in listed])
    by_incident = defaultdict(list)
    for law in pinned_law(pins):
        by_incident[law.pin.incident_id].append(law)
    return [
        IncidentLaw(
            incident=each,
            title=topic_names(each.violence_types, topics),
            when=incident_time(each),
            provisions=by_incident[each.pk],
        )
        for each in listed
    ]


def pinned_law(pins: Iterable[LawPin]) -> list[PinnedLaw]:
    """Put pins into words; they come with version, provision, law and jurisdiction."""
    listed = list(pins)
    penalties = penalties_by_pin(listed)
    conducts = defaultdict(list)
    for conduct in for_rows(Conduct.objects.filter(version__in={pin.version_id for pin in listed})):
        conducts[conduct.version_id].append(localised(conduct, "name"))
    return [_pinned(pin, conducts[pin.version_id], penalties[pin.pk]) for pin in listed]


def pinned_by_event(pins: Iterable[LawPin]) -> dict[Any, list[PinnedLaw]]:
    """Put the pins of events into words, by the id of the event."""
    found: dict[Any, list[PinnedLaw]] = defaultdict(list)
    for law in pinned_law(pins):
        found[law.pin.event_id].append(law)
    return found


def _pinned(pin: LawPin, conducts: list[Localised], penalties: list[PenaltyRow]) -> PinnedLaw:
    version = pin.version
    provision = version.provision
    return PinnedLaw(
        pin=pin,
        label=provision_label(provision),
        heading=localised(provision, "heading"),
        law=localised(provision.law, "short_title"),
        url=f"{provision.get_absolute_url()}?on={pin.as_of_on.isoformat()}",
        since=version.valid.lower if version.start_known else None,
        until=version.valid.upper,
        conducts=conducts,
        penalties=penalties,
        rate_notes=rate_notes(penalties),
    )


def measures_to_ask_for(
    incidents: Iterable[Incident], *, today: dt.date
) -> list[tuple[Jurisdiction, list[MeasureRow]]]:
    """Return, by jurisdiction, the measures that the law of today offers against such violence."""
    by_place: dict[Jurisdiction, set[str]] = defaultdict(set)
    for incident in incidents:
        by_place[incident.jurisdiction].update(incident.violence_types)
    return [
        (place, list(measure_rows(_measures(today, place, topics), on=today)))
        for place, topics in by_place.items()
    ]


def _measures(today: dt.date, place: Jurisdiction, topics: set[str]) -> list[Any]:
    return list(for_rows(law_door.measures_on_topics(today, place, sorted(topics))))
