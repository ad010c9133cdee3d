"""Incidents, events, duties, measures and flags as facts and cards that templates print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases import door, law_door, states
from cases.actions.flags import ALIKE
from cases.law_words import (
    days_left_words,
    due_words,
    duty_marks,
    event_time,
    event_title,
    incident_time,
    instant_words,
    left_words,
    measure_term,
    name_of,
    recorded_later,
    topic_names,
    yes_no,
    zone_of_duty,
)
from cases.models import CaseDuty, CaseMeasure, Event, Flag, Incident
from cases.moments import local_day
from kbase.localised import Localised, localised
from kbase.localised_formats import day_text
from legislation.labels import provision_label

Fact = dict[str, Any]


def fact(label: str | Localised, value: Any, url: str = "", note: Any = "") -> Fact:
    """Make a line for components/facts.html."""
    return {"label": label, "value": value, "url": url, "note": note}


def incident_facts(incident: Incident) -> list[Fact]:
    """Tell what was recorded of an incident, but for the narrative."""
    topics = {topic.slug: topic for topic in law_door.kinds_of_violence()}
    return [
        fact(_("Kinds of violence"), topic_names(incident.violence_types, topics)),
        fact(_("When"), incident_time(incident)),
        fact(_("Where"), incident.get_place_kind_display(), note=incident.region),
        fact(_("A weapon was used or shown"), yes_no(incident.weapon)),
        fact(_("Children were there"), yes_no(incident.children_present)),
        fact(_("She was strangled"), yes_no(incident.strangulation)),
        fact(_("Whose law and clocks"), localised(incident.jurisdiction, "name")),
        recorded(incident),
    ]


def event_facts(event: Event, measure: CaseMeasure | None) -> list[Fact]:
    """Tell what was recorded of an event, but for the detail."""
    case_id, incident = event.case_id, event.incident
    facts = [fact(_("When"), event_time(event))]
    if event.bound:
        facts.append(fact(_("Whom it concerned"), localised(event.bound, "name")))
    if incident:
        url = reverse("work-incident", args=(case_id, incident.pk))
        facts.append(fact(_("Of which incident"), incident_time(incident), url))
    if measure:
        url = reverse("work-measure", args=(case_id, measure.pk))
        facts.append(fact(_("Of which measure"), localised(measure.norm, "name"), url))
    if event.source:
        facts.append(fact(_("Document that proves it"), door.opened(event, "source")))
    return [*facts, fact(_("Whose law and clocks"), localised(event.jurisdiction, "name")), recorded(event)]


def corrections(events: Iterable[Event]) -> list[Fact]:
    """Tell what stood there before each event that corrects one, and who says why; with the former loaded."""
    return [
        fact(
            event_title(former.kind), event_time(former),
            reverse("work-event", args=(event.case_id, former.pk)),
            note=f"{name_of(event.created_by)}: {door.opened(event, 'reason')}",
        )
        for event in events
        if (former := event.supersedes)
    ]  # fmt: skip


def recorded(kept: Any) -> Fact:
    """Tell when and by whom something was recorded."""
    return fact(_("Recorded"), day_text(kept.created_at.date()), note=name_of(kept.created_by))


@dataclass(frozen=True, slots=True)
class DutyCard:
    """A duty in a list: what by when, how it stands, and where it says so."""

    duty: CaseDuty
    url: str
    action: Localised
    who: Localised
    due: str
    left: str
    state: str
    marks: list[str]
    provision: str
    law: Localised
    law_url: str


def duty_cards(duties: Iterable[CaseDuty]) -> list[DutyCard]:
    """Put duties into words; they come from `law_door.duties_of`."""
    return [_card(duty) for duty in duties]


def _card(duty: CaseDuty) -> DutyCard:
    provision = duty.clock.duty.version.provision
    is_open = duty.status in states.OPEN_DUTY
    late = is_open and duty.time_left < dt.timedelta()  # type: ignore[attr-defined]
    return DutyCard(
        duty=duty,
        url=reverse("work-duty", args=(duty.case_id, duty.pk)),
        action=localised(duty.clock.duty, "action"),
        who=localised(duty.addressee, "name"),
        due=due_words(duty),
        left=left_words(duty.time_left) if is_open else "",  # type: ignore[attr-defined]
        state="late" if late else "open" if is_open else duty.status,
        marks=duty_marks(duty) if is_open else [],
        provision=provision_label(provision),
        law=localised(provision.law, "short_title"),
        law_url=f"{provision.get_absolute_url()}?on={duty.chosen_from.isoformat()}",
    )


def duty_facts(duty: CaseDuty) -> list[Fact]:
    """Tell how a duty stands: what became of it, by whom and why."""
    facts = [fact(_("Status"), duty.get_status_display())]
    if duty.done_at:
        facts.append(fact(_("Done"), instant_words(duty.done_at, zone_of_duty(duty))))
    if duty.evidence:
        facts.append(fact(_("What proves it"), door.opened(duty, "evidence")))
    if duty.waived_by:
        facts.append(fact(_("Waived by"), name_of(duty.waived_by.user)))
    if duty.waived_under:
        law = localised(duty.waived_under.law, "short_title")
        label = f"{provision_label(duty.waived_under)}, {law}"
        facts.append(fact(_("Waived under"), label, duty.waived_under.get_absolute_url()))
    if duty.reason:
        facts.append(fact(_("Reason"), door.opened(duty, "reason")))
    event = duty.event_as_seen
    if event:
        url = reverse("work-event", args=(duty.case_id, event.pk))
        late = recorded_later(event)
        facts.append(fact(_("Started by"), event_title(event.kind), url, note=late))
    return facts


def duty_standing(duty: CaseDuty) -> list[Fact]:
    """Tell of a duty what somebody else may have changed."""
    facts = [*duty_facts(duty), fact(_("Due"), due_words(duty))]
    if duty.override_reason:
        words = door.opened(duty, "override_reason")
        facts.append(fact(_("Set by hand"), words, note=name_of(duty.override_by)))
    return facts


@dataclass(frozen=True, slots=True)
class MeasureCard:
    """A measure in a list: which, how it stands, how long it lasts."""

    measure: CaseMeasure
    url: str
    name: Localised
    issuer: Localised
    state: str
    status: str
    term: str
    left: str


def measure_cards(measures: Iterable[CaseMeasure], *, today: dt.date) -> list[MeasureCard]:
    """Put measures into words; they come from `law_door.measures_of`."""
    return [_measure_card(measure, today) for measure in measures]


def _measure_card(measure: CaseMeasure, today: dt.date) -> MeasureCard:
    running = measure.status in states.RUNNING_MEASURE
    until = measure.until_on if running else None
    over = until is not None and until < today
    waiting = measure.status == states.RECORDED
    return MeasureCard(
        measure=measure,
        url=reverse("work-measure", args=(measure.case_id, measure.pk)),
        name=localised(measure.norm, "name"),
        issuer=localised(measure.issuer, "name"),
        state="over" if over or not (running or waiting) else "late" if waiting else "open",
        status=measure.get_status_display(),
        term=measure_term(measure),
        left=days_left_words(until, today) if until else "",
    )


def measure_facts(measure: CaseMeasure, *, today: dt.date) -> list[Fact]:
    """Tell what was ordered, how long it lasts and who set that."""
    provision = measure.version.provision
    place = measure.norm.version.provision.law.jurisdiction
    on = local_day(measure.issued_at, place.timezone).isoformat()
    law = f"{provision_label(provision)}, {localised(provision.law, 'short_title')}"
    card = _measure_card(measure, today)
    facts = [
        fact(_("Status"), card.status, note=card.left),
        fact(_("By"), law, f"{provision.get_absolute_url()}?on={on}"),
        fact(_("Issued by"), localised(measure.issuer, "name")),
        fact(_("Issued"), instant_words(measure.issued_at, place.timezone)),
        fact(_("Served"), instant_words(measure.served_at, place.timezone) if measure.served_at
             else _("not served yet")),
        fact(_("In force"), card.term),
    ]  # fmt: skip
    if measure.until_source:
        facts.append(fact(_("Last day set by"), measure.get_until_source_display()))
    if measure.reason:
        facts.append(fact(_("Reason"), door.opened(measure, "reason")))
    if measure.document:
        facts.append(fact(_("Number of the document"), door.opened(measure, "document")))
    breach = measure.norm.breach_provision
    if breach:
        law = f"{provision_label(breach)}, {localised(breach.law, 'short_title')}"
        facts.append(fact(_("Breach is punished by"), law, f"{breach.get_absolute_url()}?on={on}"))
    return [*facts, *_chain(measure)]


def _chain(measure: CaseMeasure) -> list[Fact]:
    """Tell what a measure extends, and what extends it."""
    found = []
    if measure.extension_of_id:
        url = reverse("work-measure", args=(measure.case_id, measure.extension_of_id))
        found.append(fact(_("Extends"), _("the former measure"), url))
    after = getattr(measure, "extension", None)
    if after:
        url = reverse("work-measure", args=(measure.case_id, after.pk))
        found.append(fact(_("Extended by"), _("the measure that follows"), url))
    return found


@dataclass(frozen=True, slots=True)
class FlagRow:
    """A doubt in words, the provisions it is about, and where it is settled.

    Attributes:
        url: where it is settled; empty for who may not.
    """

    flag: Flag
    what: str
    why: str
    url: str
    about: str
    about_url: str
    provisions: list[FlaggedProvision]
    missing: list[str]
    days: str


@dataclass(frozen=True, slots=True)
class FlaggedProvision:
    """A provision that is in doubt."""

    label: str
    law: Localised
    url: str


def flag_rows(flags: Iterable[Flag]) -> list[FlagRow]:
    """Put doubts into words, those that are alike in one row; they come from `law_door.flags_in`."""
    alike: dict[Any, list[Flag]] = {}
    for flag in flags:
        alike.setdefault(tuple(getattr(flag, name) for name in ALIKE), []).append(flag)
    return [_flag(group) for group in alike.values()]


def _flag(alike: list[Flag]) -> FlagRow:
    flag = alike[0]
    about, about_url = _about(flag)
    return FlagRow(
        flag=flag,
        what=flag.get_kind_display(),
        why=flag.get_doubt_display(),
        url=reverse("work-flag", args=(flag.case_id, flag.pk)),
        about=about,
        about_url=about_url,
        provisions=[_flagged(each) for each in alike if each.version],
        missing=[fact_name(each.fact) for each in alike if each.fact],
        days=_days(flag.from_on, flag.until_on),
    )


def _flagged(flag: Flag) -> FlaggedProvision:
    provision: Any = flag.version and flag.version.provision
    on = f"?on={flag.from_on.isoformat()}" if flag.from_on else ""
    law = localised(provision.law, "short_title")
    return FlaggedProvision(provision_label(provision), law, f"{provision.get_absolute_url()}{on}")


def _about(flag: Flag) -> tuple[str, str]:
    """Say what a doubt is about, and the page of that."""
    pages = (
        (flag.duty_id, "work-duty", _("The duty")),
        (flag.measure_id, "work-measure", _("The measure")),
        (flag.event_id, "work-event", _("The event")),
        (flag.incident_id, "work-incident", _("The incident")),
    )
    for record_id, page, words in pages:
        if record_id:
            return words, reverse(page, args=(flag.case_id, record_id))
    return "", ""


def _days(first: dt.date | None, last: dt.date | None) -> str:
    if first is None:
        return ""
    if last is None or last == first:
        return day_text(first)
    return _("%(start)s to %(end)s") % {"start": day_text(first), "end": day_text(last)}


def fact_name(code: str) -> str:
    """Name what a rule asks for (legislation.clocks.conditions.FIELDS)."""
    names = {
        "victim_is_minor": _("whether the survivor is under 18"),
        "offender_is_minor": _("whether the alleged offender is under 18"),
        "child_present": _("whether children were there"),
        "relationship": _("what the alleged offender is to the survivor"),
        "violence_type": _("one kind of violence"),
        "measure": _("which measure"),
        "issuer": _("who issued the measure"),
        "incident_date": _("the day of the incident"),
        "event_date": _("the day of the event"),
        "victim_consents": _("whether the survivor agrees"),
        "bearer": _("whom the event concerned"),
    }
    return names.get(code, code)
