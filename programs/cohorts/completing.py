"""Completion: the certificate is made, and the questions after 6 and 12 months get their days."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from legislation.clocks.moments import add_months
from programs.cohorts.rights import Actor, require_officer
from programs.cohorts.states import COMPLETED
from programs.cohorts.steps import lock, take_step
from programs.models import Application, Certificate, Outcome
from programs.models.completions import FOLLOW_UPS

# Crockford's base 32, as in receipts: no letter that is taken for another.
READ_AS = str.maketrans("OIL", "011")
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_certificate_code() -> str:
    """Make the code that is printed on a certificate: 60 random bits.

    >>> len(new_certificate_code())
    14
    """
    letters = "".join(secrets.choice(ALPHABET) for _place in range(12))
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))


def canonical_certificate_code(given: str) -> str:
    """Read a code as people write it; '' for what can be none.

    >>> canonical_certificate_code("7k3m q9tx ob2d")
    '7K3M-Q9TX-0B2D'
    """
    letters = "".join(letter for letter in given.upper() if letter.isalnum()).translate(READ_AS)
    if len(letters) != 12 or not set(letters) <= set(ALPHABET):
        return ""
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))


def complete_application(application: Application, *, actor: Actor, now: dt.datetime) -> Application:
    """Take the step and make what follows from it, in the caller's transaction."""
    cohort, current = lock(application)
    require_officer(actor, cohort.programme_id)
    take_step(cohort, current, COMPLETED, actor=actor, now=now)
    day = cohort.day(now)
    certificate = Certificate(
        cohort=cohort,
        application=current,
        code=new_certificate_code(),
        language=current.language,
        completed_on=day,
    )
    certificate.name = current.name
    certificate.save()
    Outcome.objects.bulk_create(
        Outcome(application=current, months=months, due_on=add_months(day, months)) for months in FOLLOW_UPS
    )
    return current


@transaction.atomic
def answer_outcome(
    *, outcome: Outcome, answers: dict[str, Any], actor: Actor | None, now: dt.datetime
) -> Outcome:
    """Record what someone does now.

    Args:
        answers: occupation, income, jobs, note.
        actor: None when she answers herself.

    Raises:
        ApplicationGoneError: the application was erased meanwhile.
        ValidationError: it isn't due yet, or the answers can't be.
    """
    cohort, application = lock(outcome.application)
    if actor is not None:
        require_officer(actor, cohort.programme_id)
    held = Outcome.objects.select_for_update().get(pk=outcome.pk, application=application)
    if cohort.day(now) < held.due_on:
        raise ValidationError(_("This is not asked before it is due."))
    held.occupation = answers["occupation"]
    held.income = answers.get("income", "")
    held.jobs = answers.get("jobs")
    held.note = answers.get("note", "")
    held.answered_at = now
    held.answered_by_id = actor.pk if actor is not None else None
    held.full_clean(exclude=["answered_by"])  # empty: she herself
    held.save()
    return held
