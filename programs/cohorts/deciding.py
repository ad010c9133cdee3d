"""What staff decide on an application: each an action, refused in words, one winner in every race."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from programs.cohorts.completing import complete_application
from programs.cohorts.rights import Actor, require_officer
from programs.cohorts.states import ACCEPTED, DECLINED, ENROLLED, SHORTLISTED, WAITLISTED, WITHDRAWN
from programs.cohorts.steps import lock, take_step
from programs.models import Application

LONGEST_LETTER = 4000


@transaction.atomic
def shortlist(*, application: Application, actor: Actor, now: dt.datetime) -> Application:
    """Put an application on the short list."""
    return _decide(application, SHORTLISTED, actor, now)


@transaction.atomic
def accept(*, application: Application, actor: Actor, now: dt.datetime, words: str = "") -> Application:
    """Give a place.

    Args:
        words: what the letter says beside its standard text.

    Raises:
        CohortFullError: all places are taken.
    """
    return _decide(application, ACCEPTED, actor, now, words)


@transaction.atomic
def waitlist(*, application: Application, actor: Actor, now: dt.datetime, words: str = "") -> Application:
    """Put an application at the end of the waiting list."""
    return _decide(application, WAITLISTED, actor, now, words)


@transaction.atomic
def decline(*, application: Application, actor: Actor, now: dt.datetime, words: str) -> Application:
    """Decline, with a reason that the applicant reads.

    Raises:
        ValidationError: there is no reason.
    """
    if not words.strip():
        raise ValidationError(_("Say why, so that the applicant knows. The letter repeats your words."))
    return _decide(application, DECLINED, actor, now, words)


@transaction.atomic
def enrol(*, application: Application, actor: Actor, now: dt.datetime) -> Application:
    """Record that someone who was accepted has taken the place."""
    return _decide(application, ENROLLED, actor, now)


@transaction.atomic
def withdraw_for(*, application: Application, actor: Actor, now: dt.datetime) -> Application:
    """Withdraw an application for someone who asked staff to; the next of the waiting list moves up."""
    return _decide(application, WITHDRAWN, actor, now)


@transaction.atomic
def complete(*, application: Application, actor: Actor, now: dt.datetime) -> Application:
    """Record that someone completed the cohort: her certificate is made, and later questions fall due."""
    return complete_application(application, actor=actor, now=now)


def _decide(
    application: Application, after: str, actor: Actor, now: dt.datetime, words: str | None = None
) -> Application:
    if words is not None and len(words) > LONGEST_LETTER:
        raise ValidationError(
            _("The words of a letter have at most %(most)s characters; these have %(given)s.")
            % {"most": LONGEST_LETTER, "given": len(words)}
        )
    cohort, current = lock(application)
    require_officer(actor, cohort.programme_id)
    take_step(cohort, current, after, actor=actor, now=now)
    if words is not None:
        current.letter = words.strip()
        current.save(update_fields=["letter_token"])
    return current
