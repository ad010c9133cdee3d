"""Taking a step: under the lock of the cohort, checked, recorded, and the waiting list moved up."""

from __future__ import annotations

import datetime as dt
from typing import cast

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from programs.cohorts.states import (
    ACCEPTED,
    DECLINED,
    SEATED,
    WAITLISTED,
    WITHDRAWN,
    check_step,
)
from programs.models import Application, ApplicationStep, Cohort

Actor = AbstractBaseUser | AnonymousUser | None
DECISIONS = (ACCEPTED, WAITLISTED, DECLINED)


class CohortFullError(ValidationError):
    """All places are taken."""

    def __init__(self, cohort: Cohort) -> None:
        super().__init__(
            _("All %(count)s places are taken. Put the application on the waiting list.")
            % {"count": cohort.capacity},
            code="full",
        )


class ApplicationGoneError(ValidationError):
    """The application was erased meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("This application was erased meanwhile."), code="gone")


def lock(application: Application) -> tuple[Cohort, Application]:
    """Lock the cohort, then the application, always in this order; give both as they are now.

    Raises:
        ApplicationGoneError: it was erased meanwhile.
    """
    cohort = lock_cohort(application.cohort_id)
    current = Application.objects.select_for_update().filter(pk=application.pk).first()
    if current is None:
        raise ApplicationGoneError
    current.cohort = cohort
    return cohort, current


def lock_cohort(identity: int) -> Cohort:
    """Lock a cohort and give it as it is now."""
    locked = Cohort.objects.select_for_update(of=("self",))
    return locked.select_related("programme__jurisdiction").get(pk=identity)


def take_step(
    cohort: Cohort, application: Application, after: str, *, actor: Actor, now: dt.datetime
) -> None:
    """Move an application on; both are locked.

    Raises:
        ForbiddenStepError: the table of states has no such step.
        CohortFullError: the step takes a place, and there is none.
    """
    before = application.state
    check_step(before, after)
    if after == ACCEPTED and cohort.taken >= cohort.capacity:
        raise CohortFullError(cohort)
    application.state = after
    application.queue = _end_of_line(cohort) if after == WAITLISTED else None
    if after in DECISIONS:
        application.decided_at = now
    application.save(update_fields=["state", "queue", "decided_at", "submitted_at"])
    record(application, before, after, actor=actor, now=now)
    cohort.refresh_from_db(fields=["taken"])
    if before in SEATED and after == WITHDRAWN:
        move_up(cohort, now=now)


def record(application: Application, before: str, after: str, *, actor: Actor, now: dt.datetime) -> None:
    """Write down that a step was taken, and by whom."""
    by = cast("int | None", actor.pk) if actor is not None else None
    ApplicationStep.objects.create(application=application, before=before, after=after, at=now, by_id=by)


def move_up(cohort: Cohort, *, now: dt.datetime) -> list[Application]:
    """Accept from the waiting list, the first first, as long as there are places; the cohort is locked.

    Nobody is moved up once the last day is over: a place that can't be used is no place.
    """
    moved: list[Application] = []
    if cohort.day(now) > cohort.ends_on or cohort.free < 1:
        return moved
    for application in Application.objects.in_line().filter(cohort=cohort).select_for_update()[: cohort.free]:
        take_step(cohort, application, ACCEPTED, actor=None, now=now)
        moved.append(application)
    return moved


def _end_of_line(cohort: Cohort) -> int:
    last = Application.objects.filter(cohort=cohort).aggregate(last=Max("queue"))["last"]
    return (last or 0) + 1
