"""The door to a team: its people, its cases by danger, what is overdue, what waits since somebody left."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Now

from cases import numbers, states
from cases.choices import Deed, Risk, Role
from cases.models import AccessEvent, Case, CaseDuty, Membership
from cases.querysets import GRANT

# Greatest danger first; what nobody assessed comes before what is held to be small.
DANGER = (Risk.IMMEDIATE, Risk.HIGH, Risk.UNKNOWN, Risk.MEDIUM, Risk.STANDARD)
WORKED_ON = (states.DRAFT, states.OPEN, states.CLOSING, states.REOPENED)
KEPT = (*WORKED_ON, states.CLOSED)
LEFT = "SELECT id, public_no, confidentiality, former, leader FROM sec.left_cases()"
LATELY = dt.timedelta(days=30)


@dataclass(slots=True)
class Load:
    """How much one member of the team has: numbers only."""

    member: Membership
    by_danger: dict[str, int] = field(default_factory=dict)
    overdue: int = 0

    @property
    def cases(self) -> int:
        """All that are worked on."""
        return sum(self.by_danger.values())


def team_cases(user: Any) -> QuerySet[Any]:
    """Return the cases of others that a supervisor answers for."""
    found: QuerySet[Any] = Case.objects.visible_to(user, level=GRANT).exclude(lead__user=user)
    return found


def by_danger(user: Any) -> QuerySet[Any]:
    """Return the team's cases that are worked on, greatest danger first, then most that is overdue."""
    place = models.Case(*[When(risk=risk, then=Value(place)) for place, risk in enumerate(DANGER)])
    late = Count("duties", filter=Q(duties__in=CaseDuty.objects.overdue().values("pk")), distinct=True)
    found = team_cases(user).filter(status__in=WORKED_ON).select_related("lead__user")
    return found.annotate(danger=place, overdue=late).order_by("danger", "-overdue", "opened_at", "pk")


def loads(user: Any) -> list[Load]:
    """Return what each member of the team has, whether there are cases or none."""
    team = team_of(user).filter(pk__in=Membership.objects.current().values("pk"))
    found = {member.pk: Load(member) for member in team}
    mine = team_cases(user).filter(status__in=WORKED_ON, lead__in=found).order_by()
    for lead, risk, count in mine.values_list("lead", "risk").annotate(count=Count("pk")):
        found[lead].by_danger[risk] = count
    late = CaseDuty.objects.visible_to(user).overdue().filter(case__lead__in=found).order_by()
    for lead, count in late.values_list("case__lead").annotate(count=Count("pk")):
        found[lead].overdue = count
    return list(found.values())


def waiting_to_be_closed(user: Any) -> QuerySet[Any]:
    """Return the team's cases that a supervisor is asked to close."""
    return team_cases(user).filter(status=states.CLOSING)


def team_of(user: Any) -> QuerySet[Any]:
    """Return the memberships that a person supervises, those that ended too."""
    supervising = Membership.objects.of(user).current().filter(role=Role.SUPERVISOR)
    found: QuerySet[Any] = Membership.objects.filter(supervisor__in=supervising.values("pk"))
    return found.select_related("user", "organisation", "supervisor__user").order_by("user__last_name", "pk")


def supervises(user: Any, member: Any) -> bool:
    """Whether a person supervises a member, who may have left."""
    return team_of(user).filter(pk=member.pk).exists()


def cases_left(user: Any) -> QuerySet[Any]:
    """Return the cases that a supervisor sees whose lead has left, or is about to."""
    leaving = team_of(user).filter(ends_at__isnull=False)
    found = team_cases(user).filter(lead__in=leaving.values("pk"), status__in=KEPT)
    return found.select_related("lead__user").order_by("-opened_at", "pk")


@dataclass(frozen=True, slots=True)
class LeftCase:
    """A case that only its lead saw, who has left: all that a second supervisor is told of it."""

    case_id: UUID
    public_no: str
    confidentiality: str
    former_id: UUID
    lead_id: UUID
    lead: Membership | None

    @property
    def shown_number(self) -> str:
        """The number in groups, as it is read out."""
        return numbers.shown(self.public_no)


def left_cases(user: Any) -> list[LeftCase]:
    """Return what waits for a second supervisor to agree; the database knows for whom (sec.left_cases)."""
    with connection.cursor() as cursor:
        cursor.execute(LEFT)
        rows = cursor.fetchall()
    leads = Membership.objects.select_related("user").in_bulk([row[-1] for row in rows])
    return [
        LeftCase(case_id, number, secrecy, former, lead, leads.get(lead))
        for case_id, number, secrecy, former, lead in rows
    ]


def numbers_left(user: Any) -> dict[Any, int]:
    """Return how many cases of each of them wait for this supervisor."""
    rows = cases_left(user).order_by().values_list("lead").annotate(count=Count("pk"))
    return Counter(dict(rows)) + Counter(each.former_id for each in left_cases(user))


def members_managed_by(user: Any) -> QuerySet[Any]:
    """Return who works where the person is a supervisor: now, soon, or until lately, or with cases left."""
    places = Membership.objects.of(user).current().filter(role=Role.SUPERVISOR).values("organisation")
    lately = Q(ends_at__isnull=True) | Q(ends_at__gt=Now() - LATELY) | Q(pk__in=list(numbers_left(user)))
    found: QuerySet[Any] = Membership.objects.filter(lately, organisation__in=places)
    return found.select_related("user", "organisation", "supervisor__user").order_by(
        F("ends_at").asc(nulls_last=True), "user__last_name", "user__username", "pk"
    )


def supervisors_beside(user: Any) -> QuerySet[Any]:
    """Return the supervisors of the organisations in which the person is one."""
    places = Membership.objects.of(user).current().filter(role=Role.SUPERVISOR).values("organisation")
    found: QuerySet[Any] = Membership.objects.current().filter(role=Role.SUPERVISOR, organisation__in=places)
    return found.select_related("user", "organisation").order_by("user__last_name", "pk")


def alarms_for(user: Any) -> QuerySet[Any]:
    """Return the alarms about unusual reading of the last 30 days, for supervisors and auditors."""
    watching = Membership.objects.of(user).current().filter(role__in=(Role.SUPERVISOR, Role.AUDITOR))
    found: QuerySet[Any] = AccessEvent.objects.filter(
        deed=Deed.ALARM, organisation__in=watching.values("organisation"), at__gt=Now() - LATELY
    )
    return found.select_related("actor").order_by("-at")
