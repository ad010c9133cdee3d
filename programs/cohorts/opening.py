"""What staff prepare: a cohort, its questions, its sessions; each an action."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from programs.cohorts.rights import Actor, require_officer
from programs.cohorts.states import CLOSED, COHORT_TRANSITIONS, IN_PREPARATION, OPEN, check_step
from programs.cohorts.steps import lock_cohort, move_up
from programs.models import Cohort, CohortQuestion, CohortSession


@transaction.atomic
def save_cohort(*, cohort: Cohort, actor: Actor, now: dt.datetime) -> Cohort:
    """Record a new cohort, or change one; more places are given to the waiting list at once.

    Raises:
        ValidationError: what is given can't be, or takes back what applicants were told.
    """
    require_officer(actor, cohort.programme_id)
    if cohort.pk is None:
        cohort.created_by_id = actor.pk
    else:
        held = lock_cohort(cohort.pk)
        require_officer(actor, held.programme_id)
        cohort.taken, cohort.state = held.taken, held.state
        _keep_promises(held, cohort)
    cohort.full_clean(exclude=["i18n"])
    cohort.save()
    move_up(cohort, now=now)
    return cohort


def _keep_promises(held: Cohort, cohort: Cohort) -> None:
    if held.state == IN_PREPARATION:
        return
    if cohort.slug != held.slug or cohort.programme_id != held.programme_id:
        raise ValidationError(_("The address of a cohort stays as it is once applications are open."))
    if cohort.retention_months > held.retention_months:
        raise ValidationError(
            {
                "retention_months": _(
                    "Applicants were told that their data are kept for %(months)s months: it may become "
                    "less, not more."
                )
                % {"months": held.retention_months}
            }
        )


@transaction.atomic
def open_cohort(*, cohort: Cohort, actor: Actor, now: dt.datetime) -> Cohort:
    """Let people apply until the deadline.

    Raises:
        ValidationError: the deadline is over.
    """
    held = _to(cohort, OPEN, actor)
    if held.closes_at <= now:
        raise ValidationError(_("The deadline is over. Set another before you open the cohort."))
    held.save(update_fields=["state"])
    return held


@transaction.atomic
def close_cohort(*, cohort: Cohort, actor: Actor) -> Cohort:
    """Take no more applications, before the deadline or after it."""
    held = _to(cohort, CLOSED, actor)
    held.save(update_fields=["state"])
    return held


def _to(cohort: Cohort, after: str, actor: Actor) -> Cohort:
    held = lock_cohort(cohort.pk)
    require_officer(actor, held.programme_id)
    check_step(held.state, after, COHORT_TRANSITIONS)
    held.state = after
    return held


@transaction.atomic
def save_question(*, question: CohortQuestion, actor: Actor) -> CohortQuestion:
    """Add or change a question while nobody has seen it.

    Raises:
        ValidationError: the cohort was opened, or the question can't be answered as it is.
    """
    _require_preparation(question.cohort, actor)
    _require_kept(question)
    if question.pk is None:
        last = question.cohort.questions.aggregate(last=Max("position"))["last"]
        question.position = 0 if last is None else last + 1
    question.full_clean(exclude=["i18n"])
    question.save()
    return question


@transaction.atomic
def delete_question(*, question: CohortQuestion, actor: Actor) -> None:
    """Delete a question while nobody has seen it."""
    _require_preparation(question.cohort, actor)
    question.delete()


@transaction.atomic
def move_question(*, question: CohortQuestion, by: int, actor: Actor) -> list[CohortQuestion]:
    """Move a question up or down while nobody has seen it; give all in their new order.

    Args:
        by: -1 for up, 1 for down; beyond either end it stays where it is.
    """
    _require_preparation(question.cohort, actor)
    ordered = list(question.cohort.questions.all())
    place = next((place for place, each in enumerate(ordered) if each.pk == question.pk), None)
    if place is None:
        raise ValidationError(_("This question was deleted meanwhile."))
    ordered.insert(max(place + by, 0), ordered.pop(place))
    for position, each in enumerate(ordered):
        each.position = position
        each.save(update_fields=["position"])
    return ordered


def _require_preparation(cohort: Cohort, actor: Actor) -> None:
    held = lock_cohort(cohort.pk)
    require_officer(actor, held.programme_id)
    if held.state != IN_PREPARATION:
        raise ValidationError(
            _("Questions stay as they are once the cohort was opened, so that all answer the same.")
        )


def _require_kept(record: CohortQuestion | CohortSession) -> None:
    if record.pk is not None and not type(record).objects.filter(pk=record.pk).exists():
        raise ValidationError(_("This was deleted meanwhile, by somebody else or in another window."))


@transaction.atomic
def save_session(*, session: CohortSession, actor: Actor) -> CohortSession:
    """Add or change a session.

    Raises:
        ValidationError: it ends before it begins.
    """
    cohort = lock_cohort(session.cohort_id)
    require_officer(actor, cohort.programme_id)
    _require_kept(session)
    session.full_clean(exclude=["i18n"])
    session.save()
    return session


@transaction.atomic
def delete_session(*, session: CohortSession, actor: Actor) -> None:
    """Delete a session at which nobody's attendance was recorded.

    Raises:
        ValidationError: there are attendances.
    """
    cohort = lock_cohort(session.cohort_id)
    require_officer(actor, cohort.programme_id)
    if session.attendances.exists():
        raise ValidationError(_("Attendance was recorded at this session: it can't be deleted."))
    session.delete()
