"""Who may run which cohorts and read their applications; every action of staff asks here first.

- Staff with `run_cohorts` run the cohorts of the programmes that they are responsible for, by name or
  through the organisation that leads them.
- Staff with `run_all_cohorts` beside it run those of every programme.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from programs.cohorts.querysets import ApplicationQuerySet, CohortQuerySet
from programs.models import Application, Cohort, Outcome, Programme, Responsibility

RUN = "programs.run_cohorts"
RUN_ALL = "programs.run_all_cohorts"

Actor = AbstractBaseUser | AnonymousUser


def may_run(actor: Actor) -> bool:
    """Tell whether someone may run cohorts at all: staff with the permission."""
    return bool(getattr(actor, "is_staff", False)) and bool(actor.has_perm(RUN))  # type: ignore[union-attr]


def programmes_of(actor: Actor) -> QuerySet[Programme]:
    """Give the programmes whose cohorts someone may run."""
    if not may_run(actor):
        return Programme.objects.none()
    if actor.has_perm(RUN_ALL):  # type: ignore[union-attr]
        return Programme.objects.all()
    own = Responsibility.objects.filter(officer=actor.pk)
    return Programme.objects.filter(
        Q(pk__in=own.filter(programme__isnull=False).values("programme"))
        | Q(lead__in=own.filter(organisation__isnull=False).values("organisation"))
    )


def cohorts_of(actor: Actor) -> CohortQuerySet:
    """Give the cohorts that someone may run."""
    return Cohort.objects.filter(programme__in=programmes_of(actor))


def applications_of(actor: Actor) -> ApplicationQuerySet:
    """Give the applications that someone may read: those that were sent to one of those cohorts."""
    return Application.objects.sent().filter(cohort__programme__in=programmes_of(actor))


def outcomes_of(actor: Actor) -> QuerySet[Outcome]:
    """Give the outcomes of those applications."""
    return Outcome.objects.filter(application__cohort__programme__in=programmes_of(actor))


def require_officer(actor: Actor, programme: int) -> None:
    """Refuse whoever may not run the cohorts of a programme.

    Args:
        programme: its identity.

    Raises:
        PermissionDenied: the actor is no officer, or not responsible for it.
    """
    if not may_run(actor):
        raise PermissionDenied(
            _("You may not run cohorts here. Ask an administrator for the group Programme officer.")
        )
    if not programmes_of(actor).filter(pk=programme).exists():
        raise PermissionDenied(
            _("You are not responsible for this programme. Ask a programme manager to make you so.")
        )
