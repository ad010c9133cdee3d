"""Erasing applications: at once when the applicant asks, in time when nobody does; counts stay."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Q, QuerySet

from legislation.clocks.moments import add_months
from programs.cohorts.rights import Actor, require_officer
from programs.cohorts.states import ACCEPTED, COMPLETED, DRAFT, ENROLLED, TRANSITIONS, WITHDRAWN
from programs.cohorts.steps import ApplicationGoneError, lock, take_step
from programs.models import Application, Certificate, Cohort, CohortTally

DRAFT_DAYS = 30


@transaction.atomic
def erase(*, application: Application, now: dt.datetime) -> None:
    """Erase an application with all that hangs on it; what is left are counts.

    A place that is still held is given up first, as by withdrawing. A certificate goes on to confirm that
    somebody completed, without a name.
    """
    try:
        cohort, current = lock(application)
    except ApplicationGoneError:
        return  # by somebody else, at the same moment
    if current.state in (ACCEPTED, ENROLLED):
        take_step(cohort, current, WITHDRAWN, actor=None, now=now)
    _count(cohort, current)
    Certificate.objects.filter(application=current).update(name_token="", shows_name=False)
    current.delete()


def due_for_erasure(*, now: dt.datetime, cohorts: Iterable[Cohort] | None = None) -> QuerySet[Application]:
    """Give the applications whose time is over: drafts soon after the deadline, others as promised.

    Args:
        cohorts: of these alone; of all if None.
    """
    over, late = [], []
    for cohort in Cohort.objects.all() if cohorts is None else cohorts:
        day = cohort.day(now)
        if day >= last_day_kept(cohort):
            over.append(cohort.pk)
        elif day >= cohort.last_day_to_apply + dt.timedelta(days=DRAFT_DAYS):
            late.append(cohort.pk)
    due = Q(cohort__in=over) | Q(cohort__in=late, state=DRAFT)
    return Application.objects.filter(due).order_by("cohort", "begun_at", "pk")


def last_day_kept(cohort: Cohort) -> dt.date:
    """Give the day on which the applications of a cohort are erased."""
    return add_months(cohort.ends_on, cohort.retention_months)


def erase_all(applications: Iterable[Application], *, now: dt.datetime) -> int:
    """Erase applications, each in its own transaction, so that one that fails stops no other."""
    count = 0
    for application in applications:
        erase(application=application, now=now)
        count += 1
    return count


@transaction.atomic
def erase_for(*, application: Application, actor: Actor, now: dt.datetime) -> None:
    """Erase for someone who asked staff to."""
    require_officer(actor, application.cohort.programme_id)
    erase(application=application, now=now)


def counted(application: Application) -> Counter[str]:
    """Give what an application adds to the numbers of its cohort, by key."""
    reached = {step.after for step in application.steps.all()}
    keys: Counter[str] = Counter()
    if application.state == DRAFT:
        return keys
    keys.update(f"reached:{state}" for state in TRANSITIONS if state in reached)
    keys[f"now:{application.state}"] += 1
    keys[f"language:{application.language}"] += 1
    for outcome in application.outcomes.all():
        if application.state == COMPLETED and outcome.answered_at is not None:
            keys[f"after-{outcome.months}:{outcome.occupation}"] += 1
            keys[f"income-{outcome.months}:{outcome.income or 'not-said'}"] += 1
            keys[f"jobs-{outcome.months}"] += outcome.jobs or 0
    return keys


def _count(cohort: Cohort, application: Application) -> None:
    for key, number in counted(application).items():
        tally, _made = CohortTally.objects.get_or_create(cohort=cohort, key=key)
        CohortTally.objects.filter(pk=tally.pk).update(count=F("count") + number)
