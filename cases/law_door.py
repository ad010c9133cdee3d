"""The door to incidents, events, measures, duties and flags, and to the words of the law that forms offer.

As `cases.door`: pages come by these records here, each seen as far as its part of the case is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cases import carrying, door, permissions, states
from cases.choices import Section
from cases.choosing import places_of
from cases.law_choices import NO_VIOLENCE, OF_MEASURES
from cases.models import CaseDuty, CaseMeasure, Event, Flag, Incident, LawPin, MandatoryReport
from cases.querysets import READ, WRITE
from legislation.choices import EditorialState, LawKind
from legislation.models import Conduct, EventKind, Jurisdiction, Measure, Provision, Role, Topic
from legislation.querysets import NormQuerySet

RECORDING = {(Section.INCIDENTS, WRITE), (Section.MEASURES, WRITE)}
GOES_ON = Q(case__status__in=states.WRITABLE)
PLACE = "norm__version__provision__law__jurisdiction__parent"


def incidents_of(user: Any, case: Any) -> QuerySet[Incident]:
    """Return the incidents of a case that stand, the latest first."""
    found = Incident.objects.visible_to(user).filter(case=case).standing()
    return found.select_related("jurisdiction__parent", "case")


def incident_for(user: Any, case_id: Any, incident_id: Any, *, level: str = READ) -> Incident:
    """Return an incident of a case, corrected since or not."""
    found = Incident.objects.visible_to(user, level=level).filter(case=case_id)
    related = ("case", "jurisdiction__parent", "created_by", "supersedes", "superseded_by__created_by")
    return door.one(found.select_related(*related), incident_id)


def events_of(user: Any, case: Any) -> QuerySet[Event]:
    """Return the events of a case that stand, the latest first."""
    found = Event.objects.visible_to(user).filter(case=case).standing()
    return found.select_related("jurisdiction__parent", "kind", "bound", "case")


def events_with_former(user: Any, case: Any) -> QuerySet[Event]:
    """Return the events of a case that stand, each with what it corrects and who recorded it."""
    return events_of(user, case).select_related("created_by", "supersedes__kind", "supersedes__jurisdiction")


def event_for(user: Any, case_id: Any, event_id: Any, *, level: str = READ) -> Event:
    """Return an event of a case, corrected since or not; its measure by id alone, as it may be hidden."""
    found = Event.objects.visible_to(user, level=level).filter(case=case_id)
    related = (
        "case", "jurisdiction__parent", "kind", "bound", "created_by", "incident__jurisdiction",
        "supersedes", "superseded_by__created_by",
    )  # fmt: skip
    return door.one(found.select_related(*related), event_id)


def measures_of(user: Any, case: Any) -> QuerySet[CaseMeasure]:
    """Return the measures taken in a case, the latest first."""
    found = CaseMeasure.objects.visible_to(user).filter(case=case)
    return found.select_related("norm", "issuer", PLACE, "version__provision__law__jurisdiction")


def measure_for(user: Any, case_id: Any, measure_id: Any, *, level: str = READ) -> CaseMeasure:
    """Return a measure of a case."""
    found = CaseMeasure.objects.visible_to(user, level=level).filter(case=case_id)
    related = (
        "case", "issuer", PLACE, "norm__breach_provision__law__jurisdiction", "created_by",
        "version__provision__law__jurisdiction", "extension_of", "extension",
    )  # fmt: skip
    return door.one(found.select_related(*related), measure_id)


def duties_of(user: Any, case: Any) -> QuerySet[CaseDuty]:
    """Return the duties of a case with their time left, the least first."""
    return CaseDuty.objects.visible_to(user).filter(case=case).for_list()


def duties_of_events(user: Any, case: Any, events: Collection[Event]) -> QuerySet[CaseDuty]:
    """Return the duties of some events, with those of the events they correct that stay as they were."""
    former = {each for event in events for each in carrying.with_former(event)}
    kept = Q(event__in=former, status__in=(states.DONE, states.WAIVED, states.DUTY_REOPENED))
    return duties_of(user, case).filter(Q(event__in=[event.pk for event in events]) | kept)


def duty_for(user: Any, case_id: Any, duty_id: Any, *, level: str = READ) -> CaseDuty:
    """Return a duty of a case with all that its page tells."""
    found = CaseDuty.objects.visible_to(user, level=level).filter(case=case_id).for_list()
    related = (
        "waived_by__user", "waived_under__law__jurisdiction", "override_by", "replaced_by",
        "clock__event_kind", "clock__duty__recipient", "clock__duty__bearer",
        "clock__counting_provision__law__jurisdiction", "clock__consequence__law__jurisdiction",
    )  # fmt: skip
    return door.one(found.select_related(*related), duty_id)


def measures_for_day_of(user: Any, today: dt.date) -> QuerySet[CaseMeasure]:
    """Return measures that wait for service, end within a week or ended in the last one; those first.

    Of cases that go on: in the others nobody can serve or extend them.
    """
    week = dt.timedelta(days=7)
    waiting = Q(status=states.RECORDED)
    ending = Q(status__in=states.RUNNING_MEASURE, until_on__range=(today - week, today + week))
    found = CaseMeasure.objects.visible_to(user).filter(waiting | ending, GOES_ON)
    return found.select_related("case", "issuer", PLACE).order_by(
        F("until_on").asc(nulls_first=True), "issued_at"
    )


def flags_for_day_of(user: Any) -> QuerySet[Flag]:
    """Return the open doubts in the cases of a person that go on, the oldest first."""
    found = (
        door.flags_of(user).filter(GOES_ON).select_related("case", "version__provision__law__jurisdiction")
    )
    return found.order_by("created_at", "pk")


def flags_in(user: Any, case: Any) -> QuerySet[Flag]:
    """Return the open doubts of a case, each with what it is about."""
    found = door.flags_of(user).filter(case=case)
    return found.select_related("case", "version__provision__law__jurisdiction")


def flag_for(user: Any, case_id: Any, flag_id: Any, *, level: str = READ) -> Flag:
    """Return a doubt of a case, settled or not."""
    found = Flag.objects.visible_to(user, level=level).filter(case=case_id)
    related = ("case", "resolved_by", "version__provision__law__jurisdiction")
    return door.one(found.select_related(*related), flag_id)


def reports_of(user: Any, case: Any) -> QuerySet[MandatoryReport]:
    """Return the reports of a case that the law demanded, the latest first."""
    found = MandatoryReport.objects.visible_to(user).filter(case=case)
    return found.select_related("case", "created_by", "version__provision__law__jurisdiction")


def report_for(user: Any, case_id: Any, report_id: Any) -> MandatoryReport:
    """Return one of them."""
    case = door.case_for(user, case_id, section=Section.MEASURES)
    return door.one(reports_of(user, case), report_id)


def duty_seen(user: Any, case: Any, duty_id: Any) -> CaseDuty | None:
    """Return a duty of a case by its id, if there is one and the person sees it."""
    return duties_of(user, case).filter(pk=duty_id).first() if duty_id else None


def correction_of(former: Any) -> Any:
    """Return what took the place of an incident or event; None where it stands."""
    return getattr(former, "superseded_by", None)


def may_record(user: Any, case: Any, thing: str = permissions.CASE) -> bool:
    """Whether a person may record incidents, events and what follows from them."""
    open_to = door.sections_open_to(user, case.pk, RECORDING)
    allowed = permissions.memberships_with(user, permissions.WRITE, thing)
    return len(open_to) == len(RECORDING) and allowed.filter(organisation=case.organisation_id).exists()


def may_settle(user: Any, case: Any) -> bool:
    """Whether a person may settle doubts of a case."""
    return bool(cases_to_settle(user, [case.pk]))


def cases_to_settle(user: Any, case_ids: Collection[Any]) -> set[Any]:
    """Return in which of some cases a person may settle doubts; one query."""
    allowed = permissions.memberships_with(user, permissions.WRITE, permissions.MEASURE)
    found = door.cases_of(user, section=Section.MEASURES, level=WRITE).filter(
        pk__in=case_ids, organisation__in=allowed.order_by().values("organisation")
    )
    return set(found.order_by().values_list("pk", flat=True))


def pins_of(user: Any, case: Any) -> QuerySet[LawPin]:
    """Return the pins of a case that stand, by the order of the provisions in their law."""
    found = LawPin.objects.visible_to(user).filter(case=case).standing()
    return found.select_related("version__provision__law__jurisdiction").order_by(
        "version__provision__law", "version__provision__position", "as_of_on"
    )


# ---- What the law offers to forms ----


def jurisdictions() -> QuerySet[Jurisdiction]:
    """Return whose law there is."""
    return Jurisdiction.objects.select_related("parent").order_by("parent__code", "code")


def usual_jurisdiction(user: Any, case: Any) -> Jurisdiction | None:
    """Return the jurisdiction last used in a case, else the first there is."""
    last: Any = incidents_of(user, case).order_by("-created_at").first()
    last = last or events_of(user, case).order_by("-created_at").first()
    return last.jurisdiction if last else jurisdictions().filter(parent=None).order_by("code").first()


def kinds_of_violence() -> QuerySet[Topic]:
    """Return the topics under which the law prohibits something that is violence."""
    conduct = Conduct.objects.published().filter(version__provision__topics=OuterRef("pk"))
    return Topic.objects.filter(Exists(conduct)).exclude(slug__in=NO_VIOLENCE)


def kinds_of_event(*, kept: EventKind | None = None) -> QuerySet[EventKind]:
    """Return the kinds of event that are recorded by themselves: those of measures come with their deeds.

    Args:
        kept: the kind of an event that is corrected, whichever it is.
    """
    return EventKind.objects.exclude(slug__in=OF_MEASURES - {kept.slug if kept else ""})


def roles_bound() -> QuerySet[Role]:
    """Return the roles that a duty binds: whom an event may concern."""
    return Role.objects.filter(duties_borne__version__state=EditorialState.PUBLISHED).distinct()


def provisions_of_law(duty: CaseDuty) -> list[Provision]:
    """Return the articles of the law of a duty: a waiver names the one that allows it."""
    law = duty.clock.duty.version.provision.law
    found = Provision.objects.filter(law=law, kind__in=("article", "section")).order_by("position", "pk")
    articles = list(found.select_related("law__jurisdiction"))
    own = duty.clock.duty.version.provision
    return articles if own in articles else [own, *articles]


def issuing_roles() -> QuerySet[Role]:
    """Return who can order measures."""
    return Role.objects.filter(measures__version__state=EditorialState.PUBLISHED).distinct()


def no_norms() -> NormQuerySet:
    """Return no measures."""
    return Measure.objects.none()


def norms_on(day: dt.date, jurisdiction: Jurisdiction) -> NormQuerySet:
    """Return the measures that could be ordered on a day in a jurisdiction, its country's too."""
    found = Measure.objects.published().in_force_on(day)
    return (
        found.filter(version__provision__law__jurisdiction__in=places_of(jurisdiction))
        .exclude(version__provision__law__kind=LawKind.BILL)
        .with_address()
        .order_by("name", "version__provision__law", "pk")
    )


def measures_on_topics(day: dt.date, jurisdiction: Jurisdiction, topics: Any) -> NormQuerySet:
    """Return those that protect from some kinds of violence, by the topics of their provision."""
    about = Topic.objects.filter(slug__in=topics, provisions=OuterRef("version__provision"))
    return norms_on(day, jurisdiction).filter(Exists(about))
